import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { config } from '../config.ts';
import type { Instant } from '../domain/month.ts';
import type { Breaker } from '../domain/ports.ts';
import { client, get } from './client.ts';
import { keys } from './table.ts';

export const breaker: Breaker = {
  async heldUntil(now) {
    const until = (await get(keys.breaker()))?.until as Instant | undefined;
    return until && until > now ? until : undefined;
  },

  /** The last word stands: one that is too short costs one more refusal, which holds again. */
  async hold(until) {
    await client().send(new PutCommand({ TableName: config.tableName(), Item: { ...keys.breaker(), until } }));
  },
};
