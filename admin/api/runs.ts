import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { body, client } from './client.ts';
import { Problem } from './problem.ts';

/** Until it is asked again, in milliseconds. */
const BUSY_MS = 5_000;

export const runQuery = (month: string) =>
  queryOptions({
    queryKey: ['run', month],
    queryFn: async ({ signal }) => body(await client.GET('/v1/runs/{month}', { params: { path: { month } }, signal })),
  });

/** The customers that a month skipped, a page at a time. */
export const skippedQuery = (month: string) =>
  infiniteQueryOptions({
    queryKey: ['run', month, 'skipped'],
    queryFn: async ({ signal, pageParam }) =>
      body(await client.GET('/v1/runs/{month}', { params: { path: { month }, query: pageParam ? { cursor: pageParam } : {} }, signal }))
        .skipped,
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

/** What the coming run would make: all pages, one after the other. Nothing is stored by looking. */
export const previewQuery = (month: string) =>
  infiniteQueryOptions({
    queryKey: ['preview', month],
    queryFn: async ({ signal, pageParam }) =>
      body(
        await client.GET('/v1/runs/{month}/preview', {
          params: { path: { month }, query: { ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    staleTime: 15_000,
    // While the month before is still being made it cannot be said.
    refetchInterval: ({ state }) => (state.error instanceof Problem && state.error.status === 409 ? BUSY_MS : false),
  });

export const startRun = async (month: string, skip?: string) =>
  body(await client.POST('/v1/runs/{month}', { params: { path: { month } }, body: skip === undefined ? {} : { skip } }));
