import type { ImportField } from '../../../api/importTypes.ts';
import { guessedMap } from './columnMap.ts';
import type { Line } from './csvLines.ts';
import { textOf } from './fileText.ts';

/** A spreadsheet as it was read: its lines with anything in them. */
export type Sheet = {
  readonly name: string;
  readonly lines: readonly Line[];
  readonly delimiter: string;
  /** Its letters were guessed at. */
  readonly guessed: boolean;
};

/** A sheet of which it is settled where its heads stand. */
export type CsvFile = Sheet & {
  /** The place of the heads among the lines; null: it has none. */
  readonly headsAt: number | null;
  readonly heads: readonly string[];
  readonly rows: readonly Line[];
};

/** Rows of one file: the API knows no more of them for the same. */
export const FILE_ROWS = 50_000;

/** Among so many lines the heads are looked for: above them lists have their title and date. */
export const HEAD_LINES = 10;

/** @throws Error in words for the clerk: it is empty, too long, or no table */
export async function readSheet(file: File): Promise<Sheet> {
  const { text, guessed } = await textOf(file);
  if (!/[^\s,;|"]/.test(text)) throw new Error(`${file.name} is empty`);
  const { csvLines } = await import('./csvLines.ts');
  const { lines, delimiter } = csvLines(file.name, text);
  if (lines.length - 1 > FILE_ROWS) {
    const [has, most] = [lines.length - 1, FILE_ROWS].map((count) => count.toLocaleString());
    throw new Error(`${file.name} has ${has} rows: at most ${most} can be imported at once. Split it into several files`);
  }
  return { name: file.name, lines, delimiter, guessed };
}

/** @throws Error in words for the clerk: there is nothing but heads */
export function withHeads(sheet: Sheet, headsAt: number | null): CsvFile {
  const rows = headsAt === null ? sheet.lines : sheet.lines.slice(headsAt + 1);
  if (rows.length === 0) throw new Error(`${sheet.name} has a line of heads, and nothing below it`);
  const heads = headsAt === null ? unnamed(rows) : (sheet.lines[headsAt]?.cells.map((head) => head.trim()) ?? []);
  return { ...sheet, headsAt, heads, rows };
}

const unnamed = (rows: readonly Line[]): string[] => Array(rows.reduce((most, { cells }) => Math.max(most, cells.length), 0)).fill('');

/** Where the heads most likely stand: the first line, unless one below it knows more fields than all above, or it holds no heads at all. */
export function guessedHeads({ lines }: Sheet, fields: readonly ImportField[]): number | null {
  const first = lines.slice(0, HEAD_LINES).map(({ cells }) => ({
    known: Object.keys(guessedMap(cells, fields)).length,
    filled: cells.filter((cell) => cell.trim() !== '').length,
  }));
  if ((first[0]?.known ?? 0) > 0) return 0;
  // A title is narrower than the heads below it. Heads in another language are not passed over for a row in which “plan” stands.
  const below = first.findIndex(({ known, filled }, at) => known > 1 && first.slice(0, at).every((line) => line.filled < filled));
  if (below > 0) return below;
  return lines[0]?.cells.some(isData) ? null : 0;
}

/** Something that no head is: an address of an email, an amount, a day. */
const isData = (cell: string): boolean => /\S@\S/.test(cell) || /^[^a-z]*\d[^a-z]*$/i.test(cell.trim());

/** What a column is called on the screen: each by a name of its own. */
export function columnName(heads: readonly string[], at: number): string {
  const head = heads[at];
  if (!head) return `Column ${at + 1}`;
  return heads.filter((other) => other === head).length > 1 ? `${head} (column ${at + 1})` : head;
}
