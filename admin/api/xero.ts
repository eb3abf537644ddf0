import { queryOptions } from '@tanstack/react-query';
import { body, client } from './client.ts';

/** How often the link is looked at while invoices are on their way, in milliseconds. */
const POLL_MS = 4_000;

export const xeroQuery = queryOptions({
  queryKey: ['xero'],
  queryFn: async ({ signal }) => body(await client.GET('/v1/xero', { signal })),
  refetchInterval: ({ state }) => (state.data && (state.data.health.waiting > 0 || state.data.health.uploading) ? POLL_MS : false),
});

/** Accounts, tax rates and branding themes to choose from, and what Xero would refuse. It asks Xero: not to be polled. */
export const xeroChoicesQuery = queryOptions({
  queryKey: ['xero', 'choices'],
  queryFn: async ({ signal }) => body(await client.GET('/v1/xero/choices', { signal })),
  staleTime: 5 * 60_000,
  refetchOnWindowFocus: false,
});

export const xeroContactsQuery = (search: string) =>
  queryOptions({
    queryKey: ['xero', 'contacts', search],
    queryFn: async ({ signal }) => body(await client.GET('/v1/xero/contacts', { params: { query: { search } }, signal })).items,
    enabled: search.trim() !== '',
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });
