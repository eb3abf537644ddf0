import { Fieldset, NativeSelect, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import { useField } from './settingsForm.ts';

export function CompanySection() {
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <TextInput {...useField('company.name', 'Company name')} autoComplete="organization" />
        <TextInput
          {...useField('company.taxId', 'ABN')}
          inputMode="numeric"
          description="Its checksum is tested"
          placeholder="51 824 753 556"
        />
        <NativeSelect
          {...useField('company.registeredForTax', 'Registered for tax')}
          description="No: no tax is charged, and it is no “Tax Invoice”"
          data={[
            { value: '', label: 'Choose' },
            { value: 'yes', label: 'Yes' },
            { value: 'no', label: 'No' },
          ]}
        />
        <TextInput {...useField('company.email', 'Email')} type="email" autoComplete="email" description="Printed, for questions" />
        <Textarea {...useField('company.address', 'Address')} autosize minRows={3} description="At most six lines, as on an envelope" />
        <TextInput {...useField('company.phone', 'Phone')} type="tel" autoComplete="tel" />
      </SimpleGrid>
      <Fieldset legend="How to pay" variant="unstyled">
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
          <TextInput {...useField('company.payment.bankName', 'Bank')} />
          <TextInput {...useField('company.payment.accountName', 'Account name')} />
          <TextInput {...useField('company.payment.bsb', 'BSB')} />
          <TextInput {...useField('company.payment.accountNumber', 'Account number')} />
        </SimpleGrid>
        <Textarea mt="md" {...useField('company.payment.text', 'In your own words')} autosize minRows={2} />
      </Fieldset>
    </Stack>
  );
}
