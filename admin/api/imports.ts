import { queryOptions } from '@tanstack/react-query';
import { body, client } from './client.ts';
import type { EarlierRow, ImportAnswer, ImportKind, ImportRow } from './importTypes.ts';

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
