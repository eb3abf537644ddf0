import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { config } from '../config.ts';
import { Problem } from '../domain/problem.ts';
import { client, get, type Item } from './client.ts';
import type { Key } from './table.ts';

export const stale = (): Problem => new Problem('stale', 'Someone else changed this meanwhile. Read it again and repeat the change');

export const conditionFailed = (error: unknown): boolean => error instanceof ConditionalCheckFailedException;

/**
 * Writes `value` with the next revision if its own is the one that stands (0: none does), and answers it as stored.
 * `unless`: nor if the item that stands has this attribute. @throws Problem `stale`
 */
export async function save<T extends { readonly revision: number }>(key: Key, value: T, stored: Item = value, unless?: string): Promise<T> {
  if (!(await putIf(key, stored, value.revision, unless))) throw stale();
  return { ...value, revision: value.revision + 1 };
}

/**
 * The one conditional write: puts `item` if revision `read` still stands, and answers whether it did. `false` is certain: someone else
 * was first. When neither is certain it throws what went wrong, and the write may or may not stand.
 *
 * Every put carries a fresh stamp. An answer may be lost and the request repeated (the SDK does so by itself), so even a failed condition
 * may be our own write: who stands there is read back, consistently, and the stamp decides.
 */
export async function putIf(key: Key, item: Item, read: number, unless?: string): Promise<boolean> {
  const stamp = crypto.randomUUID().slice(-12);
  try {
    await client().send(
      new PutCommand({
        TableName: config.tableName(),
        Item: { ...item, ...key, revision: read + 1, stamp },
        ...(read === 0 ? ABSENT : standing(read, unless)),
      }),
    );
    return true;
  } catch (error) {
    return isOurs(error, key, stamp, read);
  }
}

async function isOurs(error: unknown, key: Key, stamp: string, read: number): Promise<boolean> {
  const stands = await get(key).catch(() => {
    throw error;
  });
  if (stands?.stamp === stamp) return true;
  if (conditionFailed(error) && !wasRepeated(error)) return false;
  const revision = Number(stands?.revision ?? 0);
  // Revisions only grow while an item stands: had ours stood, this one would be higher.
  if (conditionFailed(error) && (revision === read || (stands && revision < read))) return false;
  // The very revision we wanted to write is another's: ours never stood, and can no more. A create that finds anything is late as well.
  if (revision === read + 1 || (read === 0 && stands)) return false;
  // Either ours has been overwritten already or it never stood (and may still arrive). "Stale" would be a guess.
  throw error;
}

/** Whether an earlier try of the same request may have been the one that wrote. */
const wasRepeated = (error: unknown): boolean =>
  ((error as { readonly $metadata?: { readonly attempts?: number } }).$metadata?.attempts ?? 2) > 1;

const ABSENT = { ConditionExpression: 'attribute_not_exists(pk)' };

const standing = (read: number, unless: string | undefined) => ({
  ConditionExpression: `#revision = :read${unless ? ' AND attribute_not_exists(#unless)' : ''}`,
  ExpressionAttributeNames: { '#revision': 'revision', ...(unless ? { '#unless': unless } : {}) },
  ExpressionAttributeValues: { ':read': read },
});
