import type { Account } from './account.ts';
import type { Invoice } from './invoice.ts';
import { accepts } from './lifecycle.ts';
import { type Cents, minus } from './money.ts';
import type { Month } from './month.ts';
import { madeBefore } from './numbering.ts';
import { firstNumbers } from './planning.ts';
import type { Customers, Invoices, Runs } from './ports.ts';
import { recipientsOf } from './recipients.ts';
import { type RunState, type SkippedPage, skippedCustomers, stateOf } from './runReport.ts';
import { hasArrived, type Summary, summaryOf, tallyOf } from './summary.ts';
import type { Connections } from './xero/ports.ts';

/** Everything that the Summary page shows of a month. */
export type SummaryReport = {
  readonly month: Month;
  readonly state: RunState;
  readonly reason?: string;
  readonly currency: string;
  readonly summary: Summary;
  /** The month made before it: skipped ones left out, they have nothing to compare with. */
  readonly last?: { readonly month: Month; readonly count: number; readonly total: Cents; readonly difference: Cents };
  /** Whether invoices can go to Xero now. */
  readonly connected: boolean;
  readonly skippedCount: number;
  readonly skipped: SkippedPage;
};

export type SummaryPorts = {
  readonly connections: Pick<Connections, 'get'>;
  readonly customers: Pick<Customers, 'getAll'>;
  readonly invoices: Pick<Invoices, 'ofMonth'>;
  readonly runs: Pick<Runs, 'numbers' | 'find' | 'entries'>;
};

/** Read from the headers themselves each time: there is no total anywhere that could drift from them. */
export async function summaryReport(account: Account, month: Month, ports: SummaryPorts): Promise<SummaryReport> {
  const { accountId, billing } = account;
  const numbers = (await ports.runs.numbers(accountId)) ?? firstNumbers(account);
  const before = madeBefore(numbers, month);
  const [all, earlier, run, connection] = await Promise.all([
    invoicesOf(accountId, month, ports),
    before ? invoicesOf(accountId, before, ports) : [],
    ports.runs.find(accountId, month),
    ports.connections.get(accountId),
  ]);
  const summary = summaryOf(all, await unreachable(account, all, ports));
  const last = before && { month: before, ...tallyOf(earlier) };
  const reason = numbers.months[month]?.skipped;
  return {
    month,
    state: stateOf(numbers, month),
    ...(reason ? { reason } : {}),
    currency: billing.currency,
    summary,
    ...(last ? { last: { ...last, difference: minus(summary.total, last.total) } } : {}),
    connected: connection?.state === 'connected',
    skippedCount: run?.totals.skipped ?? 0,
    skipped: run ? await skippedCustomers(run, ports.runs) : { items: [] },
  };
}

/** By number, as a clerk reads them. */
async function invoicesOf(account: string, month: Month, { invoices }: SummaryPorts): Promise<Invoice[]> {
  const all: Invoice[] = [];
  for await (const invoice of invoices.ofMonth(account, month)) all.push(invoice);
  return all.sort((one, other) => one.sequence - other.sequence);
}

/** Of the customers who still wait for theirs and to whom it could be sent now: who cannot be written to, and why. */
async function unreachable({ accountId, sending }: Account, all: readonly Invoice[], ports: SummaryPorts): Promise<Map<string, string>> {
  const why = new Map<string, string>();
  const waiting = all.filter((invoice) => !hasArrived(invoice) && (accepts(invoice.status, 'queue') || invoice.status === 'parked'));
  const customers = await ports.customers.getAll(
    accountId,
    waiting.map(({ customerId }) => customerId),
  );
  for (const [customerId, customer] of customers) {
    const who = recipientsOf(customer, sending.bcc);
    if ('refusal' in who) why.set(customerId, who.refusal);
  }
  return why;
}
