import type { Invoice } from './invoice.ts';
import type { Month } from './month.ts';
import { type Numbers, plannedMonths } from './numbering.ts';
import type { Invoices } from './ports.ts';

/** Previous invoices were sent at least once and are not on their way again; the current list is everything else. */
export function isPrevious({ firstSentAt, status }: Pick<Invoice, 'firstSentAt' | 'status'>): boolean {
  return firstSentAt !== undefined && status !== 'queued' && status !== 'sending';
}

/** The most headers one request reads: a page that found too few by then ends early, and may be empty. */
export const HEADERS_READ_LIMIT = 1000;
/** Headers asked of the store at a time: as many as one batch read takes. */
const BATCH = 100;

export type ListPage = { readonly items: readonly Invoice[]; readonly next?: number };

/** The first `limit` that are kept. `next` is the number to go on from; absent when there is nothing more. */
export async function pageOf(source: AsyncIterable<Invoice>, keep: (invoice: Invoice) => boolean, limit: number): Promise<ListPage> {
  const items: Invoice[] = [];
  let read = 0;
  for await (const invoice of source) {
    if (items.length === limit || read === HEADERS_READ_LIMIT) return { items, next: invoice.sequence };
    read += 1;
    if (keep(invoice)) items.push(invoice);
  }
  return { items };
}

export type Wanted = {
  readonly month?: Month | undefined;
  readonly customerId?: string | undefined;
  /** The number to go on from; the newest where absent. */
  readonly from?: number | undefined;
};

type Reading = Pick<Invoices, 'byNumber' | 'find'>;

/** An account's headers, newest number first. One customer's are read by their keys, one a month, and not looked for among everyone's. */
export function newestFirst(invoices: Reading, numbers: Numbers, wanted: Wanted): AsyncIterable<Invoice> {
  return wanted.customerId ? ofCustomer(invoices, numbers, wanted.customerId, wanted) : ofAll(invoices, numbers, wanted);
}

async function* ofAll(invoices: Reading, numbers: Numbers, { month, from }: Wanted): AsyncIterable<Invoice> {
  const planned = month && numbers.months[month];
  if (month && !planned?.count) return;
  const first = planned?.first ?? 1;
  const last = planned ? planned.first + planned.count - 1 : numbers.next - 1;
  for (let to: number | undefined = Math.min(from ?? last, last); to !== undefined && to >= first; ) {
    const page = await invoices.byNumber(numbers.accountId, { from: first, to, newestFirst: true, limit: BATCH });
    yield* page.items;
    to = page.next;
  }
}

async function* ofCustomer(invoices: Reading, numbers: Numbers, customerId: string, { month, from }: Wanted): AsyncIterable<Invoice> {
  const newest = from ?? Number.MAX_SAFE_INTEGER;
  const months = plannedMonths(numbers).filter((each) => (!month || each === month) && (numbers.months[each]?.first ?? 0) <= newest);
  for (const each of months.reverse()) {
    const invoice = await invoices.find(numbers.accountId, each, customerId);
    if (invoice) yield invoice;
  }
}
