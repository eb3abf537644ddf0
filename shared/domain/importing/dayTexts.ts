import { daysIn, type Month, month as readMonth } from '../month.ts';
import type { Read } from './field.ts';

export type DateOrder = 'DMY' | 'MDY';

const MONTHS = 'january february march april may june july august september october november december'.split(' ');

/** Midnight, as exports of other systems add it to a day. */
const MIDNIGHT = /(?:[T ]0?0:00(?::00(?:\.0+)?)?Z?| 12:00(?::00)? ?AM)$/i;

/**
 * `2026-07-31`, `31 Jul 2026`, `31-Jul-26`, or by the account's date order `31/7/2026` or `7/31/2026`. Beside
 * numbers alone, years of two digits are refused: nobody could tell the year from the day.
 */
export function dayText(text: string, order: DateOrder): Read<string> {
  if (text === '') return { value: undefined };
  const bare = text.slice(0, 50).replace(MIDNIGHT, '');
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(bare);
  if (iso) return written(iso[1], iso[2], iso[3]);
  const named = withName(bare);
  if (named) return named;
  const like = order === 'DMY' ? '31/7/2026' : '7/31/2026';
  const { one, two, year } = parts(bare) ?? {};
  if (!year) return { problem: notADay(bare, like) };
  const [day, month] = order === 'DMY' ? [one, two] : [two, one];
  if (Number(month) > 12) {
    return { problem: `has no such month; days are read as ${like} (Settings, date order of the CSV). To be sure write 2026-07-31` };
  }
  return written(year, month, day);
}

function notADay(text: string, like: string): string {
  if (/^\d{1,2}[/.-]\d{1,2}[/.-]\d{2}$/.test(text)) return `has a year of two digits: write it with four, like 2026-07-31 or ${like}`;
  const counted = /^[34]\d{4}(\.\d+)?$/.test(text) ? countedDay(Number.parseInt(text, 10)) : undefined;
  if (counted) return `is a number, as Excel counts days (perhaps ${counted}): show the column as dates, and save the file again`;
  return `must be a day like 2026-07-31 or ${like}`;
}

/** Excel's count of days. Some old files count from another year, so that it is told and never taken. */
const countedDay = (count: number): string => new Date(Date.UTC(1899, 11, 30 + count)).toISOString().slice(0, 10);

/** Why a day may be another one than it is read as: by the other date order, or in another century. */
export type Doubt = 'order' | 'century';

export function doubtOf(text: string): Doubt | undefined {
  const bare = text.slice(0, 50).replace(MIDNIGHT, '');
  if (NAMED_SHORT.test(bare)) return 'century';
  const { one, two } = parts(bare) ?? {};
  return Number(one) <= 12 && Number(two) <= 12 && Number(one) !== Number(two) ? 'order' : undefined;
}

function parts(text: string) {
  const [, one, two, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? [];
  return year ? { one, two, year } : undefined;
}

/** `31-Jul-26`, as Excel shows a day by itself. */
const NAMED_SHORT = /^(\d{1,2}[- ][a-z]{3,9}[- ])(\d{2})$/i;

/** `31-Jul-2026`, `31 July 2026`, `July 31, 2026` */
function withName(short: string): Read<string> | undefined {
  const text = short.replace(NAMED_SHORT, (_, day: string, year: string) => `${day}20${year}`);
  const [, day, monthBehind] = /^(\d{1,2})[- ]([a-z]{3,9})[- ]\d{4}$/i.exec(text) ?? [];
  const [, monthBefore, dayBehind] = /^([a-z]{3,9}) (\d{1,2}),? \d{4}$/i.exec(text) ?? [];
  const name = (monthBehind ?? monthBefore ?? '').toLowerCase();
  const month = name === '' ? 0 : MONTHS.findIndex((whole) => whole.startsWith(name)) + 1;
  return month > 0 ? written(text.slice(-4), String(month), day ?? dayBehind) : undefined;
}

function written(year = '', month = '', day = ''): Read<string> {
  const isThere = Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= daysIn(monthOf(year, month));
  return isThere ? { value: `${monthOf(year, month)}-${day.padStart(2, '0')}` } : { problem: 'is no day of the calendar' };
}

const monthOf = (year: string, month: string): Month => readMonth(`${year}-${month.padStart(2, '0')}`);
