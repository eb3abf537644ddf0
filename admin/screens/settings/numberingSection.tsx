import { SimpleGrid, TextInput } from '@mantine/core';
import { useField } from './settingsForm.ts';

export function NumberingSection() {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
      <TextInput
        {...useField('numbering.prefix', 'Prefix')}
        placeholder="AAP-"
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        description="Printed before each number; it may change later"
      />
      <TextInput
        {...useField('numbering.first', 'First number')}
        inputMode="numeric"
        placeholder="1"
        inputWrapperOrder={['label', 'input', 'description', 'error']}
      />
    </SimpleGrid>
  );
}
