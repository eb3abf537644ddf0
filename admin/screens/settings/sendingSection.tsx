import { SimpleGrid, Stack, Switch, TextInput } from '@mantine/core';
import { AddressesInput } from '../../parts/addressesInput.tsx';
import { LABELS } from './fieldWords.ts';
import { useField, useShared, useSwitch } from './settingsForm.ts';

export function SendingSection() {
  const { form } = useShared();
  const bccError = form.errors['sending.bcc'];
  return (
    <Stack gap="md">
      <Switch
        {...useSwitch('sending.autoInvoice')}
        description="Invoices go out by themselves when a month is made. Off: they wait until someone sends them"
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <TextInput
          {...useField('sending.from')}
          type="email"
          description="Of a domain of your own, which you then prove to be yours"
          placeholder="billing@yourcompany.example"
        />
        <TextInput {...useField('sending.fromName')} description="What customers see first" />
        <AddressesInput
          label={LABELS['sending.bcc']}
          value={form.getValues().sending.bcc}
          onChange={(bcc) => form.setFieldValue('sending.bcc', bcc)}
          error={typeof bccError === 'string' ? bccError : undefined}
        />
        <TextInput {...useField('sending.bounceRecipient')} type="email" description="Who hears when an invoice comes back" />
      </SimpleGrid>
    </Stack>
  );
}
