import { queryOptions } from '@tanstack/react-query';
import { body, client } from './client.ts';
import type { Status, Summary } from './types.ts';

/** An email on its way, a run under way: the summary is read again until it has come to rest. */
const MOVING: readonly Status[] = ['queued', 'sending'];
const moves = ({ state, byStatus, xero }: Summary) =>
  state === 'open' || xero.waiting > 0 || byStatus.some(({ status, count }) => count > 0 && MOVING.includes(status));

export const summaryQuery = (month: string) =>
  queryOptions({
    queryKey: ['summary', month],
    queryFn: async ({ signal }) => body(await client.GET('/v1/months/{month}/summary', { params: { path: { month } }, signal })),
    refetchInterval: ({ state }) => (state.data && moves(state.data) ? 4_000 : false),
  });
