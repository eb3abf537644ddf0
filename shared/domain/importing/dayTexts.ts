import type { Read } from './field.ts';

export type DateOrder = 'DMY' | 'MDY';

const MONTHS = 'january february march april may june july august september october november december'.split(' ');

/** Midnight, as exports of other systems add it to a day. */
const MIDNIGHT = /(?:[T ]0?0:00(?::00(?:\.0+)?)?Z?| 12:00(?::00)? ?AM)$/i;

/**
 * `2026-07-31`, `31 Jul 2026`, or by the account's date order `31/7/2026` or `7/31/2026`. Whether there is such a day is judged later.
 * Years of two digits are refused: nobody could tell the year from the day.
 */
export function dayText(text: string, order: DateOrder): Read<string> {
  if (text === '') return { value: undefined };
  const bare = text.slice(0, 50).replace(MIDNIGHT, '');
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(bare);
  if (iso) return { value: written(iso[1], iso[2], iso[3]) };
  const named = withName(bare);
  if (named) return { value: named };
  const like = order === 'DMY' ? '31/7/2026' : '7/31/2026';
  const { one, two, year } = parts(bare) ?? {};
  if (!year) return { problem: `must be a day like 2026-07-31 or ${like}` };
  const [day, month] = order === 'DMY' ? [one, two] : [two, one];
  if (Number(month) > 12) {
    return { problem: `has no such month; days are read as ${like} (Settings, date order of the CSV). To be sure write 2026-07-31` };
  }
  return { value: written(year, month, day) };
}

/** Whether it would be another day by the other date order. */
export function isAmbiguous(text: string): boolean {
  const { one, two } = parts(text.slice(0, 50).replace(MIDNIGHT, '')) ?? {};
  return Number(one) <= 12 && Number(two) <= 12 && Number(one) !== Number(two);
}

function parts(text: string) {
  const [, one, two, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? [];
  return year ? { one, two, year } : undefined;
}

/** `31-Jul-2026`, `31 July 2026`, `July 31, 2026` */
function withName(text: string): string | undefined {
  const [, day, monthBehind] = /^(\d{1,2})[- ]([a-z]{3,9})[- ]\d{4}$/i.exec(text) ?? [];
  const [, monthBefore, dayBehind] = /^([a-z]{3,9}) (\d{1,2}),? \d{4}$/i.exec(text) ?? [];
  const name = (monthBehind ?? monthBefore ?? '').toLowerCase();
  const month = name === '' ? 0 : MONTHS.findIndex((whole) => whole.startsWith(name)) + 1;
  return month > 0 ? written(text.slice(-4), String(month), day ?? dayBehind) : undefined;
}

const written = (year = '', month = '', day = ''): string => `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
