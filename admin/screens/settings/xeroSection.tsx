import { NativeSelect, SimpleGrid, Stack, Switch, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { accountQuery } from '../../api/account.ts';
import type { Answer } from '../../api/types.ts';
import { xeroChoicesQuery, xeroQuery } from '../../api/xero.ts';
import { useField, useShared } from './settingsForm.ts';

type Choices = Answer<'/v1/xero/choices', 'get'>;

export function XeroSection() {
  const { form } = useShared();
  const account = useQuery(accountQuery);
  const xero = useQuery({ ...xeroQuery, enabled: account.data?.setUp === true });
  const choices = useQuery({ ...xeroChoicesQuery, enabled: xero.data?.state === 'connected' });
  return (
    <Stack gap="md">
      {choices.data ? <Chosen choices={choices.data} /> : <Typed />}
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <NativeSelect
          {...useField('xero.uploadAs', 'Invoices arrive in Xero as')}
          data={[
            { value: 'draft', label: 'Drafts' },
            { value: 'authorised', label: 'Authorised' },
          ]}
        />
        <NativeSelect
          {...useField('xero.uploadFrom', 'They may go up')}
          data={[
            { value: 'nextMonth', label: 'When their month is over' },
            { value: 'atOnce', label: 'At once' },
          ]}
        />
        <NativeSelect
          {...useField('xero.dateOrder', 'Dates in the CSV')}
          data={[
            { value: 'DMY', label: '31/12/2026' },
            { value: 'MDY', label: '12/31/2026' },
          ]}
        />
      </SimpleGrid>
      <Switch
        label="Go up by themselves"
        description="When a month rolls over; off: by hand from the list"
        {...form.getInputProps('xero.uploadByItself', { type: 'checkbox' })}
      />
      <Switch label="Attach the PDF to the invoice in Xero" {...form.getInputProps('xero.attachPdf', { type: 'checkbox' })} />
    </Stack>
  );
}

function Typed() {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
      <TextInput {...useField('xero.accountCode', 'Account code')} />
      <TextInput {...useField('xero.taxType', 'Tax type, for the API')} />
      <TextInput {...useField('xero.taxTypeName', 'Tax name, in the CSV')} />
      <TextInput {...useField('xero.taxFreeType', 'Tax type of untaxed lines')} placeholder="The country’s own" />
      <TextInput {...useField('xero.brandingThemeId', 'Branding theme')} placeholder="The organisation’s own" />
    </SimpleGrid>
  );
}

/** From what is in Xero. Choosing a tax rate says both of its names. */
function Chosen({ choices: { accounts, taxRates, brandingThemes } }: { choices: Choices }) {
  const { form } = useShared();
  const { accountCode, taxType, taxFreeType, brandingThemeId } = form.getValues().xero;
  const among = (value: string, known: readonly { readonly value: string }[]) =>
    value && !known.some((each) => each.value === value) ? [{ value, label: `${value} (not in Xero)` }] : [];
  const codes = accounts.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }));
  const rates = taxRates.map((rate) => ({ value: rate.taxType, label: `${rate.name}, ${rate.rate} %` }));
  const themes = brandingThemes.map((theme) => ({ value: theme.brandingThemeId, label: theme.name }));
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
      <NativeSelect {...useField('xero.accountCode', 'Account in Xero')} data={[...among(accountCode, codes), ...codes]} />
      <NativeSelect
        {...useField('xero.taxType', 'Tax rate in Xero')}
        data={[...among(taxType, rates), ...rates]}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          form.setFieldValue('xero.taxType', chosen);
          form.setFieldValue('xero.taxTypeName', taxRates.find((rate) => rate.taxType === chosen)?.name ?? '');
        }}
      />
      <NativeSelect
        {...useField('xero.taxFreeType', 'Tax rate of untaxed lines')}
        data={[{ value: '', label: 'The country’s own' }, ...among(taxFreeType, rates), ...rates]}
      />
      <NativeSelect
        {...useField('xero.brandingThemeId', 'Branding theme')}
        data={[{ value: '', label: 'The organisation’s own' }, ...among(brandingThemeId, themes), ...themes]}
      />
    </SimpleGrid>
  );
}
