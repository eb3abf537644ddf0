import { again } from './again.ts';
import { instant } from './month.ts';
import { closed, type PlannedMonth } from './numbering.ts';
import type { Run } from './plan.ts';
import type { Invoices, Metrics, Runs } from './ports.ts';
import type { UploadQueue } from './xero/ports.ts';

export type ClosingPorts = {
  readonly invoices: Pick<Invoices, 'ofMonth'>;
  readonly runs: Pick<Runs, 'numbers' | 'saveNumbers' | 'close'>;
  readonly uploadQueue: UploadQueue;
  readonly metrics: Metrics;
};

/**
 * Ends a run whose pages are all done: checks the whole month, lets the next one be planned, and records the result. In this order, so
 * that a crash in between leaves the run open, to be closed again.
 */
export async function closeRun(run: Run, ports: ClosingPorts, now: Date): Promise<void> {
  const numbers = await ports.runs.numbers(run.accountId);
  const planned = numbers?.months[run.month];
  if (!numbers || !planned) throw new Error(`The run of ${run.month} is open but no plan of it was committed`);
  const fault = await faultOfMonth(run, planned, ports);
  if (fault) ports.metrics.count('RunCheckFailed', 1, { account: run.accountId, month: run.month, fault });
  if (numbers.openMonth === run.month) await saveClosed(run, ports);
  // The month has rolled over: what may go to Xero by itself goes now. A moment later, when the last headers are in the index.
  await ports.uploadQueue.add({ account: run.accountId }, 2);
  await ports.runs.close({ ...run, state: 'closed', closedAt: instant(now), ...(fault ? { fault } : {}) });
}

/** Two workers may end the last two pages at once; the one that loses finds the month closed, which is what it wanted. */
async function saveClosed(run: Run, { runs }: ClosingPorts): Promise<void> {
  await again(async () => {
    const numbers = await runs.numbers(run.accountId);
    if (numbers?.openMonth === run.month) await runs.saveNumbers(closed(numbers));
  }, Number.POSITIVE_INFINITY);
}

/**
 * What is wrong with the month as it stands in the store, in words; nothing when as many invoices stand there as were planned, their
 * numbers are whole and their totals add up to the plan's. One repaired meanwhile was planned at nothing.
 */
async function faultOfMonth(run: Run, { first, count }: PlannedMonth, { invoices }: ClosingPorts): Promise<string | undefined> {
  const numbers = new Set<number>();
  let found = 0;
  let total = 0;
  for await (const invoice of invoices.ofMonth(run.accountId, run.month)) {
    found += 1;
    numbers.add(invoice.sequence);
    if (invoice.plan === run.plan) total += invoice.total;
  }
  if (found !== count) return `${count} invoices were planned, ${found} exist`;
  const missing = Array.from({ length: count }, (_, index) => first + index).filter((each) => !numbers.has(each));
  if (missing.length > 0) return `the numbers are not whole: ${missing.slice(0, 5).join(', ')} missing`;
  if (total !== run.totals.total) return `the invoices add up to ${total} cents, the plan to ${run.totals.total}`;
  return undefined;
}
