import Papa from 'papaparse';
import { expect } from 'vitest';
import { CSV_HEADER, type CsvInvoice, csvOf } from '../../shared/documents/xeroCsv.ts';

export const COLUMNS = CSV_HEADER.split(',').map((column) => column.replace('*', ''));

/** The data rows as another program reads them, by column. */
export function read(csv: string): Record<string, string>[] {
  const { data, errors } = Papa.parse<string[]>(csv);
  expect(errors).toEqual([]);
  return data.slice(1).map((row) => Object.fromEntries(COLUMNS.map((column, index) => [column, row[index] ?? 'missing'])));
}

/** The first row. */
export const only = (invoice: CsvInvoice): Record<string, string> => read(csvOf(invoice))[0] ?? {};
