import { Fieldset, NativeSelect, SimpleGrid, Textarea, TextInput } from '@mantine/core';
import { BesideSample } from './besideSample.tsx';
import { CHOICES } from './fieldWords.ts';
import { useField } from './settingsForm.ts';

export function CompanySection() {
  return (
    <BesideSample>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <TextInput {...useField('company.name')} autoComplete="organization" />
        <TextInput {...useField('company.taxId')} inputMode="numeric" description="Its checksum is tested" placeholder="51 824 753 556" />
        <NativeSelect
          {...useField('company.registeredForTax')}
          description="No: no tax is charged, and it is no “Tax Invoice”"
          data={[{ value: '', label: 'Choose' }, ...CHOICES['company.registeredForTax']]}
        />
        <TextInput {...useField('company.email')} type="email" autoComplete="email" description="Printed, for questions" />
        <Textarea {...useField('company.address')} autosize minRows={3} description="At most six lines, as on an envelope" />
        <TextInput {...useField('company.phone')} type="tel" autoComplete="tel" />
      </SimpleGrid>
      <Fieldset legend="How to pay" variant="unstyled" p={0} mx={0}>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
          <TextInput {...useField('company.payment.bankName')} />
          <TextInput {...useField('company.payment.accountName')} />
          <TextInput {...useField('company.payment.bsb')} />
          <TextInput {...useField('company.payment.accountNumber')} />
        </SimpleGrid>
        <Textarea mt="md" {...useField('company.payment.text')} autosize minRows={2} />
      </Fieldset>
    </BesideSample>
  );
}
