import { Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import type { ReactNode } from 'react';

type Question = { readonly title: string; readonly words: ReactNode; readonly yes: string; readonly dangerous?: boolean };

/** Titles of what is being asked. */
const asking = new Set<string>();

const AUTOFOCUS = { 'data-autofocus': true };

/** Asks before something that cannot be taken back. Resolves false when it is closed in any way, or is being asked already. */
export function confirmed({ title, words, yes, dangerous = false }: Question): Promise<boolean> {
  if (asking.has(title)) return Promise.resolve(false);
  asking.add(title);
  return new Promise((resolve) => {
    const answered = (answer: boolean) => {
      asking.delete(title);
      resolve(answer);
    };
    modals.openConfirmModal({
      title,
      children: typeof words === 'string' ? <Text size="sm">{words}</Text> : words,
      labels: { confirm: yes, cancel: 'No, go back' },
      // Enter does what was asked for; where that is dangerous, it goes back.
      confirmProps: dangerous ? { color: 'red.8' } : AUTOFOCUS,
      cancelProps: dangerous ? AUTOFOCUS : {},
      onConfirm: () => answered(true),
      onClose: () => answered(false),
    });
  });
}
