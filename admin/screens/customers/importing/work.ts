import {
  type EarlierRow,
  type ImportAnswer,
  type ImportKind,
  type ImportResult,
  type ImportRow,
  importRows,
} from '../../../api/imports.ts';

/** As many rows as the API takes at once. */
export const CHUNK = 500;

export type Progress = { readonly done: number; readonly of: number };

/** What became, or would become, of all rows. */
export type Outcome = Pick<ImportAnswer, 'created' | 'exists' | 'errors'> & { readonly results: readonly ImportResult[] };

const NOTHING: Outcome = { created: 0, exists: 0, errors: 0, results: [] };

/**
 * All rows, a request after the other, each told what the ones before it held. It may be stopped or fail in the middle, and be begun again:
 * what is there already is left alone.
 */
export async function workThrough(
  kind: ImportKind,
  rows: readonly ImportRow[],
  how: { readonly dryRun: boolean; readonly skipErrors: boolean },
  onProgress: (progress: Progress) => void,
): Promise<Outcome> {
  let all = NOTHING;
  const earlier: EarlierRow[] = [];
  onProgress({ done: 0, of: rows.length });
  for (let at = 0; at < rows.length; at += CHUNK) {
    const { created, exists, errors, results } = await importRows(kind, { ...how, rows: rows.slice(at, at + CHUNK), earlier });
    for (const { row, key } of results) if (key !== null) earlier.push({ row, key });
    all = {
      created: all.created + created,
      exists: all.exists + exists,
      errors: all.errors + errors,
      results: [...all.results, ...results],
    };
    onProgress({ done: Math.min(at + CHUNK, rows.length), of: rows.length });
  }
  return all;
}

/** The rows that are wrong, to be mended in a spreadsheet: as they were, with what is wrong in a last column. */
export async function errorsFile(heads: readonly string[], rows: ReadonlyMap<number, readonly string[]>, results: readonly ImportResult[]) {
  const { default: Papa } = await import('papaparse');
  const wrong = results.filter(({ outcome }) => outcome === 'error');
  const lines = wrong.map(({ row, problems }) => [
    ...heads.map((_, at) => rows.get(row)?.[at] ?? ''),
    problems.map(({ field, message }) => `${field} ${message}`).join('; '),
  ]);
  // A cell that begins like a formula is a text to the spreadsheet, too.
  return Papa.unparse([[...heads, 'What is wrong'], ...lines], { escapeFormulae: true });
}
