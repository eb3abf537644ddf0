import type { Account } from './account.ts';
import { sellerOf } from './account.ts';
import { repairedAt } from './birth.ts';
import type { CustomerFile } from './customer.ts';
import { checkRepaired, type Making, makeEntry } from './entry.ts';
import { type ExecutingPorts, markInvoiced, queueEmails } from './executing.ts';
import type { Invoice } from './invoice.ts';
import type { Ledger } from './ledger.ts';
import { type Cents, toReadable } from './money.ts';
import { dayAt, instant } from './month.ts';
import { madeBefore } from './numbering.ts';
import type { InvoiceEntry, PlanHead, PricedEntry, PricedInvoice } from './plan.ts';
import { counter } from './planning.ts';
import type { Customers, Ids, Invoices, Runs } from './ports.ts';
import { Problem } from './problem.ts';
import { entryOf, ledgerOfRepair } from './standing.ts';

export type RepairingPorts = Pick<ExecutingPorts, 'emailQueue' | 'metrics'> & {
  readonly customers: Pick<Customers, 'file' | 'markInvoiced'>;
  readonly invoices: Pick<Invoices, 'get' | 'find' | 'save' | 'lines'>;
  readonly runs: Pick<Runs, 'numbers' | 'head' | 'entries' | 'writeEntries' | 'writeHead' | 'discard'>;
  readonly ids: Ids;
};

export type Asking = { readonly now: Date; readonly by?: string; readonly confirmedTotal?: Cents; readonly delaySeconds: number };

/**
 * Makes a parked invoice after all: a plan of one entry, priced from today's data with its run's period and window, dated today. The
 * conditional write that names the plan in the parked header is its commit; then it is executed like any entry.
 * @throws Problem `conflict` when it is not parked, an older one of the customer is, or it still fails its checks
 */
export async function repair(account: Account, parked: Invoice, ports: RepairingPorts, asking: Asking): Promise<Invoice> {
  if (parked.status !== 'parked') throw new Problem('conflict', 'Only an invoice that needs attention can be repaired');
  if (parked.repair) return finishRepair(parked, ports, asking);
  const ledger = await ledgerBefore(parked, ports);
  const file = await ports.customers.file(parked.accountId, parked.customerId);
  const priced = await price(account, parked, file, ledger, ports, asking);
  const { plan } = priced.entry.invoice;
  await ports.runs.writeHead(headOf(account, priced, asking, await ports.runs.head(parked.accountId, parked.plan)));
  const pages = await ports.runs.writeEntries(parked.accountId, plan, once(priced.entry, priced.lines));
  const named = await commit({ ...parked, repair: plan, dueAt: instant(asking.now) }, pages, ports);
  return finishRepair(named, ports, asking);
}

/** Names the plan in the parked header. Only a plan that certainly lost is erased: one that is named must keep its lines for ever. */
async function commit(named: Invoice, pages: number, { invoices, runs }: RepairingPorts): Promise<Invoice> {
  try {
    return await invoices.save(named);
  } catch (error) {
    if (error instanceof Problem && error.code === 'stale') await runs.discard(named.accountId, named.repair ?? '', pages);
    throw error;
  }
}

/** Executes the repair that the header names. May be repeated from any point. */
export async function finishRepair(named: Invoice, ports: RepairingPorts, { now, by, delaySeconds }: Asking): Promise<Invoice> {
  const [entry] = await ports.runs.entries(named.accountId, named.repair ?? '', 1);
  if (entry?.outcome !== 'invoice') throw new Error(`The repair of ${named.number} names a plan without its invoice`);
  if (entry.hasCharges) await markInvoiced(entry.invoice, await ports.invoices.lines(entry.invoice), ports);
  const header = repairedAt(named, entry.invoice, instant(now), delaySeconds, by);
  const repaired = await ports.invoices.save(header).catch((error: unknown) => doneByAnother(error, named, ports));
  if (repaired.status === 'queued') await queueEmails([repaired], ports);
  return repaired;
}

/** The sweeper and a person may end the same repair at once: the second finds it done. */
async function doneByAnother(error: unknown, { accountId, month, customerId }: Invoice, { invoices }: RepairingPorts): Promise<Invoice> {
  const now = error instanceof Problem && error.code === 'stale' ? await invoices.get(accountId, month, customerId) : undefined;
  if (!now || now.status === 'parked') throw error;
  return now;
}

/**
 * What was billed and settled before the parked month: as its own entry carries it on, unless it was parked because an older one was;
 * then as the repair of that older one left it.
 */
async function ledgerBefore(parked: Invoice, ports: RepairingPorts): Promise<Ledger> {
  const { accountId, customerId, month } = parked;
  const numbers = await ports.runs.numbers(accountId);
  const older = numbers && madeBefore(numbers, month);
  const before = older && (await ports.invoices.find(accountId, older, customerId));
  if (before?.status === 'parked')
    throw new Problem('conflict', `${before.number} of ${older} needs attention first: repair the oldest first`);
  if (before && older && before.plan !== numbers.months[older]?.plan) return ledgerOfRepair(before, ports);
  const { pages } = await ports.runs.head(accountId, parked.plan);
  const entry = await entryOf(customerId, pages, (page) => ports.runs.entries(accountId, parked.plan, page));
  if (entry) return entry.ledger;
  throw new Error(`The plan of ${month} has no entry for the parked ${parked.number}`);
}

async function price(
  account: Account,
  parked: Invoice,
  file: CustomerFile,
  ledger: Ledger,
  ports: RepairingPorts,
  { now, by, confirmedTotal }: Asking,
): Promise<PricedInvoice> {
  const { terms } = await ports.runs.head(parked.accountId, parked.plan);
  const { company, billing } = account;
  const making: Making = {
    account,
    // Its run's period and window; whether tax is charged, and at what rate, is today's.
    terms: { ...terms, registeredForTax: company.registeredForTax, taxRate: billing.taxRate },
    plan: ports.ids.fresh(),
    date: dayAt(now, billing.timeZone),
    now: instant(now),
    ...(by ? { by } : {}),
  };
  const { sequence, number } = parked;
  const made: PricedEntry = makeEntry(
    file,
    { ledger },
    { sequence, number },
    making,
    confirmedTotal === undefined ? {} : { confirmedTotal },
  );
  checkRepaired(made);
  const { total } = made.entry.invoice;
  if (confirmedTotal !== undefined && total !== confirmedTotal) {
    throw new Problem('conflict', `The total is ${toReadable(total)} now, not the ${toReadable(confirmedTotal)} that was confirmed`);
  }
  return made;
}

function headOf(account: Account, { entry }: PricedInvoice, { now, by }: Asking, { terms }: PlanHead): PlanHead {
  const counted = counter();
  counted.add(entry);
  return {
    accountId: account.accountId,
    plan: entry.invoice.plan,
    terms,
    seller: sellerOf(account),
    madeAt: instant(now),
    totals: counted.totals(),
    pages: 1,
    ...(by ? { by } : {}),
  };
}

async function* once(entry: InvoiceEntry, lines: PricedEntry['lines']): AsyncIterable<PricedEntry> {
  yield { entry, lines };
}
