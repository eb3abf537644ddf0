import { cut } from '../oneLine.ts';
import type { CellProblem, ImportRow, Read } from './field.ts';

/** How texts of a spreadsheet are read. Whether a value is allowed is not asked here: the very schemas of the API judge it. */

/** Characters of a cell: more than any field takes, so that a cell with a book in it costs no more than its refusal. */
const CELL_LIMIT = 5000;

/** Characters of a cell that an answer repeats. */
const QUOTED = 30;

const TOO_LONG = `must be at most ${CELL_LIMIT} characters long`;

/** What a formula that failed shows, and what Excel writes of a column that is too narrow. */
const FAILED = /^#(N\/A|REF!|NAME\?|VALUE!|DIV\/0!|NULL!|NUM!|SPILL!|CALC!|#+)$/i;

/** `6.14E+10`: digits that the spreadsheet did not write down. */
const SHORTENED = /^[+-]?\d(?:[.,]\d+)?E[+-]\d{2,3}$/i;

/** What became of the cell before it came here; undefined where nothing did. */
function lostBefore(text: string): string | undefined {
  if (FAILED.test(text)) return `is “${cut(text, QUOTED)}”, which the spreadsheet writes where it knows no value`;
  if (SHORTENED.test(text))
    return `is “${cut(text, QUOTED)}”, a number that the spreadsheet shortened: show the column as text, and save it again`;
  if (text.includes('\uFFFD')) return 'has a letter that was lost when the file was saved (\uFFFD): save it again as “CSV UTF-8”';
  return undefined;
}

/** What spreadsheets add: a byte order mark, hard spaces, the apostrophe that makes a number a text. */
export function cell(text: string): string {
  return text
    .replaceAll('\uFEFF', '')
    .replaceAll(/[\u00A0\u202F]/g, ' ')
    .trim()
    .replace(/^'(?=[\d+\-=@$(])/, '');
}

/** The cells of one row, and what could not be read of them. */
export class Cells {
  readonly problems: CellProblem[] = [];
  readonly #texts: ReadonlyMap<string, string>;

  constructor({ row: _, ...cells }: ImportRow) {
    const texts = Object.entries(cells).map(([field, text]) => [field, cell(String(text ?? ''))] as const);
    for (const [field, text] of texts) {
      const message = text.length > CELL_LIMIT ? TOO_LONG : lostBefore(text);
      if (message) this.problems.push({ field, message });
    }
    this.#texts = new Map(texts.filter(([, text]) => text.length <= CELL_LIMIT));
  }

  text = (field: string): string => this.#texts.get(field) ?? '';

  /** The text, or nothing where the cell is blank. */
  some = (field: string): string | undefined => this.text(field) || undefined;

  read<T>(field: string, as: (text: string) => Read<T>): T | undefined {
    const found = as(this.text(field));
    if ('value' in found) return found.value;
    // What was lost before is told already; that the rest cannot be read follows from it.
    if (!this.problems.some((told) => told.field === field)) this.problems.push({ field, message: found.problem });
    return undefined;
  }
}

/** What a blank cell leaves out is not there: the schema says then what it takes for it. */
export const filled = (input: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));

const YES = new Set(['yes', 'y', 'true', '1', 'on', 'active', 'enabled']);
const NO = new Set(['no', 'n', 'false', '0', 'off', 'inactive', 'disabled', 'archived']);

export function yesNo(text: string): Read<boolean> {
  if (text === '') return { value: undefined };
  if (YES.has(text.toLowerCase())) return { value: true };
  return NO.has(text.toLowerCase()) ? { value: false } : { problem: 'must be yes or no' };
}

/** `30`, `30 days`. What is no whole number is left to be refused. */
export function days(text: string): Read<number> {
  if (text === '') return { value: undefined };
  const digits = text.match(/^(\d{1,4})(?:\s*days?)?$/i)?.[1];
  return digits === undefined ? { problem: 'must be a whole number of days' } : { value: Number(digits) };
}

/** Several addresses in one cell, by comma, semicolon, line or space; `"Doe, Jo" <jo@a.example>` is the address in it. */
export function addresses(text: string): string[] {
  return text
    .replaceAll(/"[^"]*"\s*(?=<)/g, '')
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

/** By which two names may well be the same customer: accents, dots, hyphens and what cannot be seen do not matter either. */
export const likeName = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
