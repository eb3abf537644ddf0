import type { CellProblem, ImportRow, Read } from './field.ts';

/** How texts of a spreadsheet are read. Whether a value is allowed is not asked here: the very schemas of the API judge it. */

/** What spreadsheets add: a byte order mark, hard spaces, the apostrophe that makes a number a text. */
export function cell(text: string | undefined): string {
  return (text ?? '')
    .replaceAll('\uFEFF', '')
    .replaceAll(/[\u00A0\u202F]/g, ' ')
    .trim()
    .replace(/^'(?=[\d+\-=@$(])/, '');
}

/** The cells of one row, and what could not be read of them. */
export class Cells {
  readonly problems: CellProblem[] = [];
  readonly #row: ImportRow;

  constructor(row: ImportRow) {
    this.#row = row;
  }

  text = (field: string): string => cell(this.#row[field] === undefined ? undefined : String(this.#row[field]));

  /** The text, or nothing where the cell is blank. */
  some = (field: string): string | undefined => this.text(field) || undefined;

  read<T>(field: string, as: (text: string) => Read<T>): T | undefined {
    const found = as(this.text(field));
    if ('value' in found) return found.value;
    this.problems.push({ field, message: found.problem });
    return undefined;
  }
}

/** What a blank cell leaves out is not there: the schema says then what it takes for it. */
export const filled = (input: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));

const YES = new Set(['yes', 'y', 'true', '1', 'on']);
const NO = new Set(['no', 'n', 'false', '0', 'off']);

export function yesNo(text: string): Read<boolean> {
  if (text === '') return { value: undefined };
  if (YES.has(text.toLowerCase())) return { value: true };
  return NO.has(text.toLowerCase()) ? { value: false } : { problem: 'must be yes or no' };
}

/**
 * An amount as people and spreadsheets write it: `$1,234.50`, `AUD 12`, `(5.00)` for a credit, `10%`. A decimal comma is refused, since
 * `1,234` would be another amount by a thousand.
 */
export function amount(text: string): Read<string> {
  if (text === '') return { value: undefined };
  const bare = text.replaceAll(/\s/g, '').replace(/%$/, '');
  const bracketed = bare.match(/^\((.+)\)$/)?.[1];
  const digits = (bracketed ?? bare).replace(/^([+-]?)(?:[A-Z]{3}(?=[$\d+-])|[A-Z]{1,2}(?=\$))?[$€£¥]?([+-]?)/i, '$1$2').replace(/^\+/, '');
  if (/^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(digits)) return { value: signed(digits.replaceAll(',', ''), bracketed) };
  if (/^-?\d+,\d{1,2}$/.test(digits) || /^-?\d{1,3}(\.\d{3})+,\d+$/.test(digits)) {
    return { problem: `has a decimal comma: write it with a point, like ${digits.replaceAll('.', '').replace(',', '.')}` };
  }
  return { value: signed(digits, bracketed) };
}

/** `12.500000` is `12.5`: zeros beyond the fourth place say nothing. */
function signed(digits: string, bracketed: string | undefined): string {
  const short = /^-?\d+\.\d{5,}$/.test(digits) ? digits.replace(/0+$/, '').replace(/\.$/, '') : digits;
  return bracketed && !short.startsWith('-') ? `-${short}` : short;
}

/** `30`, `30 days`. What is no whole number is left to be refused. */
export function days(text: string): Read<number> {
  if (text === '') return { value: undefined };
  const digits = text.match(/^(\d{1,4})(?:\s*days?)?$/i)?.[1];
  return digits === undefined ? { problem: 'must be a whole number of days' } : { value: Number(digits) };
}

export type DateOrder = 'DMY' | 'MDY';

/** `2026-07-31`, or by the account's date order `31/7/2026` or `7/31/2026`. Whether there is such a day is judged later. */
export function dayText(text: string, order: DateOrder): Read<string> {
  if (text === '') return { value: undefined };
  const iso = text.match(/^(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?$/)?.[1];
  if (iso) return { value: iso };
  const [, one = '', two = '', year = ''] = text.match(/^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/) ?? [];
  const like = order === 'DMY' ? '31/7/2026' : '7/31/2026';
  if (!year) return { problem: `must be a day like 2026-07-31 or ${like}` };
  const [day, month] = order === 'DMY' ? [one, two] : [two, one];
  if (Number(month) > 12) {
    return { problem: `has no such month; days are read as ${like} (Settings, date order of the CSV). To be sure write 2026-07-31` };
  }
  return { value: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` };
}

/** Several addresses in one cell, by comma, semicolon, line or space; `Jo Doe <jo@a.example>` is the address in it. */
export function addresses(text: string): string[] {
  return text
    .split(/[,;\n]+/)
    .flatMap((part) => {
      const inside = part.match(/<([^<>]+)>/)?.[1];
      const words = part.trim().split(/\s+/);
      return inside ? [inside.trim()] : words.every((word) => word.includes('@')) ? words : [part.trim()];
    })
    .filter((address) => address !== '');
}

/** By which two names are the same to a clerk: case, accents' coding and spaces do not matter. */
export const sameName = (name: string): string => name.normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLowerCase();
