import { changeInvoice, keyOf } from './changing.ts';
import type { Invoice } from './invoice.ts';
import { claimed, transition } from './invoiceLife.ts';
import { type Instant, instant } from './month.ts';
import type { Files, Ids, Invoices, Runs, WorkList } from './ports.ts';
import { documentOf, nameOf, numberPart, pdfKeyOf } from './printing.ts';

/**
 * After the store was taken back in time: what it says is still to be emailed may have been emailed since. Nothing outside was taken back
 * with it; the files are asked, because a PDF is always written before its email goes out.
 */
export type RestoringPorts = {
  readonly workList: WorkList;
  readonly invoices: Pick<Invoices, 'find' | 'get' | 'save' | 'lines'>;
  readonly runs: Pick<Runs, 'head'>;
  readonly files: Pick<Files, 'exists'>;
  readonly ids: Ids;
};

/** After every instant that work may be due at. */
const EVER = '9999' as Instant;

export type Settled = {
  /** Whether these were emailed is not known: they are not sent by themselves any more. */
  readonly doubtful: readonly string[];
  /** These never were, and go out when sending is let go. */
  readonly waiting: readonly string[];
};

/**
 * Of each email that is still to go out: one whose PDF exists may have gone out after `since`, the point that the store was taken back to,
 * and becomes unconfirmed, which is never sent again by itself and is healed by what SES still tells. One without a PDF never did. What a
 * person asked for after `since` is left alone. To be done while sending is held.
 */
export async function settleSending(since: Instant, ports: RestoringPorts, now: Date): Promise<Settled> {
  const [doubtful, waiting]: [string[], string[]] = [[], []];
  for await (const work of ports.workList.due(EVER)) {
    if (work.kind !== 'invoice') continue;
    const invoice = await ports.invoices.find(work.account, work.month, work.customer);
    if (!invoice || !isToGoOut(invoice)) continue;
    const about = `${invoice.number} of ${work.account}, ${work.month}`;
    if (isAskedAfter(invoice, since) || !(await mayHaveGone(invoice, ports))) {
      waiting.push(about);
      continue;
    }
    const token = ports.ids.fresh();
    const settled = await changeInvoice(ports.invoices, keyOf(invoice), (read) =>
      isToGoOut(read) && !isAskedAfter(read, since) ? doubted(read, since, token, now) : undefined,
    );
    // Not what a person, or news, was first at.
    if (settled.status === 'unconfirmed') doubtful.push(about);
  }
  return { doubtful, waiting };
}

const isToGoOut = ({ status }: Invoice): boolean => status === 'queued' || status === 'sending';

/** By a person, of the store as it is now. An invoice that a run makes again is not asked for anew. */
const isAskedAfter = ({ history }: Invoice, since: Instant): boolean =>
  history.findLast(({ event }) => event === 'queue' || event === 'born')?.event === 'queue' &&
  (history.findLast(({ event }) => event === 'queue')?.at ?? '') > since;

/** One that was being sent had its PDF already. */
async function mayHaveGone(invoice: Invoice, { invoices, runs, files }: RestoringPorts): Promise<boolean> {
  if (invoice.status === 'sending') return true;
  return files.exists(await pdfKeyOf(invoice.accountId, await documentOf(invoice, { invoices, runs })));
}

function doubted(invoice: Invoice, since: Instant, token: string, now: Date): Invoice {
  const at = instant(now);
  const words =
    `The store was taken back to ${since}, and this email may have gone out after that. It is not sent again by itself: ` +
    'if no news comes, ask the customer or send it again';
  return transition(invoice.status === 'sending' ? invoice : claimed(invoice, { token, at }), 'lose', { at, words });
}

/** A PDF that was printed once, and when it was written. */
export type KeptFile = { readonly name: string; readonly at: Instant };

/**
 * The PDFs whose numbers no month knows, though their invoices were printed: the month was planned after the point that the store was taken
 * back to. Made anew, its numbers could go to others: a person decides first.
 */
export async function strangers(kept: AsyncIterable<KeptFile>, numbers: readonly string[]): Promise<KeptFile[]> {
  const found: KeptFile[] = [];
  const names = new Set(numbers.map(nameOf));
  for await (const file of kept) if (!names.has(numberPart(file.name))) found.push(file);
  return found;
}
