import { Group, Text } from '@mantine/core';

/** Our name, with its sign. */
export function Mark() {
  return (
    <Group gap={8} wrap="nowrap">
      <img src="/icon.svg" alt="" width={26} height={26} />
      <Text fw={700} size="lg">
        Rebill
      </Text>
    </Group>
  );
}
