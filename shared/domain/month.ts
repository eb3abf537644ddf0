import { Problem } from './problem.ts';

/** A calendar month, written `2026-07`. Months sort and compare as plain strings. */
export type Month = string & { readonly unit: 'month' };

/** A day on the wall calendar, written `2026-07-31`, of no time zone. Days sort and compare as plain strings. */
export type Day = string & { readonly unit: 'day' };

/** A moment, ISO 8601 in UTC: `2026-07-31T14:00:00.000Z`. Instants sort and compare as plain strings. */
export type Instant = string & { readonly unit: 'instant' };

const DAY_MS = 86_400_000;

/** @throws Problem `invalid` */
export function month(text: string): Month {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) throw new Problem('invalid', `“${text}” is not a month like 2026-07`);
  return text as Month;
}

/** @throws Problem `invalid` for what is no day of any calendar, such as 2026-02-30 */
export function day(text: string): Day {
  const parsed = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  if (!parsed || Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== text) {
    throw new Problem('invalid', `“${text}” is not a day like 2026-07-31`);
  }
  return text as Day;
}

export function instant(at: Date): Instant {
  return at.toISOString() as Instant;
}

export function later(than: Instant, ms: number): Instant {
  return instant(new Date(Date.parse(than) + ms));
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs about 50 µs and a zone is asked for again and again, so each is made once. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    calendar: 'iso8601',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  formats.set(timeZone, made);
  return made;
}

export function isTimeZone(text: string): boolean {
  try {
    return text.includes('/') || text === 'UTC' ? Boolean(formatOf(text)) : false;
  } catch {
    return false;
  }
}

/** What the clock on the wall and the calendar beside it say in `timeZone`: `2026-07-01T01:00`. Compares as plain text. */
export function wallClock(at: Date, timeZone: string): string {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

export function dayAt(at: Date, timeZone: string): Day {
  return wallClock(at, timeZone).slice(0, 10) as Day;
}

/** The month it is, at `at`, on the wall calendar of `timeZone`. */
export function monthAt(at: Date, timeZone: string): Month {
  return wallClock(at, timeZone).slice(0, 7) as Month;
}

export function addMonths(to: Month, count: number): Month {
  const [year, number] = to.split('-').map(Number) as [number, number];
  const months = year * 12 + number - 1 + count;
  return month(`${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}`);
}

export const nextMonth = (of: Month): Month => addMonths(of, 1);
export const previousMonth = (of: Month): Month => addMonths(of, -1);

/** Every month from `first` to `last`, both counted; none when `last` is before `first`. */
export function months(first: Month, last: Month): Month[] {
  const all: Month[] = [];
  for (let each = first; each <= last; each = nextMonth(each)) all.push(each);
  return all;
}

export const earlier = <T extends string>(one: T, other: T): T => (one < other ? one : other);
export const latest = <T extends string>(one: T, other: T): T => (one > other ? one : other);

export const monthOf = (of: Day): Month => of.slice(0, 7) as Month;
export const firstDay = (of: Month): Day => `${of}-01` as Day;
export const lastDay = (of: Month): Day => `${of}-${String(daysIn(of)).padStart(2, '0')}` as Day;

export function daysIn(of: Month): number {
  const [year, number] = of.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number, 0)).getUTCDate();
}

export function addDays(to: Day, count: number): Day {
  return new Date(Date.parse(`${to}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10) as Day;
}

/** How many days from `from` to `to`, both counted; 0 when `to` is before `from`. */
export function daysFrom(from: Day, to: Day): number {
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1);
}
