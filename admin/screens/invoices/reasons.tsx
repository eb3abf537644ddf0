import { List, Stack, Text } from '@mantine/core';

type Refused = { readonly number: string; readonly reason: string };

/** So many numbers are named for one reason. */
const NAMED = 8;

/** The same reason said once, with all whom it concerns; the most frequent first. */
export function Reasons({ title, refused }: { title: string; refused: readonly Refused[] }) {
  const groups = [...Map.groupBy(refused, ({ reason }) => reason)].sort(([, a], [, b]) => b.length - a.length);
  return (
    <Stack gap={4}>
      <Text size="sm" fw={650}>
        {title}
      </Text>
      <List size="sm" spacing={4}>
        {groups.map(([reason, those]) => (
          <List.Item key={reason}>
            {reason}:{' '}
            {those
              .slice(0, NAMED)
              .map(({ number }) => number)
              .join(', ')}
            {those.length > NAMED && ` and ${those.length - NAMED} more`}
          </List.Item>
        ))}
      </List>
    </Stack>
  );
}
