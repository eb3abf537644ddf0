import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { FullInvoice } from '../../api/types.ts';
import { actionOf } from './invoiceActions.tsx';
import { neighboursOf } from './neighbours.ts';
import { openShortcuts } from './openDialogs.ts';
import type { Acting } from './useActing.ts';
import { isInDialog, isTyping } from './useListKeys.ts';

/** On an invoice's own page the letters act on it; `[` and `]` go on through the list. */
export function useInvoiceKeys(invoice: FullInvoice, { act }: Acting): void {
  const navigate = useNavigate();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { key, target, ctrlKey, metaKey, altKey, shiftKey, repeat } = event;
      if (event.defaultPrevented || ctrlKey || metaKey || altKey || repeat || isTyping(target) || isInDialog()) return;
      const { before, next } = neighboursOf(invoice.invoiceId);
      const to = key === '[' ? before : key === ']' ? next : undefined;
      const action = shiftKey ? undefined : actionOf(key);
      if (to) void navigate({ to: '/invoices/$invoiceId', params: { invoiceId: to } });
      else if (key === '?') openShortcuts();
      else if (action && (action !== 'repair' || invoice.parked !== null)) act(action, invoice);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [invoice, act, navigate]);
}
