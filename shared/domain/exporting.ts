import type { Invoice, InvoiceDocument } from './invoice.ts';
import type { Month } from './month.ts';
import type { Numbers, PlannedMonth } from './numbering.ts';
import { inParallel } from './parallel.ts';
import type { PlanHead } from './plan.ts';
import type { Customers, Invoices, Runs } from './ports.ts';
import { documentOf } from './printing.ts';
import { Problem } from './problem.ts';

/** An invoice as other programs take it over: all that is printed, and the customer's first address of today. */
export type Exported = {
  readonly document: InvoiceDocument;
  readonly email: string | undefined;
  /** Whether it is in Xero already: importing it there again would be refused. */
  readonly inXero: boolean;
};

export type ExportingPorts = {
  readonly customers: Pick<Customers, 'get'>;
  readonly invoices: Pick<Invoices, 'byNumber' | 'lines'>;
  readonly runs: Pick<Runs, 'head'>;
};

/** UTF-8 without a byte order mark. */
export const CSV_TYPE = 'text/csv; charset=utf-8';

/** Where a file made for one download stands until it expires. `fresh` keeps it from being guessed. */
export const downloadKey = (accountId: string, fresh: string, ending = 'csv'): string => `downloads/${accountId}/${fresh}.${ending}`;

/** @throws Problem `conflict` for a parked invoice: there is no document of it yet */
export function checkIsMade({ status }: Invoice): void {
  if (status === 'parked') throw new Problem('conflict', 'It needs attention first: nothing is billed yet');
}

/**
 * The numbers of a month that is made.
 * @throws Problem `conflict` while it is not: half a month's file would be taken for the whole
 */
export function plannedFor(numbers: Numbers | undefined, month: Month): PlannedMonth {
  const planned = numbers?.months[month];
  if (!planned) throw new Problem('conflict', `${month} has not been made yet: there are no invoices to download`);
  if (numbers.openMonth === month) throw new Problem('conflict', `${month} is still being made. Try again when its run is closed`);
  return planned;
}

/** Headers read at a time, and how many of their documents are put together at once. */
const PAGE = 100;
const WIDTH = 16;

/**
 * Every invoice of the month but parked ones, by number, a page at a time: of a long month no more than one page is held.
 * @throws Problem `unavailable` when not all of them can be found yet; the pages given by then must not be used
 */
export async function* exportedMonth(
  accountId: string,
  { first, count }: PlannedMonth,
  ports: ExportingPorts,
): AsyncIterable<readonly Exported[]> {
  const cached = { ...ports, runs: { head: once(ports.runs) } };
  const last = first + count - 1;
  let found = 0;
  for (let from: number | undefined = count > 0 ? first : undefined; from !== undefined; ) {
    const page = await ports.invoices.byNumber(accountId, { from, to: last, newestFirst: false, limit: PAGE });
    found += page.items.length;
    yield await exportedPage(
      page.items.filter(({ status }) => status !== 'parked'),
      cached,
    );
    from = page.next;
  }
  // The index that lists by number follows a moment after the headers: a file that lacks an invoice would be believed.
  if (found !== count) throw new Problem('unavailable', `Only ${found} of ${count} invoices can be listed yet. Try again in a moment`);
}

export async function exported(
  invoice: Invoice,
  ports: Omit<ExportingPorts, 'invoices'> & { invoices: Pick<Invoices, 'lines'> },
): Promise<Exported> {
  const [document, customer] = await Promise.all([documentOf(invoice, ports), ports.customers.get(invoice.accountId, invoice.customerId)]);
  return { document, email: customer.to[0], inXero: invoice.xero?.state === 'uploaded' };
}

async function exportedPage(invoices: readonly Invoice[], ports: ExportingPorts): Promise<readonly Exported[]> {
  const all = new Map<Invoice, Exported>();
  await inParallel(invoices, WIDTH, async (invoice) => void all.set(invoice, await exported(invoice, ports)));
  return invoices.flatMap((invoice) => all.get(invoice) ?? []);
}

/** A month's invoices share their plan's head; those repaired have their own. */
function once(runs: Pick<Runs, 'head'>): Runs['head'] {
  const heads = new Map<string, Promise<PlanHead>>();
  return (account, plan) => {
    const head = heads.get(plan) ?? runs.head(account, plan);
    heads.set(plan, head);
    return head;
  };
}
