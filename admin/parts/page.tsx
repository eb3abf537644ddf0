import { Group, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';

type Props = {
  readonly title: string;
  /** A sentence on what this page is for, or where it stands. */
  readonly lead?: ReactNode;
  /** The month, buttons: what concerns the whole page. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
};

/** Every screen's head: its title is the document's too. */
export function Page({ title, lead, actions, children }: Props) {
  useDocumentTitle(`${title} · Rebill`);
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="flex-end" gap="md">
        <Stack gap={2}>
          <Title order={1} size="h2">
            {title}
          </Title>
          {typeof lead === 'string' ? <Text c="dimmed">{lead}</Text> : lead}
        </Stack>
        <Group gap="sm">{actions}</Group>
      </Group>
      {children}
    </Stack>
  );
}
