import { NativeSelect, Radio, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useField, useShared } from './settingsForm.ts';

/** Time zones by the part of the world, as the browser knows them. */
function zones(own: string) {
  const groups = new Map<string, string[]>();
  for (const zone of new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', ...(own ? [own] : [])])) {
    const group = zone.includes('/') ? (zone.split('/')[0] ?? '') : 'Other';
    groups.set(group, [...(groups.get(group) ?? []), zone]);
  }
  return [...groups].map(([group, items]) => ({ group, items: items.map((value) => ({ value, label: value.replaceAll('_', ' ') })) }));
}

const CURRENCIES = ['AUD', 'NZD', 'USD', 'GBP', 'EUR', 'CAD', 'SGD', 'HKD', 'ZAR', 'INR', 'CHF', 'SEK', 'DKK', 'NOK'];

export function BillingSection() {
  const { form } = useShared();
  const { timeZone, currency } = form.getValues().billing;
  const period = useField('billing.period', 'What a month bills');
  return (
    <Stack gap="md">
      <Radio.Group {...period}>
        <Stack gap="xs" mt={6}>
          <Radio value="advance" label="In advance" description="The run of December bills December" />
          <Radio value="arrears" label="In arrears" description="The run of December bills November" />
        </Stack>
      </Radio.Group>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <NativeSelect
          {...useField('billing.timeZone', 'Time zone')}
          description="A month begins and ends by its clock"
          data={[{ value: '', label: 'Choose' }, ...zones(timeZone)]}
        />
        <NativeSelect {...useField('billing.currency', 'Currency')} data={[...new Set([...CURRENCIES, currency].filter(Boolean))]} />
        <TextInput {...useField('billing.termsDays', 'Payment terms in days')} inputMode="numeric" />
        <TextInput {...useField('billing.taxRate', 'Tax rate, per cent')} inputMode="decimal" placeholder="10" />
        <TextInput type="month" {...useField('firstMonth', 'First month')} placeholder="2026-12" />
      </SimpleGrid>
    </Stack>
  );
}
