import { importRows } from '../../../api/imports.ts';
import type { EarlierRow, ImportKind, ImportResult, ImportRow } from '../../../api/importTypes.ts';
import { wordsOf } from '../../../api/problem.ts';
import type { FileRows } from './fileRows.ts';

/** As many rows as the API takes at once. */
export const CHUNK = 500;

/** Characters of the cells in one request: with its frame, and three bytes a letter, less than the API reads. */
const CHUNK_CHARACTERS = 500_000;

export type Progress = { readonly done: number; readonly of: number };

/** What became, or would become, of all rows. */
export type Outcome = {
  readonly created: number;
  readonly exists: number;
  readonly errors: number;
  readonly results: readonly ImportResult[];
};

/** How far a piece of work came. */
type Partway = { readonly done: number; readonly results: readonly ImportResult[] };

const START: Partway = { done: 0, results: [] };

/** It failed in the middle: what was done stays done, and the rest can go on from here. */
export class WorkStopped extends Error {
  readonly partway: Partway;
  readonly of: number;

  constructor(cause: unknown, partway: Partway, of: number) {
    // What other pages say of a lost answer is not true here: rows were written before, and perhaps those of the request that got none.
    super(cause instanceof TypeError ? 'The server cannot be reached. Are you online?' : wordsOf(cause), { cause });
    this.name = 'WorkStopped';
    this.partway = partway;
    this.of = of;
  }
}

type How = {
  readonly dryRun: boolean;
  readonly skipErrors: boolean;
  /** Where an earlier try stopped. */
  readonly from?: Partway | undefined;
  /** By row, the id of what was to be added when it was looked at. */
  readonly foreseen?: ReadonlyMap<number, string>;
};

/**
 * All rows, a request after the other, each told what the ones before it held. It may be stopped or fail in the middle, and be begun again:
 * what is there already is left alone.
 * @throws WorkStopped
 */
export async function workThrough(
  kind: ImportKind,
  { rows, refused }: FileRows,
  { dryRun, skipErrors, from = START, foreseen = new Map() }: How,
  onProgress: (progress: Progress) => void,
): Promise<Outcome> {
  let { done, results } = from;
  const again = from === START ? -1 : from.done;
  const earlier: EarlierRow[] = results.flatMap(({ row, key }) => (key === null ? [] : [{ row, key }]));
  onProgress({ done, of: rows.length });
  while (done < rows.length) {
    const chunk = chunkAt(rows, done);
    const answer = await importRows(kind, { dryRun, skipErrors, rows: chunk, earlier }).catch((error: unknown) => {
      throw new WorkStopped(error, { done, results }, rows.length);
    });
    // The answer to the first try was lost: what is there since, under the very id that was foreseen, is what that try added.
    const mine = done === again ? answer.results.map((result) => addedBefore(result, foreseen)) : answer.results;
    for (const { row, key } of mine) if (key !== null) earlier.push({ row, key });
    results = [...results, ...mine];
    done += chunk.length;
    onProgress({ done, of: rows.length });
  }
  return outcomeOf([...results, ...refused].sort((a, b) => a.row - b.row));
}

const addedBefore = (result: ImportResult, foreseen: ReadonlyMap<number, string>): ImportResult =>
  result.outcome === 'exists' && foreseen.get(result.row) === result.id ? { ...result, outcome: 'created' } : result;

function outcomeOf(results: readonly ImportResult[]): Outcome {
  const count = (outcome: ImportResult['outcome']) => results.filter((result) => result.outcome === outcome).length;
  return { created: count('created'), exists: count('exists'), errors: count('error'), results };
}

/** The next rows that fit into one request; at least one. */
function chunkAt(rows: readonly ImportRow[], from: number): readonly ImportRow[] {
  let characters = 0;
  let to = from;
  while (to < Math.min(rows.length, from + CHUNK)) {
    characters += Object.values(rows[to] ?? {}).reduce<number>((sum, cell) => sum + String(cell).length, 0);
    if (to > from && characters > CHUNK_CHARACTERS) break;
    to += 1;
  }
  return rows.slice(from, to);
}
