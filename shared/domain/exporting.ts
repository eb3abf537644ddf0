import type { Invoice, InvoiceDocument } from './invoice.ts';
import type { Month } from './month.ts';
import type { Numbers, PlannedMonth } from './numbering.ts';
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
  readonly customers: Pick<Customers, 'getAll'>;
  readonly invoices: Pick<Invoices, 'byNumber' | 'allLines'>;
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

/** Headers read at a time. */
const PAGE = 100;
/** Invoices of so many lines are put together at a time; one that has more, alone. */
const LINES = 20_000;

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
    const made = page.items.filter(({ status }) => status !== 'parked');
    const addresses = await addressesOf(accountId, made, ports);
    for (const some of together(made)) yield await exportedTogether(some, addresses, cached);
    from = page.next;
  }
  // The index that lists by number follows a moment after the headers: a file that lacks an invoice would be believed.
  if (found !== count) throw new Problem('unavailable', `Only ${found} of ${count} invoices can be listed yet. Try again in a moment`);
}

type OnePorts = {
  readonly customers: Pick<Customers, 'get'>;
  readonly invoices: Pick<Invoices, 'lines'>;
  readonly runs: Pick<Runs, 'head'>;
};

export async function exported(invoice: Invoice, ports: OnePorts): Promise<Exported> {
  const [document, customer] = await Promise.all([documentOf(invoice, ports), ports.customers.get(invoice.accountId, invoice.customerId)]);
  return exportedAs(invoice, document, customer.to[0]);
}

const exportedAs = (invoice: Invoice, document: InvoiceDocument, email: string | undefined): Exported => ({
  document,
  email,
  inXero: invoice.xero?.state === 'uploaded',
});

/** The first address of each customer, by its id. */
async function addressesOf(
  account: string,
  invoices: readonly Invoice[],
  { customers }: ExportingPorts,
): Promise<Map<string, string | undefined>> {
  const found = await customers.getAll(
    account,
    invoices.map(({ customerId }) => customerId),
  );
  return new Map(
    invoices.map(({ customerId }) => {
      const customer = found.get(customerId);
      if (!customer) throw new Error(`The customer ${customerId} was billed, and is not there`);
      return [customerId, customer.to[0]];
    }),
  );
}

function* together(invoices: readonly Invoice[]): Iterable<readonly Invoice[]> {
  let some: Invoice[] = [];
  let lines = 0;
  for (const invoice of invoices) {
    if (some.length > 0 && lines + invoice.lineCount > LINES) {
      yield some;
      [some, lines] = [[], 0];
    }
    some.push(invoice);
    lines += invoice.lineCount;
  }
  yield some;
}

async function exportedTogether(
  invoices: readonly Invoice[],
  addresses: ReadonlyMap<string, string | undefined>,
  { invoices: store, runs }: ExportingPorts,
): Promise<readonly Exported[]> {
  const lines = await store.allLines(invoices);
  return Promise.all(
    invoices.map(async (invoice, index) => {
      const document = await documentOf(invoice, { invoices: { lines: async () => [...(lines[index] ?? [])] }, runs });
      return exportedAs(invoice, document, addresses.get(invoice.customerId));
    }),
  );
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
