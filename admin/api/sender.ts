import { queryOptions } from '@tanstack/react-query';
import { body, client } from './client.ts';

/** How often it is asked whether the records are found, in milliseconds. */
const POLL_MS = 5_000;

export const senderQuery = queryOptions({
  queryKey: ['sender'],
  queryFn: async ({ signal }) => body(await client.GET('/v1/sender', { signal })),
  refetchInterval: ({ state }) => (state.data?.state === 'pending' ? POLL_MS : false),
});

export const startSender = async () => body(await client.POST('/v1/sender', {}));

export const sendTestEmail = async () => body(await client.POST('/v1/sender/test', {}));
