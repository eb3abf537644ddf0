import { useBlocker } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { session } from '../session/session.ts';
import { holdTyped, isLeaving, takeTyped } from '../session/typed.ts';
import { confirmed } from './confirm.tsx';
import { tellDone } from './told.ts';

type Form<T> = {
  /** As `useForm` of Mantine. */
  readonly isDirty: () => boolean;
  readonly getValues: () => T;
  readonly setValues: (values: T) => void;
};

type Options = {
  /** Which form it is, and of which state of what it edits: what was typed comes back to no other. */
  readonly key: string;
  /** The form stays when the address changes within its page. */
  readonly staysOnPage?: boolean;
};

/**
 * What is typed is not lost without a word: leaving asks first, a reload too, and a session that ends meanwhile brings it back. Who leaves
 * because it is saved says so: `navigate({ ignoreBlocker: true })`.
 */
export function useUnsaved<T extends object>(form: Form<T>, { key, staysOnPage = false }: Options): void {
  const dirty = form.isDirty();
  const latest = useRef(form);
  latest.current = form;
  useEffect(() => {
    const { email, account } = session.person;
    const typed = takeTyped(key, `${account} ${email}`);
    if (!typed) return;
    latest.current.setValues(typed as T);
    tellDone('What you had typed is here again. It is not saved yet');
  }, [key]);
  useEffect(() => (dirty ? holdTyped(key, () => latest.current.getValues()) : undefined), [dirty, key]);
  useBlocker({
    disabled: !dirty,
    enableBeforeUnload: () => !isLeaving(),
    shouldBlockFn: async ({ current, next }) => {
      if (staysOnPage && current.pathname === next.pathname) return false;
      return !(await confirmed({
        title: 'Leave without saving?',
        words: 'What is typed here would be lost.',
        yes: 'Leave, and lose it',
        dangerous: true,
      }));
    },
  });
}
