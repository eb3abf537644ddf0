import { queryOptions } from '@tanstack/react-query';
import { body, client } from './client.ts';
import type { Status, Summary } from './types.ts';

/** An email on its way, a run under way: the summary is read again until it has come to rest. */
const MOVING: readonly Status[] = ['queued', 'sending'];
const moves = ({ state, byStatus, xero }: Summary) =>
  state === 'open' || xero.waiting > 0 || byStatus.some(({ status, count }) => count > 0 && MOVING.includes(status));

const POLL_MS = 4_000;
/** News of what was sent may come for this long; later it is looked for only when someone comes back to the page. */
const NEWS_MS = 10 * 60_000;
/** When a month was last seen to move, or first looked at. */
const movedAt = new Map<string, number>();

function pollOf(summary: Summary): number | false {
  const { month, byStatus } = summary;
  if (moves(summary) || !movedAt.has(month)) movedAt.set(month, Date.now());
  const hoped = byStatus.some(({ status, count }) => count > 0 && status === 'sent') && Date.now() - (movedAt.get(month) ?? 0) < NEWS_MS;
  return moves(summary) || hoped ? POLL_MS : false;
}

export const summaryQuery = (month: string) =>
  queryOptions({
    queryKey: ['summary', month],
    queryFn: async ({ signal }) => body(await client.GET('/v1/months/{month}/summary', { params: { path: { month } }, signal })),
    refetchInterval: ({ state }) => (state.data ? pollOf(state.data) : false),
  });
