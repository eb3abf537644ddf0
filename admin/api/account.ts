import { queryOptions, useQuery } from '@tanstack/react-query';
import { body, client } from './client.ts';
import type { Account, Answer } from './types.ts';

export type { Account };

export type AccountAnswer = Answer<'/v1/account', 'get'>;

export const accountQuery = queryOptions({
  queryKey: ['account'],
  queryFn: async ({ signal }) => body(await client.GET('/v1/account', { signal })),
  staleTime: 60_000,
});

/** The settings, in a screen behind the gate: there they are always read. */
export function useAccount(): Account {
  const { data } = useQuery(accountQuery);
  if (!data?.setUp) throw new Error('This screen needs the settings');
  return data;
}
