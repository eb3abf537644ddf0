import Papa from 'papaparse';
import type { ImportResult } from '../../../api/importTypes.ts';
import type { CsvFile } from './csvFile.ts';

/**
 * The rows that are wrong, to be mended in a spreadsheet: as they were, cells under no head too, with what is wrong in a last column. Loads
 * with papaparse, so it is imported late.
 */
export function errorsFile(
  { heads, rows, delimiter }: CsvFile,
  results: readonly ImportResult[],
  labelOf: (field: string) => string,
): string {
  const wrong = new Map(results.filter(({ outcome }) => outcome === 'error').map(({ row, problems }) => [row, problems]));
  const kept = rows.filter(({ row }) => wrong.has(row));
  const width = kept.reduce((most, { cells }) => Math.max(most, cells.length), heads.length);
  const wide = (cells: readonly string[]) => Array.from({ length: width }, (_, at) => cells[at] ?? '');
  const lines = kept.map(({ row, cells }) => [...wide(cells), (wrong.get(row) ?? []).map(wordsOf).join('; ')]);
  // A cell that begins like a formula is a text to the spreadsheet, too.
  return Papa.unparse([[...wide(heads), 'What is wrong'], ...lines], { escapeFormulae: true, delimiter });

  function wordsOf({ field, message }: ImportResult['problems'][number]): string {
    return field === '' ? message : `${labelOf(field)} ${message}`;
  }
}
