import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { Invoice } from '../../api/types.ts';
import { actionOf } from './invoiceActions.tsx';
import { openShortcuts } from './openDialogs.ts';
import type { Acting } from './useActing.ts';
import type { Rows } from './useRows.ts';
import type { Selection } from './useSelection.ts';

type Keyed = {
  readonly rows: readonly Invoice[];
  readonly list: Rows;
  readonly selection: Selection;
  readonly acting: Acting;
  readonly open: (href: string) => void;
};

/** Rows that a page key goes. */
const PAGE = 10;

/** The keys of the row that the keyboard is on; and, from anywhere on the page, those that lead to the list. */
export function useListKeys(keyed: Keyed): (event: KeyboardEvent) => void {
  const { list } = keyed;
  const latest = useRef(list);
  latest.current = list;
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      if (event.defaultPrevented || modified(event) || isTyping(event.target) || isInDialog()) return;
      if (event.key === '?') openShortcuts();
      else if (event.key === '/') focusSearch(event);
      else if (event.key.toLowerCase() === 'j' || event.key.toLowerCase() === 'k') latest.current.moveTo(latest.current.active);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
  return (event) => onRow(event, keyed);
}

function onRow(event: KeyboardEvent, { rows, list, selection, acting, open }: Keyed): void {
  const { target, key, shiftKey } = event;
  if (!(target instanceof HTMLElement) || !target.closest('[data-id]') || modified(event)) return;
  const invoice = rows[list.active];
  if (!invoice) return;
  const to = destination(key, list.active, rows.length);
  const action = actionOf(key);
  const onTheRow = target.hasAttribute('data-id');
  if (to !== undefined) list.moveTo(to);
  else if (key === 'Enter' && onTheRow) open(`/invoices/${invoice.invoiceId}`);
  else if (key === ' ' && onTheRow) selection.toggle(invoice.invoiceId, shiftKey);
  else if (key === 'Escape' && selection.ids.size > 0) selection.only([]);
  // A key that is held down repeats itself: it is meant once.
  else if (action && !shiftKey && !event.repeat) acting.act(action, invoice);
  else return;
  event.preventDefault();
}

function destination(key: string, from: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
    case 'j':
    case 'J':
      return from + 1;
    case 'ArrowUp':
    case 'k':
    case 'K':
      return from - 1;
    case 'PageDown':
      return from + PAGE;
    case 'PageUp':
      return from - PAGE;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

const modified = ({ ctrlKey, metaKey, altKey }: { ctrlKey: boolean; metaKey: boolean; altKey: boolean }) => ctrlKey || metaKey || altKey;

export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input:not([type=checkbox]), textarea, select, [contenteditable=true]');

/** A dialog or a menu stands over the page: its keys are its own. */
export const isInDialog = (): boolean => document.querySelector('[role=dialog], :popover-open') !== null;

export const SEARCH_ID = 'invoice-search';

function focusSearch(event: globalThis.KeyboardEvent): void {
  event.preventDefault();
  document.getElementById(SEARCH_ID)?.focus();
}
