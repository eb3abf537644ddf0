import { SimpleGrid, TextInput } from '@mantine/core';
import { useField } from './settingsForm.ts';

export function NumberingSection() {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
      <TextInput {...useField('numbering.prefix')} placeholder="AAP-" description="Printed before each number; it may change later" />
      <TextInput {...useField('numbering.first')} inputMode="numeric" placeholder="1" />
    </SimpleGrid>
  );
}
