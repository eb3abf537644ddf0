import type { Account } from './account.ts';
import { type Cents, ZERO } from './money.ts';
import { type Instant, type Month, monthAt } from './month.ts';
import { type Numbers, plannedMonths } from './numbering.ts';
import type { Run } from './plan.ts';
import { firstNumbers } from './planning.ts';
import type { Runs } from './ports.ts';
import { nextRun, type RunReport, type RunState, stateOf } from './runReport.ts';

/** Three years: what a list of months to choose from and a chart of them need. */
const MONTHS_LIMIT = 36;

/** A month that is planned, as its plan added it up: what was parked then is in no total, whatever became of it since. */
export type MadeMonth = {
  readonly month: Month;
  readonly state: Exclude<RunState, 'notPlanned'>;
  readonly count: number;
  readonly parked: number;
  readonly subtotal: Cents;
  readonly tax: Cents;
  readonly total: Cents;
  readonly openedAt?: Instant;
  readonly closedAt?: Instant;
  /** Why a person skipped it, if one did. */
  readonly reason?: string;
  /** What the check of the whole run found wrong. */
  readonly fault?: string;
};

export type MonthsReport = {
  /** On the account's own calendar. */
  readonly currentMonth: Month;
  readonly nextMonth: RunReport['next'];
  /** Newest first. */
  readonly months: readonly MadeMonth[];
};

export async function monthsReport(
  account: Account,
  { runs }: { readonly runs: Pick<Runs, 'numbers' | 'newest' | 'head'> },
  now: Date,
): Promise<MonthsReport> {
  const { accountId, billing } = account;
  // The numbers are the commit, so they are read first: a month that they name may still lack its record, never the other way round.
  const numbers = (await runs.numbers(accountId)) ?? firstNumbers(account);
  const newest = plannedMonths(numbers).reverse().slice(0, MONTHS_LIMIT);
  const found = newest.length > 0 ? await runs.newest(accountId, MONTHS_LIMIT) : [];
  const records = new Map(found.map((run) => [run.month, run]));
  return {
    currentMonth: monthAt(now, billing.timeZone),
    nextMonth: nextRun(account, numbers, now),
    months: await Promise.all(newest.map(async (month) => madeMonth(numbers, month, records.get(month), runs))),
  };
}

async function madeMonth(numbers: Numbers, month: Month, run: Run | undefined, runs: Pick<Runs, 'head'>): Promise<MadeMonth> {
  const planned = numbers.months[month];
  const state = stateOf(numbers, month);
  if (!planned || state === 'notPlanned') throw new Error(`${month} is not planned`);
  const { openedAt, totals } = run ?? (await unrecorded(numbers.accountId, planned, runs));
  const { parked, subtotal, tax, total } = totals;
  return {
    ...{ month, state, count: planned.count, parked, subtotal, tax, total },
    ...(openedAt ? { openedAt } : {}),
    ...(run?.closedAt ? { closedAt: run.closedAt } : {}),
    ...(planned.skipped ? { reason: planned.skipped } : {}),
    ...(run?.fault ? { fault: run.fault } : {}),
  };
}

const NOTHING = { parked: 0, subtotal: ZERO, tax: ZERO, total: ZERO };

/** For the moment between a commit and its record the plan itself says what it came to; a plan of nobody has no head. */
async function unrecorded(account: string, { plan, skipped }: Numbers['months'][Month], runs: Pick<Runs, 'head'>) {
  if (skipped) return { openedAt: undefined, totals: NOTHING };
  const { totals, madeAt } = await runs.head(account, plan);
  return { openedAt: madeAt, totals };
}
