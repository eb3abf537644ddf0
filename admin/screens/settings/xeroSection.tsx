import { NativeSelect, SimpleGrid, Skeleton, Stack, Switch, Text, TextInput } from '@mantine/core';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { accountQuery } from '../../api/account.ts';
import { wordsOf } from '../../api/problem.ts';
import type { Answer } from '../../api/types.ts';
import { xeroChoicesQuery, xeroQuery } from '../../api/xero.ts';
import { CHOICES } from './fieldWords.ts';
import { useField, useShared, useSwitch } from './settingsForm.ts';

type Choices = Answer<'/v1/xero/choices', 'get'>;

export function XeroSection() {
  const account = useQuery(accountQuery);
  const xero = useQuery({ ...xeroQuery, enabled: account.data?.setUp === true });
  const choices = useQuery({ ...xeroChoicesQuery, enabled: xero.data?.state === 'connected' });
  return (
    <Stack gap="md">
      <Coding choices={choices} />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <NativeSelect {...useField('xero.uploadAs')} data={CHOICES['xero.uploadAs']} />
        <NativeSelect {...useField('xero.uploadFrom')} data={CHOICES['xero.uploadFrom']} />
        <NativeSelect {...useField('xero.dateOrder')} data={CHOICES['xero.dateOrder']} />
      </SimpleGrid>
      <Switch {...useSwitch('xero.uploadByItself')} description="When a month rolls over; off: by hand from the list" />
      <Switch {...useSwitch('xero.attachPdf')} />
    </Stack>
  );
}

/** Chosen from what is in Xero; typed by hand where it is not connected, or cannot be asked. */
function Coding({ choices: { data, error, isLoading } }: { choices: Pick<UseQueryResult<Choices>, 'data' | 'error' | 'isLoading'> }) {
  if (data) return <Chosen choices={data} />;
  // Fields that turn into others under the hands would lose what is being typed.
  if (isLoading) return <Skeleton h={148} aria-label="Asking Xero for its accounts and tax rates" />;
  return (
    <>
      {error && <Text size="sm">Xero cannot be asked for its accounts and tax rates: {wordsOf(error)}. They can be typed.</Text>}
      <Typed />
    </>
  );
}

function Typed() {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
      <TextInput {...useField('xero.accountCode')} />
      <TextInput {...useField('xero.taxType')} />
      <TextInput {...useField('xero.taxTypeName')} />
      <TextInput {...useField('xero.taxFreeType')} placeholder="The country’s own" />
      <TextInput {...useField('xero.brandingThemeId')} placeholder="The organisation’s own" />
    </SimpleGrid>
  );
}

/** From what is in Xero. Choosing a tax rate says both of its names. */
function Chosen({ choices: { accounts, taxRates, brandingThemes } }: { choices: Choices }) {
  const { form } = useShared();
  const { accountCode, taxType, taxTypeName, taxFreeType, brandingThemeId } = form.getValues().xero;
  const rate = useField('xero.taxType');
  const among = (value: string, known: readonly { readonly value: string }[]) =>
    value && !known.some((each) => each.value === value) ? [{ value, label: `${value} (not in Xero)` }] : [];
  const codes = accounts.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }));
  const rates = taxRates.map((rate) => ({ value: rate.taxType, label: `${rate.name}, ${rate.rate} %` }));
  const themes = brandingThemes.map((theme) => ({ value: theme.brandingThemeId, label: theme.name }));
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
      <NativeSelect {...useField('xero.accountCode')} label="Account in Xero" data={[...among(accountCode, codes), ...codes]} />
      <NativeSelect
        {...rate}
        label="Tax rate in Xero"
        description={`In the CSV: ${taxTypeName || 'not named yet'}`}
        error={rate.error ?? form.errors['xero.taxTypeName']}
        data={[...among(taxType, rates), ...rates]}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          form.setFieldValue('xero.taxType', chosen);
          form.setFieldValue('xero.taxTypeName', taxRates.find((rate) => rate.taxType === chosen)?.name ?? '');
        }}
      />
      <NativeSelect
        {...useField('xero.taxFreeType')}
        label="Tax rate of untaxed lines"
        data={[{ value: '', label: 'The country’s own' }, ...among(taxFreeType, rates), ...rates]}
      />
      <NativeSelect
        {...useField('xero.brandingThemeId')}
        data={[{ value: '', label: 'The organisation’s own' }, ...among(brandingThemeId, themes), ...themes]}
      />
    </SimpleGrid>
  );
}
