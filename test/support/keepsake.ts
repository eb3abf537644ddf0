import { isDeepStrictEqual } from 'node:util';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { config } from '../../shared/config.ts';
import { client, type Item } from '../../shared/store/client.ts';
import type { Reseller } from './reseller.ts';
import { everythingOf } from './standing.ts';

/** DynamoDB's own limit. */
const BATCH = 25;

/** What is kept of the account now; to be called to have it so again, whatever was done meanwhile. */
export async function keepsakeOf(reseller: Reseller): Promise<() => Promise<void>> {
  const kept = new Map((await everythingOf(reseller)).map((item) => [String(item.sk), item]));
  return async () => {
    const now = new Map((await everythingOf(reseller)).map((item) => [String(item.sk), item]));
    const gone = [...now.values()].filter(({ sk }) => !kept.has(String(sk)));
    const other = [...kept.values()].filter((item) => !isDeepStrictEqual(item, now.get(String(item.sk))));
    await written([
      ...gone.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } })),
      ...other.map((Item: Item) => ({ PutRequest: { Item } })),
    ]);
  };
}

async function written(requests: readonly object[]): Promise<void> {
  for (let at = 0; at < requests.length; at += BATCH) {
    const some = requests.slice(at, at + BATCH);
    await client().send(new BatchWriteCommand({ RequestItems: { [config.tableName()]: some as never } }));
  }
}
