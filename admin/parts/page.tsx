import { Group, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { type ReactNode, useEffect, useRef } from 'react';

type Props = {
  readonly title: string;
  /** A sentence on what this page is for, or where it stands. */
  readonly lead?: ReactNode;
  /** The month, buttons: what concerns the whole page. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
};

/** The first page of all leaves the keyboard before everything, where Tab begins. */
let shownBefore = false;

/** What had the keyboard may be gone with the last page; then it goes on from the title of this one, which is read out. */
function useKeyboard() {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (shownBefore && document.activeElement === document.body) title.current?.focus({ preventScroll: true });
    shownBefore = true;
  }, []);
  return title;
}

/** Every screen's head: its title is the document's too. */
export function Page({ title, lead, actions, children }: Props) {
  useDocumentTitle(`${title} · Rebill`);
  const ref = useKeyboard();
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="flex-end" gap="md">
        <Stack gap={2}>
          <Title order={1} size="h2" ref={ref} tabIndex={-1}>
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
