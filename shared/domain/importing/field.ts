/** A column that an import can read: how the app finds it among a file's own, and what it tells the clerk. */
export type ImportField = {
  readonly name: string;
  readonly label: string;
  readonly required: boolean;
  /** What may stand there. */
  readonly hint: string;
  /** Heads of columns that usually mean it, in lower case. */
  readonly aliases: readonly string[];
};

/** A row of a file, as text by field. `row` is its line, as a spreadsheet numbers it. */
export type ImportRow = { readonly row: number; readonly [field: string]: string | number | undefined };

/** What is wrong with a cell, in words. */
export type CellProblem = { readonly field: string; readonly message: string };

/** Text read as a value, or why it cannot be. `value` is undefined for a blank cell. */
export type Read<T> = { readonly value: T | undefined } | { readonly problem: string };
