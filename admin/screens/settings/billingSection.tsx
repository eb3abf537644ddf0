import { NativeSelect, Radio, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { CHOICES } from './fieldWords.ts';
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

const EXAMPLES = { advance: 'The run of December bills December', arrears: 'The run of December bills November' } as const;

export function BillingSection() {
  const { form } = useShared();
  const { timeZone, currency } = form.getValues().billing;
  // A group of radios is asked for as a whole: that it is required is said by its mark alone.
  const { 'aria-required': _, ...period } = useField('billing.period');
  const firstMonth = useField('firstMonth');
  return (
    <Stack gap="md">
      <Radio.Group {...period}>
        <Stack gap="xs" mt={6}>
          {CHOICES['billing.period'].map((choice) => (
            <Radio key={choice.value} {...choice} description={EXAMPLES[choice.value]} />
          ))}
        </Stack>
      </Radio.Group>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <NativeSelect
          {...useField('billing.timeZone')}
          description="A month begins and ends by its clock"
          data={[{ value: '', label: 'Choose' }, ...zones(timeZone)]}
        />
        <NativeSelect {...useField('billing.currency')} data={[...new Set([...CURRENCIES, currency].filter(Boolean))]} />
        <TextInput {...useField('billing.termsDays')} inputMode="numeric" />
        <TextInput {...useField('billing.taxRate')} inputMode="decimal" placeholder="10" />
        <TextInput type="month" description="Blank: the next month. None before it is ever made" {...firstMonth} placeholder="2026-12" />
      </SimpleGrid>
    </Stack>
  );
}
