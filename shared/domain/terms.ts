import type { Account, BillingPeriod } from './account.ts';
import type { Decimal4 } from './money.ts';
import { earlier, latest, type Month, previousMonth } from './month.ts';

/** What a run bills, the same for every customer. */
export type Terms = {
  readonly runMonth: Month;
  /** The oldest period it looks at. */
  readonly from: Month;
  /** P: the newest. */
  readonly period: Month;
  readonly registeredForTax: boolean;
  /** Per cent, for services and charges that name none. */
  readonly taxRate: Decimal4;
};

/** P of a run: the month itself in advance, the month before in arrears. */
export const periodOf = (runMonth: Month, mode: BillingPeriod): Month => (mode === 'advance' ? runMonth : previousMonth(runMonth));

/** P of the runs before this one, as far as they bear on its window. */
export type EarlierPeriods = {
  /** Of the account's very first run; absent while this is it. */
  readonly first?: Month;
  /** Of the run just before. */
  readonly previous?: Month;
};

/**
 * From the earlier of P−1 and the previous run's P, up to P, never before the first run's P.
 * Reaching back to the previous run's P keeps a period from falling between two runs when advance and arrears are switched.
 */
export function windowOf(period: Month, { first, previous }: EarlierPeriods): { from: Month; period: Month } {
  if (!first) return { from: period, period };
  const from = earlier(previousMonth(period), previous ?? period);
  return { from: earlier(latest(from, first), period), period };
}

export function termsOf(account: Account, runMonth: Month, before: EarlierPeriods): Terms {
  const { company, billing } = account;
  const window = windowOf(periodOf(runMonth, billing.period), before);
  return { runMonth, ...window, registeredForTax: company.registeredForTax, taxRate: billing.taxRate };
}

/** No tax is charged by a seller who is not registered for it. */
export function rateOf(item: { readonly taxRate?: Decimal4 }, terms: Pick<Terms, 'registeredForTax' | 'taxRate'>): Decimal4 {
  return terms.registeredForTax ? (item.taxRate ?? terms.taxRate) : (0 as Decimal4);
}
