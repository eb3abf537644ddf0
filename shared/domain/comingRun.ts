import type { Account } from './account.ts';
import { earlier, type Month, nextMonth } from './month.ts';
import type { Reach } from './news.ts';
import { madeBefore, type Numbers, plannedMonths } from './numbering.ts';
import type { Invoices } from './ports.ts';
import { earlierPeriods } from './standing.ts';
import { periodOf, windowOf } from './terms.ts';

/** The next month to be planned. */
export function comingMonth({ firstMonth }: Pick<Account, 'firstMonth'>, numbers: Numbers | undefined): Month {
  const newest = numbers && plannedMonths(numbers).at(-1);
  return newest ? nextMonth(newest) : firstMonth;
}

/** The oldest period that the next run will look at. */
function comingWindow(account: Account, numbers: Numbers | undefined): Month {
  const month = comingMonth(account, numbers);
  return windowOf(periodOf(month, account.billing.period), numbers ? earlierPeriods(numbers, month) : {}).from;
}

/**
 * How far back this customer's days are still looked at: by the next run, or by the repair of its oldest parked invoice, which looks at its
 * own run's window again. While one is parked all later ones are, so the newest tells whether there is any.
 */
export async function reachOf(
  account: Account,
  customer: string,
  numbers: Numbers | undefined,
  invoices: Pick<Invoices, 'find'>,
): Promise<Reach> {
  let from = comingWindow(account, numbers);
  if (!numbers) return { from };
  let month = madeBefore(numbers, comingMonth(account, numbers));
  while (month && (await invoices.find(account.accountId, month, customer))?.status === 'parked') {
    const before = earlierPeriods(numbers, month);
    from = earlier(from, windowOf(numbers.months[month]?.period ?? from, before).from);
    month = madeBefore(numbers, month);
  }
  const { first } = earlierPeriods(numbers, comingMonth(account, numbers));
  return { from, ...(first ? { first } : {}) };
}
