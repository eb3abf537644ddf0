import { putInvoice } from '../../api/invoiceCache.ts';
import { cancelInvoice, sendInvoice, uploadInvoice } from '../../api/invoices.ts';
import { Problem, wordsOf } from '../../api/problem.ts';
import type { Invoice } from '../../api/types.ts';
import type { Action } from './invoiceActions.tsx';

/** What can be done to many at once. */
export type BulkAction = Extract<Action, 'send' | 'cancel' | 'upload'>;

export type BulkWork = {
  readonly action: BulkAction;
  readonly invoices: readonly Invoice[];
  /** What was done and what was not; called once, when all is over. */
  readonly ended: (outcome: Outcome) => void;
};

export type Refused = { readonly invoice: Invoice; readonly reason: string };
export type Outcome = { readonly done: readonly string[]; readonly failed: readonly Refused[]; readonly untouched: readonly Invoice[] };

const DO: Readonly<Record<BulkAction, (invoiceId: string) => Promise<Invoice>>> = {
  send: sendInvoice,
  cancel: cancelInvoice,
  upload: uploadInvoice,
};

/** Which of them it can be done to, and why not to the others: the API's word of each, as it was last read. */
export function sorted(action: BulkAction, invoices: readonly Invoice[]): { can: readonly Invoice[]; cannot: readonly Refused[] } {
  const can = invoices.filter(({ actions }) => actions[action].allowed);
  const cannot = invoices
    .filter(({ actions }) => !actions[action].allowed)
    .map((invoice) => ({ invoice, reason: invoice.actions[action].reason ?? 'This cannot be done now' }));
  return { can, cannot };
}

/** Requests at a time: quick, and far below what the API allows one caller. */
const WIDTH = 4;

type Watched = { readonly signal: AbortSignal; readonly progress: (ended: number) => void };

/** Works through them; after `signal` none is begun. One that is refused stops nobody. */
export async function workThrough(action: BulkAction, invoices: readonly Invoice[], { signal, progress }: Watched): Promise<Outcome> {
  const waiting = [...invoices];
  const done: string[] = [];
  const failed: Refused[] = [];
  const worker = async () => {
    for (let invoice = waiting.shift(); invoice; invoice = waiting.shift()) {
      try {
        putInvoice(await patiently(() => DO[action](invoice.invoiceId)));
        done.push(invoice.invoiceId);
      } catch (error) {
        failed.push({ invoice, reason: wordsOf(error) });
      }
      progress(done.length + failed.length);
      if (signal.aborted) return;
    }
  };
  await Promise.all(Array.from({ length: WIDTH }, worker));
  return { done, failed, untouched: waiting };
}

/** Milliseconds before each further try of a request that came too fast, or when the API was not available. */
const PAUSES_MS = [500, 1_500, 4_000];

async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (const pause of PAUSES_MS) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Problem) || (error.status !== 429 && error.status !== 503)) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return ask();
}
