import type { Customer } from './customer.ts';
import type { Before } from './entry.ts';
import type { Invoice } from './invoice.ts';
import { EMPTY_LEDGER, type Ledger } from './ledger.ts';
import type { Cents } from './money.ts';
import type { Month } from './month.ts';
import { madeBefore, type Numbers, plannedBefore, plannedMonths } from './numbering.ts';
import type { ParkedEntry, PlanEntry } from './plan.ts';
import type { Invoices, Runs } from './ports.ts';
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

type Ports = { readonly runs: Pick<Runs, 'head' | 'entries' | 'allEntries'>; readonly invoices: Pick<Invoices, 'get'> };

/** P of the runs before `month`, skipped ones counted: they had a window too. */
export function earlierPeriods(numbers: Numbers, month: Month): EarlierPeriods {
  const first = numbers.months[plannedMonths(numbers)[0] ?? month]?.period;
  const previous = numbers.months[plannedBefore(numbers, month) ?? month]?.period;
  return { ...(first ? { first } : {}), ...(previous ? { previous } : {}) };
}

/**
 * Where every customer stands after the newest run before `month` that made invoices: a skipped month settles nothing, so what the run
 * before it settled is carried over it. Must be read before the customers are: a repair marks its charges before its header is written,
 * so whoever sees the header repaired will see the charges marked too.
 */
export async function standings(account: string, numbers: Numbers, month: Month, ports: Ports): Promise<Map<string, Standing>> {
  const made = madeBefore(numbers, month);
  const planned = made && numbers.months[made];
  const all = new Map<string, Standing>();
  if (!made || !planned) return all;
  for await (const entry of ports.runs.allEntries(await ports.runs.head(account, planned.plan))) {
    all.set(entry.customerId, await standingAfter(account, made, entry, ports));
  }
  return all;
}

async function standingAfter(account: string, month: Month, entry: PlanEntry, ports: Ports): Promise<Standing> {
  if (entry.outcome === 'skipped') return { ledger: entry.ledger, ...(entry.removed ? { gone: true } : {}) };
  if (entry.outcome === 'parked') return repairedSince(await ports.invoices.get(account, month, entry.customerId), entry, ports);
  const { number, total } = entry.invoice;
  return { ledger: entry.ledger, last: { number, total } };
}

/** A parked entry stands as its repair left it, or holds up what comes after it. */
async function repairedSince(header: Invoice, entry: ParkedEntry, ports: Ports): Promise<Standing> {
  const { number, total } = header;
  if (header.status === 'parked') return { ledger: entry.ledger, waitsFor: number };
  return { ledger: await ledgerOfRepair(header, ports), last: { number, total } };
}

/** A repair's plan has one page with one entry. */
export async function ledgerOfRepair(
  { accountId, plan }: Pick<Invoice, 'accountId' | 'plan'>,
  ports: Pick<Ports, 'runs'>,
): Promise<Ledger> {
  const [entry] = await ports.runs.entries(accountId, plan, 1);
  return entry?.ledger ?? EMPTY_LEDGER;
}
