import { changeInvoice } from './changing.ts';
import type { Invoice } from './invoice.ts';
import { AGAIN_MS, CLAIM_MS, givenUp, isGivenUp, LOST_MS, transition } from './invoiceLife.ts';
import { type Instant, instant, later } from './month.ts';
import { queuePages } from './planning.ts';
import type { Breaker, EmailQueue, Invoices, Metrics, PageQueue, Runs, Work, WorkList } from './ports.ts';

export type SweepingPorts = {
  readonly workList: WorkList;
  readonly invoices: Pick<Invoices, 'get' | 'save'>;
  readonly runs: Pick<Runs, 'find'>;
  readonly breaker: Breaker;
  readonly emailQueue: EmailQueue;
  readonly pageQueue: PageQueue;
  readonly metrics: Metrics;
};

/** A run still open after this long is told to a person, besides being queued again. */
const LATE_RUN_MS = 3_600_000;

export type FinishRepair = (invoice: Invoice) => Promise<unknown>;

/**
 * Finds what a crash or a lost message left behind, and puts it right. One faulty item holds up none of the others; it is counted and
 * tried again at the next sweep.
 */
export async function sweep(ports: SweepingPorts, finishRepair: FinishRepair, now: Date, log: (error: unknown) => void): Promise<void> {
  const held = await ports.breaker.heldUntil(instant(now));
  for await (const work of ports.workList.due(ago(now, CLAIM_MS))) {
    try {
      await (work.kind === 'run' ? sweepRun(work, ports, now) : sweepInvoice(work, ports, finishRepair, now, held !== undefined));
    } catch (error) {
      ports.metrics.count('SweepFailed');
      log(error);
    }
  }
}

async function sweepRun({ account, month }: Extract<Work, { kind: 'run' }>, ports: SweepingPorts, now: Date): Promise<void> {
  const run = await ports.runs.find(account, month);
  if (run?.state !== 'open' || run.openedAt > ago(now, LOST_MS)) return;
  if (run.openedAt < ago(now, LATE_RUN_MS)) ports.metrics.count('RunNotFinished', 1, { account, month });
  await queuePages(run, ports);
}

async function sweepInvoice(
  work: Extract<Work, { kind: 'invoice' }>,
  ports: SweepingPorts,
  finishRepair: FinishRepair,
  now: Date,
  held: boolean,
): Promise<void> {
  const { account, month, customer } = work;
  const before = await ports.invoices.get(account, month, customer);
  if (before.status === 'parked' && before.repair) {
    if ((before.dueAt ?? '') < ago(now, LOST_MS)) await finishRepair(before);
    return;
  }
  let mended = false;
  const swept = await changeInvoice(ports.invoices, work, (invoice) => {
    const next = remedy(invoice, now, held);
    mended = next !== undefined;
    return next;
  });
  if (!mended) return;
  if (swept.status === 'unconfirmed') ports.metrics.count('Unconfirmed', 1, { invoice: swept.number });
  if (swept.status === 'queued') await ports.emailQueue.add([{ account, month, customer, attempt: swept.attempt }], 1);
}

/** What is to become of it; undefined when all is well. */
function remedy(invoice: Invoice, now: Date, held: boolean): Invoice | undefined {
  const at = instant(now);
  if (invoice.status === 'sending' && (invoice.claim?.at ?? '') < ago(now, CLAIM_MS)) {
    return transition(invoice, 'lose', {
      at,
      words:
        'No answer came whether the email was taken for delivery. It is not sent again by itself: if no news comes, ask the customer or send it again',
    });
  }
  if (invoice.status !== 'queued' || held) return undefined;
  if (isGivenUp(invoice, now)) return givenUp(invoice, at);
  return (invoice.dueAt ?? '') < ago(now, LOST_MS) ? { ...invoice, dueAt: later(at, AGAIN_MS) } : undefined;
}

const ago = (now: Date, ms: number): Instant => later(instant(now), -ms);
