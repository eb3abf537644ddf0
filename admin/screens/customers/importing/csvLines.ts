import type { ParseResult } from 'papaparse';
import Papa from 'papaparse';

/** A line of a spreadsheet and where it stands, as a spreadsheet counts. */
export type Line = { readonly row: number; readonly cells: readonly string[] };

const DELIMITERS = [',', ';', '\t', '|'] as const;
type Delimiter = (typeof DELIMITERS)[number];

/** Lines and characters from which the delimiter is guessed. */
const GUESS_LINES = 50;
const GUESS_CHARACTERS = 200_000;

/**
 * The lines with anything in them. Loads with papaparse, so it is imported late.
 * @throws Error in words for the clerk: a quotation mark is out of place, after which nobody can tell what belongs where
 */
export function csvLines(name: string, whole: string): { readonly lines: readonly Line[]; readonly delimiter: string } {
  // One kind of line end, within quotation marks too: those of old Macs and of files put together would hide lines otherwise.
  const told = /^sep=([,;|\t])\n/i.exec(whole.slice(0, 6).replaceAll(/\r\n?/g, '\n'));
  const text = whole.replaceAll(/\r\n?/g, '\n').slice(told?.[0].length ?? 0);
  const delimiter = told?.[1] ?? guessedDelimiter(text);
  const { data, errors } = parsed(text, delimiter);
  const [wrong] = errors;
  if (wrong) throw new Error(`${name}: ${quoteWords(text, delimiter, wrong.index ?? 0, wrong.code)}`);
  const lines = data.map((cells, at) => ({ row: at + 1, cells }));
  return { lines: lines.filter(({ cells }) => cells.some((cell) => cell.trim() !== '')), delimiter };
}

const parsed = (text: string, delimiter: string, preview = 0): ParseResult<string[]> =>
  Papa.parse<string[]>(text, { delimiter, newline: '\n', preview });

/** Where the quotation mark stands after which the reading failed, and what to do. */
function quoteWords(text: string, delimiter: string, index: number, code: string): string {
  const before = parsed(text.slice(0, index), delimiter).data;
  const cells = before.at(-1) ?? [];
  const head = before.length > 1 ? before[0]?.[cells.length - 1]?.trim() : undefined;
  const place = `Row ${Math.max(1, before.length)}, column ${Math.max(1, cells.length)}${head ? ` (${head})` : ''}`;
  const found = text.slice(index).replace(/^"/, '').split('\n', 1)[0]?.slice(0, 40) ?? '';
  const what =
    code === 'MissingQuotes'
      ? 'begins with a quotation mark (") that is never closed, so the rest of the file would be one cell'
      : 'has a quotation mark (") in the middle of a cell that is in quotation marks, so nobody can tell where it ends';
  return `${place} ${what}: ${found}… Mend it and save the file again. Within a cell, a quotation mark is written twice ("")`;
}

/**
 * What takes the heads apart, and as many of the lines below them into as many cells. Not by the cells alone: decimal commas would make
 * two of each price.
 */
function guessedDelimiter(text: string): Delimiter {
  const sample = text.slice(0, GUESS_CHARACTERS);
  const looks = DELIMITERS.map((delimiter) => {
    const lines = parsed(sample, delimiter, GUESS_LINES).data.filter((cells) => cells.some((cell) => cell.trim() !== ''));
    const widths = lines.map((cells) => cells.length);
    const usual = mostFrequent(widths.filter((width) => width > 1));
    const fitting = widths.filter((width) => width === usual).length;
    const heads = widths[0] ?? 0;
    return { delimiter, takesHeads: Number(heads > 1 && heads === usual), fitting, usual };
  });
  const [best] = looks.sort((a, b) => b.takesHeads - a.takesHeads || b.fitting - a.fitting || b.usual - a.usual);
  return best?.delimiter ?? ',';
}

function mostFrequent(numbers: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const each of numbers) counts.set(each, (counts.get(each) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 0;
}
