import type { ImportResult, ImportRow } from '../../../api/importTypes.ts';
import type { ColumnMap } from './columnMap.ts';
import { type CsvFile, columnName } from './csvFile.ts';
import { DELIMITER_NAMES } from './delimiter.ts';

/** Characters of a cell: several times what any field takes. A longer one is not sent, so that no request grows beyond what the API reads. */
const CELL_CHARACTERS = 20_000;

/** Characters of a cell that are repeated to the clerk. */
const QUOTED = 40;

/** The rows as the API is told them, and those that cannot be sent at all. */
export type FileRows = { readonly rows: readonly ImportRow[]; readonly refused: readonly ImportResult[] };

/** Blank cells are left out. */
export function rowsOf(file: CsvFile, map: ColumnMap): FileRows {
  const columns = Object.entries(map);
  const rows: ImportRow[] = [];
  const refused: ImportResult[] = [];
  for (const { row, cells } of file.rows) {
    const problems = [...shifted(file, cells), ...tooLong(cells, columns)];
    const name = cells.find((cell) => cell.trim() !== '')?.slice(0, QUOTED) ?? '';
    if (problems.length > 0) refused.push({ row, outcome: 'error', id: null, name, key: null, problems, warnings: [] });
    else rows.push({ row, ...Object.fromEntries(columns.flatMap(([field, at]) => (cells[at]?.trim() ? [[field, cells[at]]] : []))) });
  }
  return { rows, refused };
}

/** A cell under no head: what stands before it may be under the wrong one, and nobody can tell from where on. */
function shifted({ heads, delimiter }: CsvFile, cells: readonly string[]): ImportResult['problems'] {
  const extra = cells.findIndex((cell, at) => at >= heads.length && cell.trim() !== '');
  if (extra < 0) return [];
  const sign = DELIMITER_NAMES[delimiter] ?? 'comma';
  const message =
    `The row has ${extra + 1} cells, and there are ${heads.length} heads: “${(cells[extra] ?? '').trim().slice(0, QUOTED)}” stands under none, ` +
    `so cells may have moved. A cell with a ${sign} in it needs quotation marks around it`;
  return [{ field: '', message }];
}

const tooLong = (cells: readonly string[], columns: readonly (readonly [string, number])[]): ImportResult['problems'] =>
  columns.flatMap(([field, at]) => {
    const { length } = cells[at] ?? '';
    return length > CELL_CHARACTERS ? [{ field, message: `is ${length.toLocaleString()} characters long, far more than it takes` }] : [];
  });

/** Rows that are named; of the others, how many they are. */
const NAMED = 5;

/** What a clerk should know of a file before its rows are judged. */
export function notesOf(file: CsvFile, map: ColumnMap): string[] {
  const { heads, rows, headsAt, lines, guessed } = file;
  const read = new Set(Object.values(map));
  const unread = heads.flatMap((_, at) => (!read.has(at) && rows.some(({ cells }) => cells[at]?.trim()) ? [columnName(heads, at)] : []));
  const twice = [...new Set(heads.filter((head, at) => head !== '' && heads.indexOf(head) !== at))];
  const chosen = twice.filter((head) => heads.some((other, at) => other === head && read.has(at)));
  const short = rows.filter(({ cells }) => cells.length < heads.length).map(({ row }) => row);
  const above = headsAt ? lines.slice(0, headsAt).map(({ row }) => row) : [];
  return [
    ...(headsAt === null ? [`No heads were found: row ${rows[0]?.row ?? 1} is imported like all others. Say which column is which`] : []),
    ...(above.length > 0 ? [`${rowsWords(above)} above the heads ${above.length === 1 ? 'is' : 'are'} not read`] : []),
    ...chosen.map((head) => `The head “${head}” stands more than once: look whether the right one is read`),
    ...(short.length > 0
      ? [
          `${rowsWords(short)} ${short.length === 1 ? 'has' : 'have'} fewer cells than there are heads: what is missing at the end is read as blank`,
        ]
      : []),
    ...(unread.length > 0 ? [`Not read: ${unread.join(', ')}`] : []),
    ...(guessed
      ? [`The file is not in UTF-8, so its letters are read as Windows writes them. Look at one with accents: ${accented(file, read)}`]
      : []),
  ];
}

function rowsWords(rows: readonly number[]): string {
  const named = rows.slice(0, NAMED).join(', ');
  const more = rows.length - NAMED;
  return `${rows.length === 1 ? 'Row' : 'Rows'} ${named}${more > 0 ? ` and ${more.toLocaleString()} more` : ''}`;
}

/** A cell in which the guess shows. */
function accented({ rows, heads }: CsvFile, read: ReadonlySet<number>): string {
  const beyond = /[\u0080-\uFFFF]/;
  for (const { row, cells } of rows) {
    const at = heads.findIndex((_, column) => read.has(column) && beyond.test(cells[column] ?? ''));
    if (at >= 0) return `“${(cells[at] ?? '').trim().slice(0, QUOTED)}” in row ${row}`;
  }
  return 'it is in a column that is not read';
}
