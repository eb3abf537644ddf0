import { queryOptions } from '@tanstack/react-query';
import { body, client } from './client.ts';

/** The months that are made, newest first, and which one is next. */
export const monthsQuery = queryOptions({
  queryKey: ['months'],
  queryFn: async ({ signal }) => body(await client.GET('/v1/months', { signal })),
  refetchInterval: (query) => (query.state.data?.items.some(({ state }) => state === 'open') ? 3_000 : 60_000),
});
