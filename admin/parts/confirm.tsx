import { Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import type { ReactNode } from 'react';

type Question = { readonly title: string; readonly words: ReactNode; readonly yes: string; readonly dangerous?: boolean };

const AUTOFOCUS = { 'data-autofocus': true };

/** Asks before something that cannot be taken back. Resolves false when it is closed in any way. */
export function confirmed({ title, words, yes, dangerous = false }: Question): Promise<boolean> {
  return new Promise((resolve) => {
    modals.openConfirmModal({
      title,
      children: typeof words === 'string' ? <Text size="sm">{words}</Text> : words,
      labels: { confirm: yes, cancel: 'No, go back' },
      // Enter does what was asked for; where that is dangerous, it goes back.
      confirmProps: dangerous ? { color: 'red.8' } : AUTOFOCUS,
      cancelProps: dangerous ? AUTOFOCUS : {},
      onConfirm: () => resolve(true),
      onClose: () => resolve(false),
    });
  });
}
