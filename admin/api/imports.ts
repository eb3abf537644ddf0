import { queryOptions } from '@tanstack/react-query';
import { body, client } from './client.ts';
import type { Answer } from './types.ts';

export type ImportKind = 'customers' | 'services';
export type ImportAnswer = Answer<'/v1/imports/customers', 'post'>;
export type ImportField = ImportAnswer['fields'][number];
export type ImportResult = ImportAnswer['results'][number];

/** A row of the file, as text by field; `row` is its line there. */
export type ImportRow = { readonly row: number; readonly [field: string]: string | number };

type Asked = { readonly dryRun: boolean; readonly skipErrors: boolean; readonly rows: readonly ImportRow[] };

export async function importRows(kind: ImportKind, { dryRun, skipErrors, rows }: Asked): Promise<ImportAnswer> {
  const sent = { body: { dryRun, skipErrors, rows: [...rows] } };
  return kind === 'customers'
    ? body(await client.POST('/v1/imports/customers', sent))
    : body(await client.POST('/v1/imports/services', sent));
}

/** What a file of this kind may hold. */
export const importFieldsQuery = (kind: ImportKind) =>
  queryOptions({
    queryKey: ['import fields', kind],
    queryFn: async () => (await importRows(kind, { dryRun: true, skipErrors: false, rows: [] })).fields,
    staleTime: Number.POSITIVE_INFINITY,
  });
