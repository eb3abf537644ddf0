import * as z from 'zod/mini';
import type { Invoice } from '../../domain/invoice.ts';
import { cents, toDecimal } from '../../domain/money.ts';
import type { XeroState } from '../../domain/xero/upload.ts';

const orNull = z.nullable(z.string());

/** Where an invoice stands with Xero: a state of its own, beside its email's. */
export const invoiceXeroView = z.object({
  state: z.enum(['notUploaded', 'waiting', 'uploaded', 'failed', 'unknown']),
  stateText: z.string(),
  /** When it came to this state. */
  at: orNull,
  /** Who asked for it; null for the system. */
  by: orNull,
  /** Once uploaded: Xero's id of it, and where it opens there. */
  id: orNull,
  link: orNull,
  /** Once uploaded: its total in Xero, and what that is more than ours; "0.00" when they agree. */
  total: orNull,
  difference: orNull,
  /** Once failed: what Xero said, or we saw before asking, and what to do. */
  words: orNull,
  advice: orNull,
  /** Once failed: whether a person said that it stands in Xero all the same, so that nothing is to be done. */
  enteredByHand: z.boolean(),
  /** Its PDF in Xero; null when none is attached there. */
  pdf: z.nullable(z.object({ state: z.enum(['waiting', 'attached', 'failed']), words: orNull })),
});

/** What is being sent waits, to whoever looks: the worker's precaution is no news. */
const SHOWN = {
  waiting: { state: 'waiting', stateText: 'On its way to Xero' },
  sending: { state: 'waiting', stateText: 'On its way to Xero' },
  unknown: { state: 'unknown', stateText: 'Xero has not answered: it is being looked up there' },
  uploaded: { state: 'uploaded', stateText: 'In Xero' },
  failed: { state: 'failed', stateText: 'Not accepted' },
} as const satisfies Record<XeroState, { readonly state: string; readonly stateText: string }>;

export function viewInvoiceXero({ xero, total }: Pick<Invoice, 'xero' | 'total'>): z.output<typeof invoiceXeroView> {
  const { at, by, id, link, words, advice, pdf } = xero ?? {};
  return {
    ...(xero ? SHOWN[xero.state] : { state: 'notUploaded', stateText: 'Not in Xero' }),
    ...(xero?.enteredByHand ? { stateText: 'Entered in Xero by hand' } : {}),
    at: at ?? null,
    by: by ?? null,
    id: id ?? null,
    link: link ?? null,
    total: xero?.total === undefined ? null : toDecimal(xero.total),
    difference: xero?.total === undefined ? null : toDecimal(cents(xero.total - total)),
    words: words ?? null,
    advice: advice ?? null,
    enteredByHand: xero?.enteredByHand !== undefined,
    pdf: pdf ? { state: pdf.state === 'sending' ? 'waiting' : pdf.state, words: pdf.words ?? null } : null,
  };
}
