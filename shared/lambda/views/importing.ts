import * as z from 'zod/mini';
import type { EarlierRow } from '../../domain/importing/doubles.ts';
import type { CellProblem, ImportField, ImportRow } from '../../domain/importing/field.ts';
import type { Judged, RowResult } from '../../domain/importing/outcome.ts';
import { inParallel } from '../../domain/parallel.ts';
import { Problem } from '../../domain/problem.ts';

/** More rows are sent as several requests: an answer names each row. */
export const ROWS_LIMIT = 500;

/** Rows of one file, over all its requests. */
const FILE_LIMIT = 50_000;

/** 500 rows of long texts, and what is told of the rows before. */
export const IMPORT_BYTES = 5 * 1024 * 1024;

/** How many items are written at once. */
const WIDTH = 16;

const rowNumber = z.int().check(z.gte(1), z.lte(10_000_000));

export function importBody(fields: readonly ImportField[]) {
  // How long a text may be is told row by row, as all that is wrong with it.
  const cells = Object.fromEntries(fields.map(({ name, label, hint }) => [name, described(z.optional(z.string()), `${label}. ${hint}`)]));
  return z.strictObject({
    dryRun: described(z._default(z.boolean(), false), 'Say what would become of each row, and write nothing'),
    skipErrors: described(
      z._default(z.boolean(), false),
      'Write the good rows though others are wrong. Without it a single wrong row holds all of them back: the answer is 200, with created 0',
    ),
    rows: described(
      z.array(z.strictObject({ row: described(rowNumber, 'Its line in the file'), ...cells })).check(z.maxLength(ROWS_LIMIT)),
      `At most ${ROWS_LIMIT}, as text; a longer file is sent as several requests. None: the answer is the list of fields`,
    ),
    earlier: described(
      z._default(z.array(z.strictObject({ row: rowNumber, key: z.string().check(z.maxLength(64)) })).check(z.maxLength(FILE_LIMIT)), []),
      'Row and key of the rows that earlier requests with this file sent: a row that is the same as one of them is wrong',
    ),
  });
}
export type ImportBody = {
  readonly dryRun: boolean;
  readonly skipErrors: boolean;
  readonly rows: readonly ImportRow[];
  readonly earlier: readonly EarlierRow[];
};

function described<S extends z.ZodMiniType>(schema: S, description: string): S {
  return schema.check(z.describe(description)) as S;
}

export const importView = z.object({
  dryRun: z.boolean(),
  /** What a file may hold, for the column map. */
  fields: z.array(z.object({ name: z.string(), label: z.string(), required: z.boolean(), hint: z.string(), aliases: z.array(z.string()) })),
  /** In the order of the rows. */
  results: z.array(
    z.object({
      row: z.number(),
      outcome: z.enum(['created', 'wouldCreate', 'exists', 'error']),
      id: z.nullable(z.string()),
      name: z.string(),
      key: described(z.nullable(z.string()), 'To be sent as `earlier` with the next rows of this file'),
      problems: z.array(z.object({ field: z.string(), message: z.string() })),
      warnings: z.array(z.string()),
    }),
  ),
  created: z.number(),
  exists: z.number(),
  errors: z.number(),
});

type Made<T> = { readonly made: T } | { readonly problems: CellProblem[] };

/** What `make` makes of a row's `input`, or what it finds wrong with it, at the row's own fields: `to[1]` is number 2 of the field `to`. */
export function judged<T>(input: Readonly<Record<string, unknown>>, make: () => T): Made<T> {
  try {
    return { made: make() };
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'invalid')) throw error;
    return { problems: error.fields.map(({ field, message }) => atCell(field, message, input)) };
  }
}

function atCell(path: string, message: string, input: Readonly<Record<string, unknown>>): CellProblem {
  const [, field = path, at] = /^(\w+)\[(\d+)\]/.exec(path) ?? [];
  const list = input[field];
  return { field, message: at && Array.isArray(list) && list.length > 1 ? `(no. ${Number(at) + 1}) ${message}` : message };
}

/** What could not be read is told as that, not as missing too. */
export function allWrong(unread: readonly CellProblem[], read: Made<unknown>): readonly CellProblem[] {
  const fields = new Set(unread.map(({ field }) => field));
  return 'problems' in read ? [...unread, ...read.problems.filter(({ field }) => !fields.has(field))] : unread;
}

/** Answers `false` where the same row was written at the same moment by another request: it is there, which is all that was asked for. */
export async function unlessThere(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof Problem && error.code === 'stale') return false;
    throw error;
  }
}

/** Writes what is to be created, unless a wrong row holds it back, and answers what became of each row. */
export async function imported({ dryRun, skipErrors }: ImportBody, fields: readonly ImportField[], rows: readonly Judged[]) {
  const errors = rows.filter(({ outcome }) => outcome === 'error').length;
  const became = new Map<Judged, RowResult['outcome']>();
  if (!dryRun && (errors === 0 || skipErrors)) {
    await inParallel(rows, WIDTH, async (row) => {
      if (row.create) became.set(row, (await row.create()) ? 'created' : 'exists');
    });
  }
  const results = rows.map((row) => {
    const { create: _, ...result } = row;
    return { ...result, outcome: became.get(row) ?? row.outcome, problems: [...row.problems], warnings: [...row.warnings] };
  });
  const count = (outcome: RowResult['outcome']) => results.filter((result) => result.outcome === outcome).length;
  return {
    dryRun,
    fields: fields.map((field) => ({ ...field, aliases: [...field.aliases] })),
    results,
    created: count('created'),
    exists: count('exists'),
    errors,
  };
}
