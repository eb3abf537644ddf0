import { useCallback, useRef, useState } from 'react';
import { invoicesChanged } from '../../api/invoiceCache.ts';
import type { Invoice } from '../../api/types.ts';
import { lazily } from '../../parts/lazily.ts';
import { tellRefused } from '../../parts/told.ts';
import { FADED_MS, focusList } from './focusList.ts';
import { ACTIONS, type Action } from './invoiceActions.tsx';
import { tellNotAllowed } from './tellings.ts';

const performing = lazily(() => import('./perform.ts'));

export type Acting = {
  readonly act: (action: Action, invoice: Invoice) => void;
  /** `<invoiceId> <action>` of each that is under way. */
  readonly busy: ReadonlySet<string>;
};

export const busyKey = (action: Action, { invoiceId }: Pick<Invoice, 'invoiceId'>) => `${invoiceId} ${action}`;

/** Does what the API allows with one invoice, once at a time; `refresh` reads again what the list says of it, done or refused. */
export function useActing(refresh: (invoiceId: string) => Promise<unknown>): Acting {
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  // A second click may come before the first is drawn.
  const under = useRef(new Set<string>());
  const act = useCallback(
    (action: Action, invoice: Invoice) => {
      const allowed = invoice.actions[action];
      if (!allowed.allowed) return tellNotAllowed(`${invoice.number}: ${allowed.reason ?? 'this cannot be done now'}`);
      const key = busyKey(action, invoice);
      if (under.current.has(key)) return;
      under.current.add(key);
      setBusy(new Set(under.current));
      void doIt(action, invoice)
        .then((changed) => changed && refresh(invoice.invoiceId))
        .finally(() => {
          under.current.delete(key);
          setBusy(new Set(under.current));
          // The row may have left the list while a question was asked of it.
          setTimeout(focusList, FADED_MS);
        });
    },
    [refresh],
  );
  return { act, busy };
}

/** Answers whether the invoice is to be looked at again. */
async function doIt(action: Action, invoice: Invoice): Promise<boolean> {
  try {
    const { perform } = await performing();
    const changed = await perform(action, invoice);
    if (changed) invoicesChanged([invoice.invoiceId]);
    return changed;
  } catch (error) {
    const name = ACTIONS.find((each) => each.action === action)?.name ?? action;
    tellRefused(`${invoice.number}: “${name}” did not work`, error);
    invoicesChanged([invoice.invoiceId]);
    return true;
  }
}
