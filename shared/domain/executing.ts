import { bornAt } from './birth.ts';
import { type ClosingPorts, closeRun } from './closing.ts';
import { bookedOf } from './customer.ts';
import { type Invoice, invoiceIdOf, type Line } from './invoice.ts';
import { instant } from './month.ts';
import { inParallel } from './parallel.ts';
import type { InvoiceEntry, PlanEntry } from './plan.ts';
import type { Customers, EmailQueue, Invoices, Metrics, PageMessage, Runs } from './ports.ts';

export type ExecutingPorts = ClosingPorts & {
  readonly customers: Pick<Customers, 'markInvoiced'>;
  readonly invoices: Pick<Invoices, 'find' | 'create' | 'lines'>;
  readonly runs: Pick<Runs, 'entries' | 'markDone'>;
  readonly emailQueue: EmailQueue;
  readonly metrics: Metrics;
};

/** Entries of a page worked on at once: enough to hide the store's latency, few enough not to be throttled. */
const WIDTH = 16;

/**
 * Executes one page of a plan. It reads no customer, service or setting: the plan is the invoices. May be repeated from any point, for
 * ever, and ends in the same invoices. Whoever ends the last page closes the run.
 */
export async function executePage(page: PageMessage, ports: ExecutingPorts, now: Date, delaySeconds: number): Promise<void> {
  const entries = await ports.runs.entries(page.account, page.plan, page.page);
  const queued: Invoice[] = [];
  const failures: unknown[] = [];
  await inParallel(entries, WIDTH, async (entry) => {
    try {
      const made = await executeEntry(entry, ports, now, delaySeconds);
      if (made) queued.push(made);
    } catch (error) {
      // One faulty customer delays none of the others: theirs are made and emailed, and the page stays undone for its sake alone.
      failures.push(error);
    }
  });
  await queueEmails(queued, ports);
  if (failures.length > 0) throw failures[0];
  const run = await ports.runs.markDone(page.account, page.month, page.page);
  if (run.state === 'open' && run.done.length >= run.pages) await closeRun(run, ports, now);
}

/** Answers the header when its email is to be queued. */
async function executeEntry(entry: PlanEntry, ports: ExecutingPorts, now: Date, delaySeconds: number): Promise<Invoice | undefined> {
  if (entry.outcome === 'skipped') return undefined;
  if (entry.outcome === 'invoice') await markCharges(entry, ports);
  const header = bornAt(entry.invoice, instant(now), delaySeconds);
  const stands = (await ports.invoices.create(header))
    ? header
    : await ports.invoices.find(header.accountId, header.month, header.customerId);
  // A message may have been lost with the worker that wrote this header: a second one is dropped by comparison, a missing one costs 15 minutes.
  return stands?.status === 'queued' && stands.attempt === 1 && stands.plan === entry.invoice.plan ? stands : undefined;
}

/** Before the header is written: a header that exists means the entry is done, charges and all. */
async function markCharges({ invoice, hasCharges }: InvoiceEntry, ports: ExecutingPorts): Promise<void> {
  if (!hasCharges || (await ports.invoices.find(invoice.accountId, invoice.month, invoice.customerId))) return;
  await markInvoiced(invoice, await ports.invoices.lines(invoice), ports);
}

/** Writes every charge that the lines bill back as it was billed. One that bears another number has been billed twice: that is an alarm. */
export async function markInvoiced(
  invoice: Pick<Invoice, 'accountId' | 'customerId' | 'month' | 'number'>,
  lines: readonly Line[],
  ports: Pick<ExecutingPorts, 'customers' | 'metrics'>,
): Promise<void> {
  const { accountId, customerId, number } = invoice;
  const invoiceId = invoiceIdOf(invoice);
  await inParallel(lines, WIDTH, async (line) => {
    const { chargeId, description, quantity, unitPrice, taxRate } = line;
    if (!chargeId) return;
    const billed = { chargeId, customerId, description, quantity, unitPrice, taxRate, ...bookedOf(line) };
    const marked = await ports.customers.markInvoiced(accountId, { ...billed, enabled: true, revision: 0, number, invoiceId });
    if (!marked) ports.metrics.count('ChargeClash', 1, { invoice: number, charge: chargeId });
  });
}

export async function queueEmails(invoices: readonly Invoice[], { emailQueue }: Pick<ExecutingPorts, 'emailQueue'>): Promise<void> {
  if (invoices.length === 0) return;
  await emailQueue.add(
    invoices.map(({ accountId: account, month, customerId: customer, attempt }) => ({ account, month, customer, attempt })),
  );
}
