import type { Service } from './customer.ts';
import { type Day, daysFrom, earlier, firstDay, lastDay, latest, type Month } from './month.ts';

/** Days within one month, first and last both counted; of no days when `to` is before `from`. */
export type Span = { readonly from: Day; readonly to: Day };

type Dates = Pick<Service, 'from' | 'to' | 'removed'>;

/** The last day that is billed: a removed service ends on the day it was removed, or at its earlier end. */
export function endOf({ to, removed }: Pick<Service, 'to' | 'removed'>): Day | undefined {
  if (to && removed) return earlier(to, removed);
  return removed ?? to;
}

/** The days of the month on which the service is billed. */
export function activeSpan(service: Dates, period: Month): Span {
  return { from: latest(service.from, firstDay(period)), to: earlier(endOf(service) ?? lastDay(period), lastDay(period)) };
}

export function activeDays(service: Dates, period: Month): number {
  const { from, to } = activeSpan(service, period);
  return daysFrom(from, to);
}
