import type { CellProblem, ImportRow, Read } from './field.ts';

/** How texts of a spreadsheet are read. Whether a value is allowed is not asked here: the very schemas of the API judge it. */

/** Characters of a cell: more than any field takes, so that a cell with a book in it costs no more than its refusal. */
const CELL_LIMIT = 5000;
const TOO_LONG = `must be at most ${CELL_LIMIT} characters long`;

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
    for (const [field, text] of texts) if (text.length > CELL_LIMIT) this.problems.push({ field, message: TOO_LONG });
    this.#texts = new Map(texts.filter(([, text]) => text.length <= CELL_LIMIT));
  }

  text = (field: string): string => this.#texts.get(field) ?? '';

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
