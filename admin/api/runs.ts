import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { body, client } from './client.ts';

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
  });

export const startRun = async (month: string, skip?: string) =>
  body(await client.POST('/v1/runs/{month}', { params: { path: { month } }, body: skip === undefined ? {} : { skip } }));
