import type { Account } from './account.ts';
import { type Month, nextMonth } from './month.ts';
import { type Numbers, plannedMonths } from './numbering.ts';
import { earlierPeriods } from './standing.ts';
import { periodOf, windowOf } from './terms.ts';

/** The next month to be planned. */
export function comingMonth({ firstMonth }: Pick<Account, 'firstMonth'>, numbers: Numbers | undefined): Month {
  const newest = numbers && plannedMonths(numbers).at(-1);
  return newest ? nextMonth(newest) : firstMonth;
}

/** The oldest period that the next run will look at. */
export function comingWindow(account: Account, numbers: Numbers | undefined): Month {
  const month = comingMonth(account, numbers);
  return windowOf(periodOf(month, account.billing.period), numbers ? earlierPeriods(numbers, month) : {}).from;
}
