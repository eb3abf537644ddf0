import type { Account } from './account.ts';
import type { Allowed } from './actions.ts';
import { type Month, nextMonth, previousMonth } from './month.ts';
import { type Numbers, plannedMonths } from './numbering.ts';
import type { Run, SkippedEntry } from './plan.ts';
import { firstNumbers } from './planning.ts';
import type { Runs } from './ports.ts';
import { Problem } from './problem.ts';
import { checkMayPlan, MISSED_MONTHS_LIMIT, missingMonths } from './runMonths.ts';
import { earlierPeriods } from './standing.ts';
import { windowOf } from './terms.ts';

export type RunState = 'notPlanned' | 'open' | 'closed' | 'skipped';

/** A customer for whom the run made nothing, and why. */
export type SkippedCustomer = Pick<SkippedEntry, 'customerId' | 'name' | 'reason'>;
/** Where an entry stands in a plan: its page, from 1, and how many entries of that page come before it. */
export type Place = { readonly page: number; readonly index: number };
/** `next` is where to go on. */
export type SkippedPage = { readonly items: readonly SkippedCustomer[]; readonly next?: Place };

/** What there is to say of a month's run, whether it was made or not. */
export type RunReport = {
  readonly month: Month;
  readonly currency: string;
  readonly state: RunState;
  /** Absent while it is not planned, and for the moment between a commit and its record. */
  readonly run?: Run;
  readonly planned?: Numbers['months'][Month];
  /** Why a person skipped the month, if one did. */
  readonly reason?: string;
  /** What is easily misunderstood about this month, in a sentence for the clerk. */
  readonly notice?: string;
  readonly skipped: SkippedPage;
  /** Whether it may be made by hand now. */
  readonly start: Allowed;
  readonly next: NextRun;
};

/** `missed`: how many months have come due and are not made; `byItself`: not so many that a person must decide first. */
export type NextRun = { readonly month: Month; readonly due: boolean; readonly missed: number; readonly byItself: boolean };

type Ports = { readonly runs: Pick<Runs, 'numbers' | 'find' | 'entries'> };

export async function runReport(account: Account, month: Month, { runs }: Ports, now: Date, from?: Place): Promise<RunReport> {
  const { accountId, billing } = account;
  const numbers = (await runs.numbers(accountId)) ?? firstNumbers(account);
  const run = await runs.find(accountId, month);
  const planned = numbers.months[month];
  return {
    month,
    currency: billing.currency,
    state: stateOf(numbers, month),
    ...(run ? { run } : {}),
    ...(planned ? { planned } : {}),
    ...(planned?.skipped ? { reason: planned.skipped } : {}),
    ...noticeOf(numbers, month),
    skipped: run ? await skippedCustomers(run, runs, from) : { items: [] },
    start: mayStart(account, numbers, month, now),
    next: nextRun(account, numbers, now),
  };
}

/** The numbers decide: they are the commit. */
export function stateOf({ months, openMonth }: Numbers, month: Month): RunState {
  const planned = months[month];
  if (!planned) return 'notPlanned';
  if (planned.skipped) return 'skipped';
  return openMonth === month ? 'open' : 'closed';
}

/**
 * Skipping forgives no period that the next run looks at, which is one back. What its own run would have corrected of the period before
 * is looked at by none any more.
 */
function noticeOf(numbers: Numbers, month: Month): { readonly notice?: string } {
  const planned = numbers.months[month];
  if (!planned?.skipped || plannedMonths(numbers).at(-1) !== month) return {};
  return {
    notice:
      `Nothing was made for ${month}: the run of ${nextMonth(month)} bills the period ${planned.period} too. ` +
      `Its preview shows what will be billed; what was billed elsewhere is taken out by a charge with a negative price.${tooOld(numbers, month, planned.period)}`,
  };
}

function tooOld(numbers: Numbers, month: Month, period: Month): string {
  const { from } = windowOf(period, earlierPeriods(numbers, month));
  if (from >= period) return '';
  const before = previousMonth(period);
  const periods = from === before ? from : `${from} to ${before}`;
  return ` What is still to be billed or credited of the period ${periods} is looked at by no run any more: enter it as charges.`;
}

function mayStart(account: Account, numbers: Numbers, month: Month, now: Date): Allowed {
  try {
    checkMayPlan(account, numbers, month, now);
    return { allowed: true };
  } catch (error) {
    if (error instanceof Problem) return { allowed: false, reason: error.message };
    throw error;
  }
}

/** The month that is to be made next, and whether its time has come. */
export function nextRun(account: Account, numbers: Numbers, now: Date): NextRun {
  const newest = plannedMonths(numbers).at(-1);
  const month = newest ? nextMonth(newest) : account.firstMonth;
  const missing = missingMonths(account, numbers, now);
  return { month, due: missing.includes(month), missed: missing.length, byItself: missing.length <= MISSED_MONTHS_LIMIT };
}

/** As many customers make a page of the list; and so many pages of the plan are read for it at the most. */
const SKIPPED_LIMIT = 100;
const PAGES_LIMIT = 20;

const BEGINNING: Place = { page: 1, index: 0 };

/** Read from the plan, page by page. A page of the list may be shorter than its limit, or empty, and still go on. */
export async function skippedCustomers(run: Run, runs: Pick<Runs, 'entries'>, from = BEGINNING): Promise<SkippedPage> {
  const items: SkippedCustomer[] = [];
  if (run.totals.skipped === 0) return { items };
  for (let { page, index } = from; page <= run.pages; page += 1, index = 0) {
    if (page - from.page >= PAGES_LIMIT) return { items, next: { page, index } };
    const entries = await runs.entries(run.accountId, run.plan, page);
    for (; index < entries.length; index += 1) {
      const entry = entries[index];
      if (entry?.outcome !== 'skipped') continue;
      if (items.length === SKIPPED_LIMIT) return { items, next: { page, index } };
      items.push({ customerId: entry.customerId, name: entry.name, reason: entry.reason });
    }
  }
  return { items };
}
