import type { Account } from './account.ts';
import { type Month, monthAt, months, nextMonth, wallClock } from './month.ts';
import { type Numbers, plannedMonths } from './numbering.ts';
import { Problem } from './problem.ts';

/** Local time on the 1st from which a month is due. */
export const DUE_AT = '01:00';

/** Beyond this many missed months a person decides; the schedule makes none. */
export const MISSED_MONTHS_LIMIT = 3;

type Settings = Pick<Account, 'firstMonth' | 'billing'>;

/** The months that have come due by `now` and have no plan, oldest first. */
export function missingMonths({ firstMonth, billing }: Settings, numbers: Numbers, now: Date): Month[] {
  const wall = wallClock(now, billing.timeZone);
  const current = wall.slice(0, 7) as Month;
  const newest = plannedMonths(numbers).at(-1);
  const from = newest ? nextMonth(newest) : firstMonth;
  return months(from, current).filter((each) => wall >= `${each}-01T${DUE_AT}`);
}

/** What the schedule should make now: the oldest missing month, or none when too many were missed or a month is still open. */
export function monthDue(settings: Settings, numbers: Numbers, now: Date): Month | undefined {
  if (numbers.openMonth) return undefined;
  const missing = missingMonths(settings, numbers, now);
  return missing.length > MISSED_MONTHS_LIMIT ? undefined : missing[0];
}

/**
 * Whether a person may have `month` made or skipped now. Strictly oldest first, one open at a time, never ahead of the calendar.
 * @throws Problem `conflict` saying what stands in the way
 */
export function checkMayPlan({ firstMonth, billing }: Settings, numbers: Numbers, month: Month, now: Date): void {
  const refuse = (detail: string) => {
    throw new Problem('conflict', detail);
  };
  if (month < firstMonth) refuse(`${month} is before the account's first month, ${firstMonth}: it is never made`);
  if (month > monthAt(now, billing.timeZone)) refuse(`${month} has not begun yet in ${billing.timeZone}`);
  if (numbers.months[month]) refuse(`${month} is planned already`);
  if (numbers.openMonth) refuse(`${numbers.openMonth} is still being made: one month at a time`);
  const newest = plannedMonths(numbers).at(-1);
  const oldest = newest ? nextMonth(newest) : firstMonth;
  if (month < oldest) refuse(`${month} is before ${oldest}, which is the next to be made`);
  if (month > oldest) refuse(`${oldest} comes first: months are made oldest first. Make it or skip it`);
}
