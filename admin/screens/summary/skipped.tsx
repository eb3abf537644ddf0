import { Paper, Stack, Text, Title } from '@mantine/core';
import type { Summary } from '../../api/types.ts';
import { TextLink } from '../../parts/textLink.tsx';

/** Who got nothing this month, and why: so that nobody is missed in silence. */
export function Skipped({ summary }: { summary: Summary }) {
  const { count, items } = summary.skipped;
  if (count === 0) return null;
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h4" mb="xs">
        Skipped customers ({count})
      </Title>
      <Stack gap={6}>
        {items.slice(0, 8).map(({ customerId, name, reason }) => (
          <Text size="sm" key={customerId}>
            <TextLink to="/customers/$customerId" params={{ customerId }}>
              {name}
            </TextLink>
            : {reason}
          </Text>
        ))}
        {count > 8 && (
          <TextLink to="/run" search={{ month: summary.month }} size="sm">
            All {count}, at the run
          </TextLink>
        )}
      </Stack>
    </Paper>
  );
}
