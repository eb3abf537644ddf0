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
  readonly problems: readonly CellProblem[];
  readonly warnings: readonly string[];
};

/** A row that was judged: wrong, there already, or to be created by `create`. */
export type Judged = RowResult & { readonly create?: () => Promise<void> };

export const wrong = (row: number, name: string, problems: readonly CellProblem[]): Judged => ({
  row,
  outcome: 'error',
  id: null,
  name,
  problems,
  warnings: [],
});

export const there = (row: number, name: string, id: string): Judged => ({ row, outcome: 'exists', id, name, problems: [], warnings: [] });

/** Errors of two rows alike: the first of them stands. */
export class Doubles {
  readonly #first = new Map<string, number>();

  /** The row in which the same stands already; undefined for the first. */
  of(key: string, row: number): number | undefined {
    const first = this.#first.get(key);
    if (first === undefined) this.#first.set(key, row);
    return first;
  }
}
