import type { Account } from './account.ts';
import { sellerOf } from './account.ts';
import { type Making, makeEntry } from './entry.ts';
import { EMPTY_LEDGER } from './ledger.ts';
import { cents, ZERO } from './money.ts';
import { dayAt, instant, type Month } from './month.ts';
import { type Numbers, numberText, type PlannedMonth, withPlan } from './numbering.ts';
import type { PlanEntry, PlanHead, PricedEntry, Run, Totals } from './plan.ts';
import type { Accounts, Customers, Ids, Invoices, Metrics, PageQueue, Runs } from './ports.ts';
import { Problem } from './problem.ts';
import { checkMayPlan } from './runMonths.ts';
import { earlierPeriods, isGone, standingFiles } from './standing.ts';
import { termsOf } from './terms.ts';

export type PlanningPorts = {
  readonly accounts: Pick<Accounts, 'get'>;
  readonly customers: Pick<Customers, 'files'>;
  readonly invoices: Pick<Invoices, 'get'>;
  readonly runs: Pick<Runs, 'numbers' | 'saveNumbers' | 'writeEntries' | 'writeHead' | 'head' | 'entries' | 'discard' | 'find' | 'open'>;
  readonly pageQueue: PageQueue;
  readonly ids: Ids;
  readonly metrics: Metrics;
};

/** Who asks for a month, and the clock: planning a large month takes minutes, and its invoices bear the day of the commit. */
export type Asked = { readonly by?: string; readonly clock: () => Date };

/** The numbers of an account that has none yet. */
export function firstNumbers({ accountId, numbering }: Account): Numbers {
  return { accountId, next: numbering.first, months: {}, revision: 0 };
}

/**
 * Plans a month, commits it and queues its pages. Asked again for a month that is open, it queues what is not done yet.
 * @throws Problem `conflict` when the month may not be planned now, `stale` when another planner committed first or what it was made with no longer
 * holds: whoever asked asks again, with today's settings
 */
export async function planMonth(account: Account, month: Month, ports: PlanningPorts, asked: Asked): Promise<Run> {
  const numbers = (await ports.runs.numbers(account.accountId)) ?? firstNumbers(account);
  if (numbers.openMonth === month) return resume(account.accountId, month, numbers, ports);
  checkMayPlan(account, numbers, month, asked.clock());
  const head = await writePlan(account, month, numbers, ports, asked);
  const { plan, totals, terms, pages } = head;
  const planned: PlannedMonth = { plan, first: numbers.next, count: totals.count, period: terms.period };
  try {
    await checkStillTrue(account, head, ports, asked.clock());
    await ports.runs.saveNumbers(withPlan(numbers, month, planned));
  } catch (error) {
    if (error instanceof Problem) await ports.runs.discard(account.accountId, plan, pages);
    throw error;
  }
  if (totals.parked > 0) ports.metrics.count('Parked', totals.parked, { account: account.accountId, month });
  return openRun(head, ports);
}

/**
 * Planning takes a while. What it was made with must still hold at the commit: the day, which is printed, and the settings, of which the
 * first plan fixes the currency and the first number for ever. @throws Problem `stale`: it is planned anew
 */
async function checkStillTrue(
  account: Account,
  { madeAt }: PlanHead,
  { accounts }: Pick<PlanningPorts, 'accounts'>,
  now: Date,
): Promise<void> {
  const { timeZone } = account.billing;
  if (dayAt(now, timeZone) !== dayAt(new Date(madeAt), timeZone)) {
    throw new Problem('stale', 'The day changed while the month was being planned; it is planned anew');
  }
  if ((await accounts.get(account.accountId))?.revision !== account.revision) {
    throw new Problem('stale', 'The settings were changed while the month was being planned; it is planned anew');
  }
}

/** Freezes the content of the month under a fresh plan id. Until the commit names that id, nobody reads it. */
async function writePlan(account: Account, month: Month, numbers: Numbers, ports: PlanningPorts, { by, clock }: Asked): Promise<PlanHead> {
  const { accountId, billing } = account;
  const now = clock();
  const plan = ports.ids.fresh();
  const terms = termsOf(account, month, earlierPeriods(numbers, month));
  const who = by ? { by } : {};
  const making: Making = { account, terms, plan, date: dayAt(now, billing.timeZone), now: instant(now), ...who };
  const counted = counter();
  const pages = await ports.runs.writeEntries(accountId, plan, priced(making, numbers, ports, counted.add));
  const head: PlanHead = { accountId, plan, terms, seller: sellerOf(account), madeAt: making.now, totals: counted.totals(), pages, ...who };
  await ports.runs.writeHead(head);
  return head;
}

