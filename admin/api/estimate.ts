import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { body, client } from './client.ts';
import type { Body } from './types.ts';

export type Draft = Body<'/v1/customers/{customerId}/estimate', 'post'>;

/** What the coming run would bill for a draft, or for the whole customer. Nothing is stored by asking. */
export const estimateQuery = (customerId: string, draft: Draft) =>
  queryOptions({
    queryKey: ['estimate', customerId, draft],
    queryFn: async ({ signal }) =>
      body(await client.POST('/v1/customers/{customerId}/estimate', { params: { path: { customerId } }, body: draft, signal })),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    retry: false,
  });
