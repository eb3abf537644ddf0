import { digestOf } from '../domain/digest.ts';

/**
 * The id of what an `Idempotency-Key` creates: the same key of the same account always names the same item, so the conditional put is the
 * guard. 26 characters of a SHA-256, which collide with nothing.
 */
export async function idOfKey(account: string, list: string, key: string): Promise<string> {
  return digestOf(new TextEncoder().encode(JSON.stringify([account, list, key])), 13);
}