/** Every customer's entry, numbered in the order of the customers' ids. */
async function* priced(
  making: Making,
  numbers: Numbers,
  ports: PlanningPorts,
  count: (entry: PlanEntry) => void,
): AsyncIterable<PricedEntry> {
  const { account, terms } = making;
  let sequence = numbers.next;
  let last = '';
  for await (const { file, standing } of standingFiles(account.accountId, numbers, terms.runMonth, ports)) {
    const { customerId } = file.customer;
    if (customerId === last) throw new Error(`The customer ${customerId} came twice: one invoice a customer a month`);
    last = customerId;
    const numbered = { sequence, number: numberText(account.numbering.prefix, sequence) };
    if (isGone(file.customer, standing)) continue;
    const made = makeEntry(file, standing ?? { ledger: EMPTY_LEDGER }, numbered, making);
    if (made.entry.outcome !== 'skipped') sequence += 1;
    count(made.entry);
    yield made;
  }
}

/** Adds up what a plan holds while it streams by. */
export function counter(): { add(entry: PlanEntry): void; totals(): Totals } {
  const so = { count: 0, parked: 0, skipped: 0, subtotal: 0, tax: 0, total: 0 };
  return {
    add(entry) {
      if (entry.outcome === 'skipped') {
        so.skipped += 1;
        return;
      }
      so.count += 1;
      so.parked += entry.outcome === 'parked' ? 1 : 0;
      so.subtotal += entry.invoice.subtotal;
      so.tax += entry.invoice.tax;
      so.total += entry.invoice.total;
    },
    totals: () => ({ ...so, subtotal: cents(so.subtotal), tax: cents(so.tax), total: cents(so.total) }),
  };
}

async function openRun(head: PlanHead, ports: PlanningPorts): Promise<Run> {
  const { accountId, plan, terms, pages, totals, madeAt, by } = head;
  const run: Run = {
    accountId,
    month: terms.runMonth,
    plan,
    state: 'open',
    pages,
    done: [],
    totals,
    openedAt: madeAt,
    ...(by ? { by } : {}),
  };
  await ports.runs.open(run);
  await queuePages(run, ports);
  return run;
}

/** Goes on with a month whose commit stands, whatever was lost after it. */
async function resume(account: string, month: Month, numbers: Numbers, ports: PlanningPorts): Promise<Run> {
  const run = await ports.runs.find(account, month);
  if (!run) return openRun(await ports.runs.head(account, numbers.months[month]?.plan ?? ''), ports);
  await queuePages(run, ports);
  return run;
}

/**
 * Queues what is not done. When every page is done but the month was never closed, the first is queued once more: doing it again
 * changes nothing, and whoever ends a run's last page closes it. A plan without pages is closed by the page that is not there.
 */
export async function queuePages(
  { accountId: account, month, plan, pages, done }: Run,
  { pageQueue }: Pick<PlanningPorts, 'pageQueue'>,
): Promise<void> {
  const undone = Array.from({ length: pages }, (_, index) => index + 1).filter((page) => !done.includes(page));
  await pageQueue.add((undone.length > 0 ? undone : [1]).map((page) => ({ account, month, plan, page })));
}

/** Skips a month: a plan of nobody, which closes at once. @throws Problem `conflict`, `stale` */
export async function skipMonth(
  account: Account,
  month: Month,
  reason: string,
  ports: Pick<PlanningPorts, 'ids'> & { readonly runs: Pick<Runs, 'numbers' | 'saveNumbers' | 'open'> },
  { by, clock }: Asked,
): Promise<Run> {
  const numbers = (await ports.runs.numbers(account.accountId)) ?? firstNumbers(account);
  const now = clock();
  checkMayPlan(account, numbers, month, now);
  const { period } = termsOf(account, month, earlierPeriods(numbers, month));
  const plan = ports.ids.fresh();
  const at = instant(now);
  const totals: Totals = { count: 0, parked: 0, skipped: 0, subtotal: ZERO, tax: ZERO, total: ZERO };
  await ports.runs.saveNumbers(withPlan(numbers, month, { plan, first: numbers.next, count: 0, period, skipped: reason }));
  const who = by ? { by } : {};
  const run: Run = {
    accountId: account.accountId,
    month,
    plan,
    state: 'closed',
    pages: 0,
    done: [],
    totals,
    openedAt: at,
    closedAt: at,
    skipped: reason,
    ...who,
  };
  await ports.runs.open(run);
  return run;
}
