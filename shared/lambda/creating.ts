import { isDeepStrictEqual } from 'node:util';
import type { Ids } from '../domain/ports.ts';
import { Problem } from '../domain/problem.ts';
import { idOfKey } from './idempotency.ts';

type Asked = { readonly account: string; readonly idempotencyKey?: string };

/** The new item's id: made of the `Idempotency-Key` where there is one, so that a repeated request names the same item. */
export const newId = ({ account, idempotencyKey }: Asked, list: string, ids: Ids): Promise<string> | string =>
  idempotencyKey ? idOfKey(account, list, idempotencyKey) : ids.fresh();

/**
 * Creates an item, or finds the one that this very request created before. What it says now may have been edited since, so a repeat
 * answers it as it stands; only a first version that says something else betrays a key used twice.
 * @throws Problem `conflict` when the key was used for something else
 */
export async function created<T extends { readonly revision: number }>(
  { idempotencyKey }: Asked,
  item: T,
  save: (item: T) => Promise<T>,
  find: () => Promise<T>,
): Promise<T> {
  try {
    return await save(item);
  } catch (error) {
    if (!idempotencyKey || !(error instanceof Problem && error.code === 'stale')) throw error;
    const stands = await find();
    if (stands.revision === item.revision + 1 && !isDeepStrictEqual({ ...stands, revision: item.revision }, item)) {
      throw new Problem('conflict', 'This Idempotency-Key was used for something else: use a new one for each new item', [
        { field: 'Idempotency-Key', message: 'was used for something else' },
      ]);
    }
    return stands;
  }
}
