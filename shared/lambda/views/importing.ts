import * as z from 'zod/mini';
import type { CellProblem, ImportField, ImportRow } from '../../domain/importing/field.ts';
import type { Judged, RowResult } from '../../domain/importing/outcome.ts';
import { inParallel } from '../../domain/parallel.ts';
import { Problem } from '../../domain/problem.ts';

/** More rows are sent as several requests: an answer names each row. */
export const ROWS_LIMIT = 500;

/** 500 rows of long texts. */
export const IMPORT_BYTES = 4 * 1024 * 1024;

/** How many items are written at once. */
const WIDTH = 16;

export function importBody(fields: readonly ImportField[]) {
  const cells = Object.fromEntries(fields.map(({ name }) => [name, z.optional(z.string().check(z.maxLength(5000)))]));
  return z.strictObject({
    /** Say what would become of each row, and write nothing. */
    dryRun: z._default(z.boolean(), false),
    /** Write the good rows though others are wrong. Without it a single wrong row holds all of them back. */
    skipErrors: z._default(z.boolean(), false),
    /** None: the answer is the list of fields. */
    rows: z.array(z.strictObject({ row: z.int().check(z.gte(1), z.lte(10_000_000)), ...cells })).check(z.maxLength(ROWS_LIMIT)),
  });
}
export type ImportBody = { readonly dryRun: boolean; readonly skipErrors: boolean; readonly rows: readonly ImportRow[] };

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
      problems: z.array(z.object({ field: z.string(), message: z.string() })),
      warnings: z.array(z.string()),
    }),
  ),
  created: z.number(),
  exists: z.number(),
  errors: z.number(),
});

type Made<T> = { readonly made: T } | { readonly problems: CellProblem[] };

/** What `make` makes of a row, or what it finds wrong with it, at the row's own fields: `to[1]` is the field `to` of a row. */
export function judged<T>(make: () => T): Made<T> {
  try {
    return { made: make() };
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'invalid')) throw error;
    return { problems: error.fields.map(({ field, message }) => ({ field: field.replace(/[[.].*$/, ''), message })) };
  }
}

/** The same row was written at the same moment by another request: it is there, which is all that was asked for. */
export async function unlessThere(write: Promise<unknown>): Promise<void> {
  await write.catch((error: unknown) => {
    if (!(error instanceof Problem && error.code === 'stale')) throw error;
  });
}

/** Writes what is to be created, unless a wrong row holds it back, and answers what became of each row. */
export async function imported({ dryRun, skipErrors }: ImportBody, fields: readonly ImportField[], rows: readonly Judged[]) {
  const errors = rows.filter(({ outcome }) => outcome === 'error').length;
  const writes = !dryRun && (errors === 0 || skipErrors);
  if (writes) await inParallel(rows, WIDTH, async ({ create }) => create?.());
  const results = rows.map(({ create, ...result }): RowResult => (create && writes ? { ...result, outcome: 'created' } : result));
  const count = (outcome: RowResult['outcome']) => results.filter((result) => result.outcome === outcome).length;
  return {
    dryRun,
    fields: fields.map((field) => ({ ...field, aliases: [...field.aliases] })),
    results: results.map((result) => ({ ...result, problems: [...result.problems], warnings: [...result.warnings] })),
    created: count('created'),
    exists: count('exists'),
    errors,
  };
}
