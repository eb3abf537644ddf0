import { Progress as Bar, Stack, Text } from '@mantine/core';
import type { Progress } from './work.ts';

export function Working({ progress, words }: { progress: Progress | undefined; words: string }) {
  const { done, of } = progress ?? { done: 0, of: 1 };
  return (
    <Stack gap={4}>
      <Text size="sm">
        {words}: {done.toLocaleString()} of {of.toLocaleString()} rows
      </Text>
      <Bar value={Math.max(3, (done / Math.max(1, of)) * 100)} animated aria-label={words} />
    </Stack>
  );
}
