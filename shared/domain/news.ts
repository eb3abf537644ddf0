import type { Service } from './customer.ts';
import { monthText } from './line.ts';
import { addMonths, latest, type Month, monthOf, months } from './month.ts';
import { activeDays, endOf } from './proration.ts';

/** Older than this nobody looks for days that a service was said to have had. */
const YEARS_BACK = 10;

/**
 * Which days an edit is too late for: those of periods older than the next run's window, which starts with `windowFrom`. They will be
 * neither billed nor credited; a charge does it. In plain words, oldest first.
 */
export function daysNotBilled(before: Service | undefined, after: Service, windowFrom: Month): string[] {
  const oldest = oldestOf(before, after);
  if (!oldest || oldest >= windowFrom) return [];
  const all = months(latest(oldest, addMonths(windowFrom, -12 * YEARS_BACK)), addMonths(windowFrom, -1));
  return all.flatMap((period) => {
    const change = daysOf(after, period) - (before ? daysOf(before, period) : 0);
    if (change === 0) return [];
    const days = `${Math.abs(change)} ${Math.abs(change) === 1 ? 'day' : 'days'} of ${monthText(period)}`;
    return [
      change > 0 ? `${days} will not be billed: add a charge for them` : `${days} will not be credited: add a charge with a negative price`,
    ];
  });
}

const daysOf = (service: Service, period: Month): number => (service.enabled ? activeDays(service, period) : 0);

/** The first month whose days the edit can have changed. */
function oldestOf(before: Service | undefined, after: Service): Month | undefined {
  const starts = [before, after].flatMap((service) => (service ? [monthOf(service.from)] : [])).sort();
  const first = starts[0];
  if (!before || before.from !== after.from || before.enabled !== after.enabled) return first;
  const ends = [endOf(before), endOf(after)].flatMap((end) => (end ? [monthOf(end)] : []));
  if (endOf(before) === endOf(after)) return undefined;
  return ends.sort()[0] ?? first;
}
