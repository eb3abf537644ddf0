import type { Service } from './customer.ts';
import { monthText } from './line.ts';
import { addDays, type Day, earlier, firstDay, latest, type Month, monthOf } from './month.ts';
import { endOf, type Span } from './proration.ts';

/** How far back a customer's days are still looked at. Older news changes nothing any more. */
export type Reach = {
  /** The oldest period that is looked at again. */
  readonly from: Month;
  /** P of the account's first run: nothing older was ever billed here. Absent while nothing is planned. */
  readonly first?: Month;
};

/** After every day that can be written. */
const NEVER = '9999-12-31' as Day;

/**
 * Which days an edit is too late for, in plain words, oldest first: no run will bill or credit them, so a charge does it. Only the dates are
 * known here, not the invoices, so the words leave it to the clerk whether one has those days. A service that is merely disabled claims
 * nothing back; one that is enabled is as if it were entered now.
 */
export function daysNotBilled(before: Service | undefined, after: Service, reach: Reach): string[] {
  const had = before && past(before, reach.from);
  const has = past(after, reach.from);
  const gained = after.enabled ? without(has, before?.enabled ? had : undefined) : [];
  const lost = reach.first ? without(since(firstDay(reach.first), had), has) : [];
  return [...gained.map((span) => ({ span, words: billed(span) })), ...lost.map((span) => ({ span, words: credited(span) }))]
    .sort((one, other) => (one.span.from < other.span.from ? -1 : 1))
    .map(({ words }) => words);
}

const billed = (span: Span) => `${spanText(span)} will not be billed: add a charge for those of these days that are on no invoice`;
const credited = (span: Span) =>
  `${spanText(span)} will not be credited: add a charge with a negative price for those of these days that are on an invoice`;

/** The days of the service before the month `from`. */
const past = (service: Service, from: Month): Span | undefined =>
  span(service.from, earlier(endOf(service) ?? NEVER, addDays(firstDay(from), -1)));

const since = (day: Day, days: Span | undefined) => days && span(latest(day, days.from), days.to);

const span = (from: Day, to: Day): Span | undefined => (from <= to ? { from, to } : undefined);

/** The days of `one` that `other` has not: some before it, some after it. */
function without(one: Span | undefined, other: Span | undefined): Span[] {
  if (!one || !other || other.to < one.from || one.to < other.from) return one ? [one] : [];
  const sooner = one.from < other.from ? span(one.from, addDays(other.from, -1)) : undefined;
  const later = one.to > other.to ? span(addDays(other.to, 1), one.to) : undefined;
  return [sooner, later].filter((each) => each !== undefined);
}

/** `12 January 2026`, `12–31 January 2026`, `12 January 2026 to 3 March 2026`. */
function spanText({ from, to }: Span): string {
  if (from === to) return dayText(from);
  return monthOf(from) === monthOf(to) ? `${Number(from.slice(8))}–${dayText(to)}` : `${dayText(from)} to ${dayText(to)}`;
}

const dayText = (day: Day): string => `${Number(day.slice(8))} ${monthText(monthOf(day))}`;
