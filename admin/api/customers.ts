import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { body, client } from './client.ts';

/** The largest page that the API answers. */
const PAGE = '200';

/** All customers, removed ones left out, a page at a time. */
export const customersQuery = infiniteQueryOptions({
  queryKey: ['customers'],
  queryFn: async ({ signal, pageParam }) =>
    body(await client.GET('/v1/customers', { params: { query: { limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) } }, signal })),
  initialPageParam: '',
  getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  staleTime: 30_000,
});

export const customerQuery = (customerId: string) =>
  queryOptions({
    queryKey: ['customer', customerId],
    queryFn: async ({ signal }) => body(await client.GET('/v1/customers/{customerId}', { params: { path: { customerId } }, signal })),
  });

const words = new Intl.Collator('en', { numeric: true });

/** As the lines of an invoice: ids are in no order that means anything to a reader. */
const asPrinted = (one: { readonly description: string }, other: { readonly description: string }) =>
  words.compare(one.description, other.description);

export const servicesQuery = (customerId: string) =>
  queryOptions({
    queryKey: ['customer', customerId, 'services'],
    queryFn: async ({ signal }) =>
      body(await client.GET('/v1/customers/{customerId}/services', { params: { path: { customerId } }, signal })).items.toSorted(asPrinted),
  });

export const chargesQuery = (customerId: string) =>
  queryOptions({
    queryKey: ['customer', customerId, 'charges'],
    queryFn: async ({ signal }) =>
      body(await client.GET('/v1/customers/{customerId}/charges', { params: { path: { customerId } }, signal })).items.toSorted(asPrinted),
  });
