import type { Customer, CustomerFile } from './customer.ts';
import type { Before } from './entry.ts';
import type { Invoice } from './invoice.ts';
import { EMPTY_LEDGER, type Ledger } from './ledger.ts';
import type { Cents } from './money.ts';
import type { Month } from './month.ts';
import { madeBefore, type Numbers, plannedBefore, plannedMonths } from './numbering.ts';
import type { ParkedEntry, PlanEntry } from './plan.ts';
import type { Customers, Invoices, Runs } from './ports.ts';
import type { EarlierPeriods } from './terms.ts';

/** Where a customer stands before a run, and what its last invoice came to. */
export type Standing = Before & {
  /** Already told as removed. */
  readonly gone?: true;
  readonly last?: { readonly number: string; readonly total: Cents };
};

/** A removed customer never comes back: the first run after its removal says what is not billed, and then it is heard of no more. */
export const isGone = ({ removed }: Pick<Customer, 'removed'>, standing: Standing | undefined): boolean =>
  Boolean(removed) && (!standing || standing.gone === true);

type Ports = { readonly runs: Pick<Runs, 'head' | 'entries'>; readonly invoices: Pick<Invoices, 'get'> };
type FilePorts = Ports & { readonly customers: Pick<Customers, 'files'> };

/** P of the runs before `month`, skipped ones counted: they had a window too. */
export function earlierPeriods(numbers: Numbers, month: Month): EarlierPeriods {
  const first = numbers.months[plannedMonths(numbers)[0] ?? month]?.period;
  const previous = numbers.months[plannedBefore(numbers, month) ?? month]?.period;
  return { ...(first ? { first } : {}), ...(previous ? { previous } : {}) };
}

/** A customer with everything, and where it stands; `undefined` for one that no run has met. */
export type StandingFile = { readonly file: CustomerFile; readonly standing: Standing | undefined };

/**
 * Everyone after `after`, in the order of their ids, with where they stand after the newest run before `month` that made invoices: a skipped
 * month settles nothing, so what the run before it settled is carried over it. A page of that run's plan at a time, so that thousands of
 * customers are never held at once, and who wants a few reads a few.
 *
 * Where customers stand is read before they are: a repair marks its charges before its header is written, so whoever sees the header repaired
 * will see the charges marked too.
 */
export async function* standingFiles(
  account: string,
  numbers: Numbers,
  month: Month,
  ports: FilePorts,
  after?: string,
): AsyncIterable<StandingFile> {
  let from = after;
  for await (const [last, standings] of standingsAfter(account, numbers, month, ports, after)) {
    for await (const file of ports.customers.files(account, from, last)) yield { file, standing: standings.get(file.customer.customerId) };
    from = last;
  }
  for await (const file of ports.customers.files(account, from)) yield { file, standing: undefined };
}

/** The standings of a page of the plan, and the id of its last customer. */
async function* standingsAfter(
  account: string,
  numbers: Numbers,
  month: Month,
  ports: Ports,
  after: string | undefined,
): AsyncIterable<readonly [last: string, standings: ReadonlyMap<string, Standing>]> {
  const made = madeBefore(numbers, month);
  const plan = made && numbers.months[made]?.plan;
  if (!made || !plan) return;
  const { pages } = await ports.runs.head(account, plan);
  const read = (page: number) => ports.runs.entries(account, plan, page);
  for (let page = after === undefined ? 1 : await firstPageAfter(after, pages, read); page <= pages; page += 1) {
    const standings = new Map<string, Standing>();
    let last = '';
    for (const entry of await read(page)) {
      last = entry.customerId;
      standings.set(last, await standingAfter(account, made, entry, ports));
    }
    yield [last, standings];
  }
}

type ReadPage = (page: number) => Promise<PlanEntry[]>;

/** The first page that goes beyond this customer; one more than there are when none does. */
async function firstPageAfter(customer: string, pages: number, read: ReadPage): Promise<number> {
  let [from, to] = [1, pages + 1];
  while (from < to) {
    const page = Math.floor((from + to) / 2);
    if (((await read(page)).at(-1)?.customerId ?? '') > customer) to = page;
    else from = page + 1;
  }
  return from;
}

async function standingAfter(account: string, month: Month, entry: PlanEntry, ports: Ports): Promise<Standing> {
  if (entry.outcome === 'parked') return repairedSince(await ports.invoices.get(account, month, entry.customerId), entry, ports);
  return standingMade(entry);
}

function standingMade(entry: Exclude<PlanEntry, ParkedEntry>): Standing {
  if (entry.outcome === 'skipped') return { ledger: entry.ledger, ...(entry.removed ? { gone: true } : {}) };
  const { number, total } = entry.invoice;
  return { ledger: entry.ledger, last: { number, total } };
}

export type OnePorts = { readonly runs: Pick<Runs, 'head' | 'entries'>; readonly invoices: Pick<Invoices, 'find' | 'lines'> };

/** Where one customer stands, and the charges that the newest run took, should it still be writing that down. */
export type OneStanding = { readonly standing: Standing; readonly taken: readonly string[] };

/**
 * Where one customer stands before `month`, without reading everyone's entries. The run before may still be under way: what its plan
 * holds is what will be.
 */
export async function standingOf(
  account: string,
  customer: string,
  numbers: Numbers,
  month: Month,
  ports: OnePorts,
): Promise<OneStanding | undefined> {
  const made = madeBefore(numbers, month);
  const plan = made && numbers.months[made]?.plan;
  if (!made || !plan) return undefined;
  const { pages } = await ports.runs.head(account, plan);
  const entry = await entryOf(customer, pages, (page) => ports.runs.entries(account, plan, page));
  if (!entry) return undefined;
  if (entry.outcome === 'parked') {
    const header = (await ports.invoices.find(account, made, customer)) ?? entry.invoice;
    return { standing: await repairedSince(header, entry, ports), taken: [] };
  }
  const billed = entry.outcome === 'invoice' && entry.hasCharges && numbers.openMonth === made ? entry.invoice : undefined;
  const lines = billed ? await ports.invoices.lines(billed) : [];
  return { standing: standingMade(entry), taken: lines.flatMap(({ chargeId }) => chargeId ?? []) };
}

/** A plan holds its entries in the order of the customers' ids: halving finds the page. */
export async function entryOf(customer: string, pages: number, read: ReadPage): Promise<PlanEntry | undefined> {
  let [from, to] = [1, pages];
  while (from <= to) {
    const page = Math.floor((from + to) / 2);
    const entries = await read(page);
    if (customer < (entries[0]?.customerId ?? '')) to = page - 1;
    else if (customer > (entries.at(-1)?.customerId ?? '')) from = page + 1;
    else return entries.find(({ customerId }) => customerId === customer);
  }
  return undefined;
}

/** A parked entry stands as its repair left it, or holds up what comes after it. */
async function repairedSince(header: Invoice, entry: ParkedEntry, ports: Pick<OnePorts, 'runs'>): Promise<Standing> {
  const { number, total } = header;
  if (header.status === 'parked') return { ledger: entry.ledger, waitsFor: number };
  return { ledger: await ledgerOfRepair(header, ports), last: { number, total } };
}

/** A repair's plan has one page with one entry. */
export async function ledgerOfRepair(
  { accountId, plan }: Pick<Invoice, 'accountId' | 'plan'>,
  ports: { readonly runs: Pick<Runs, 'entries'> },
): Promise<Ledger> {
  const [entry] = await ports.runs.entries(accountId, plan, 1);
  return entry?.ledger ?? EMPTY_LEDGER;
}
