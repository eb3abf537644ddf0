import Papa from 'papaparse';
import { expect } from 'vitest';
import { CSV_HEADER, type CsvInvoice, csvOf } from '../../shared/documents/xeroCsv.ts';

export const COLUMNS = CSV_HEADER.split(',').map((column) => column.replace('*', ''));
/** In these Xero multiplies: they are numbers, credits too. */
const FIGURES = ['Quantity', 'UnitAmount'];

/** The rows of a file as another program reads them, every one with every column. */
export function rowsIn(csv: string): Record<string, string>[] {
  const { data, errors } = Papa.parse<string[]>(csv, { delimiter: ',' });
  expect(errors).toEqual([]);
  expect(data[0]?.join(',')).toBe(CSV_HEADER);
  for (const row of data) expect(row, JSON.stringify(row)).toHaveLength(COLUMNS.length);
  return data.slice(1).map((row) => Object.fromEntries(COLUMNS.map((column, index) => [column, row[index] ?? ''])));
}

/** Whether a spreadsheet may take the cell for a formula: by its first character that is seen, in whichever width it is written. */
export function isFormula(cell: string): boolean {
  const seen = cell.normalize('NFKC').replace(/^[\p{Z}\p{C}\p{M}\s\u1160\u2800\u3164\u115f]+/gu, '');
  return /^[=+\-@\u2212]/.test(seen);
}

/** The faults of a file: texts that run, and figures that are none. */
export function faultsIn(rows: readonly Record<string, string>[]): string[] {
  return rows.flatMap((row) =>
    Object.entries(row).flatMap(([column, cell]) => {
      const fault = FIGURES.includes(column) ? !/^-?\d+(\.\d+)?$/.test(cell) : isFormula(cell);
      return fault ? [`${row.InvoiceNumber} ${column}: ${JSON.stringify(cell)}`] : [];
    }),
  );
}

/** A text as a cell of one line may hold it: itself, with one space for each run of them, and an apostrophe where it would run. */
export function cellOf(text: string, limit: number): string {
  const line = text
    .replace(/[\u202A-\u202E\u2066-\u2069]/g, '')
    .replace(/[\s\p{Cc}\p{Z}]+/gu, ' ')
    .trim();
  return (isFormula(line) ? `'${line}` : line).slice(0, limit).replace(/[\ud800-\udbff]$/, '');
}

/** The same where spaces stay as they are. */
export const proseCellOf = (text: string): string => (isFormula(text) ? `'${text}` : text);

/** The first row of an invoice's own file. */
export const only = (invoice: CsvInvoice): Record<string, string> => rowsIn(csvOf(invoice))[0] ?? {};
