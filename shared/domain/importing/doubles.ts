/** A row of an earlier request with the same file, by its key. */
export type EarlierRow = { readonly row: number; readonly key: string };

/** Two rows of one file that are the same thing: the first of them stands. */
export class Doubles {
  readonly #first: Map<string, number>;

  constructor(earlier: readonly EarlierRow[]) {
    this.#first = new Map(earlier.map(({ row, key }) => [key, row]));
  }

  /** The other row in which the same stands already; undefined for the first. A row that is sent again is no double of itself. */
  of(key: string, row: number): number | undefined {
    const first = this.#first.get(key) ?? row;
    this.#first.set(key, first);
    return first === row ? undefined : first;
  }
}
