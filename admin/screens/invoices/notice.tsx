import { Paper, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

type Props = { readonly tone: 'warn' | 'bad'; readonly title: string; readonly live?: boolean; readonly children: ReactNode };

/** Something to know before going on. The colours read at 4.5:1, light and dark. */
export function Notice({ tone, title, live = false, children }: Props) {
  return (
    <Paper withBorder p="md" style={{ borderColor: `var(--tone-${tone})` }} {...(live ? { role: 'status' } : {})}>
      <Stack gap={6} align="flex-start">
        <Text size="sm" fw={700} style={{ color: `var(--tone-${tone})` }}>
          {title}
        </Text>
        {typeof children === 'string' ? <Text size="sm">{children}</Text> : children}
      </Stack>
    </Paper>
  );
}
