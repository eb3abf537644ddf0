import { Paper, Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** A part of the invoice's page, with its heading. */
export function Panel({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <Paper withBorder p="md" component="section">
      <Stack gap="sm">
        <div style={{ display: 'flex', justifyContent: 'space-between', alignItems: 'center', gap: 8 }}>
          <Title order={2} size="h4">
            {title}
          </Title>
          {aside}
        </div>
        {typeof children === 'string' ? <div>{children}</div> : children}
      </Stack>
    </Paper>
  );
}
