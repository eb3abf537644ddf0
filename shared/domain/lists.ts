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
/** Headers asked of the store at a time: at least as many as one batch read takes, at most what a page of a list may hold. */
const [FEW, MANY] = [100, 500];

/** Some headers as they were read together. `next` is the number to go on from; absent when there is nothing more. */
export type ListPage = { readonly items: readonly Invoice[]; readonly next?: number };

/** The first `limit` that are kept. No more is read to learn whether there are others. */
export async function pageOf(source: AsyncIterable<ListPage>, keep: (invoice: Invoice) => boolean, limit: number): Promise<ListPage> {
  const items: Invoice[] = [];
  let read = 0;
  for await (const page of source) {
    for (const invoice of page.items) {
      if (items.length === limit || read === HEADERS_READ_LIMIT) return { items, next: invoice.sequence };
      read += 1;
      if (keep(invoice)) items.push(invoice);
    }
    const full = items.length === limit || read === HEADERS_READ_LIMIT;
    if (full) return { items, ...(page.next === undefined ? {} : { next: page.next }) };
  }
  return { items };
}

export type Wanted = {
  readonly month?: Month | undefined;
  readonly customerId?: string | undefined;
  /** The number to go on from; the newest where absent. */
  readonly from?: number | undefined;
};

type Reading = Pick<Invoices, 'byNumber' | 'findAll'>;

/**
 * An account's headers, newest number first, about `limit` at a time. One customer's are read by their keys, one a month, and not looked
 * for among everyone's.
 */
export function newestFirst(invoices: Reading, numbers: Numbers, wanted: Wanted, limit: number): AsyncIterable<ListPage> {
  if (wanted.customerId) return ofCustomer(invoices, numbers, wanted.customerId, wanted);
  return ofAll(invoices, numbers, wanted, Math.min(MANY, Math.max(FEW, limit)));
}

async function* ofAll(invoices: Reading, numbers: Numbers, { month, from }: Wanted, limit: number): AsyncIterable<ListPage> {
  const oldest = month ?? plannedMonths(numbers)[0];
  const planned = oldest && numbers.months[oldest];
  if (!planned) return;
  const first = planned.first;
  const last = month ? first + planned.count - 1 : numbers.next - 1;
  for (let to: number | undefined = Math.min(from ?? last, last); to !== undefined && to >= first; ) {
    const page: ListPage = await invoices.byNumber(numbers.accountId, { from: first, to, newestFirst: true, limit });
    yield page;
    to = page.next;
  }
}

/** Eight years of a customer's invoices are one read. */
async function* ofCustomer(invoices: Reading, numbers: Numbers, customer: string, { month, from }: Wanted): AsyncIterable<ListPage> {
  const newest = from ?? Number.MAX_SAFE_INTEGER;
  const months = plannedMonths(numbers).filter((each) => (!month || each === month) && (numbers.months[each]?.first ?? 0) <= newest);
  const found = await invoices.findAll(
    numbers.accountId,
    months.reverse().map((each) => ({ month: each, customer })),
  );
  yield { items: found.filter(({ sequence }) => sequence <= newest) };
}
