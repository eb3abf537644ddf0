import { cut } from '../oneLine.ts';
import type { CellProblem } from './field.ts';

export type Outcome = 'created' | 'wouldCreate' | 'exists' | 'error';

/** What became, or would become, of one row. */
export type RowResult = {
  readonly row: number;
  readonly outcome: Outcome;
  /** Of the customer or service that it is or made. */
  readonly id: string | null;
  /** What a person knows the row by. */
  readonly name: string;
  /** The same for two rows that are the same thing; null where that could not be told. */
  readonly key: string | null;
  readonly problems: readonly CellProblem[];
  readonly warnings: readonly string[];
};

/** A row that was judged: wrong, there already, or to be created by `create`, which answers `false` if it was there by then. */
export type Judged = RowResult & { readonly create?: () => Promise<boolean> };

/** Characters of a row's name that an answer repeats. */
const NAMED = 200;

type Row = Pick<RowResult, 'row' | 'name' | 'key'>;
const named = ({ row, name, key }: Row): Row => ({ row, name: cut(name, NAMED), key });

export const wrong = (row: Row, problems: readonly CellProblem[]): Judged => ({
  ...named(row),
  outcome: 'error',
  id: null,
  problems,
  warnings: [],
});

export const there = (row: Row, id: string, warnings: readonly string[] = []): Judged => ({
  ...named(row),
  outcome: 'exists',
  id,
  problems: [],
  warnings,
});

export const toCreate = (row: Row, id: string, warnings: readonly string[], create: () => Promise<boolean>): Judged => ({
  ...named(row),
  outcome: 'wouldCreate',
  id,
  problems: [],
  warnings,
  create,
});
