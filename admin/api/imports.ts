import { queryOptions } from '@tanstack/react-query';
import { body, client } from './client.ts';
import type { Answer } from './types.ts';

export type ImportKind = 'customers' | 'services';
export type ImportAnswer = Answer<'/v1/imports/customers', 'post'>;
export type ImportField = ImportAnswer['fields'][number];
export type ImportResult = ImportAnswer['results'][number];

/** A row of the file, as text by field; `row` is its line there. */
export type ImportRow = { readonly row: number; readonly [field: string]: string | number };

/** A row that an earlier request with the same file sent: one that is the same is then told as wrong. */
export type EarlierRow = { readonly row: number; readonly key: string };

type Asked = {
  readonly dryRun: boolean;
  readonly skipErrors: boolean;
  readonly rows: readonly ImportRow[];
  readonly earlier: readonly EarlierRow[];
};

export async function importRows(kind: ImportKind, { dryRun, skipErrors, rows, earlier }: Asked): Promise<ImportAnswer> {
  const sent = { body: { dryRun, skipErrors, rows: [...rows], earlier: [...earlier] } };
  return kind === 'customers'
    ? body(await client.POST('/v1/imports/customers', sent))
    : body(await client.POST('/v1/imports/services', sent));
}

/** What a file of this kind may hold. */
export const importFieldsQuery = (kind: ImportKind) =>
  queryOptions({
    queryKey: ['import fields', kind],
    queryFn: async () => (await importRows(kind, { dryRun: true, skipErrors: false, rows: [], earlier: [] })).fields,
    staleTime: Number.POSITIVE_INFINITY,
  });
