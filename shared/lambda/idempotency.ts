/**
 * The id of what an `Idempotency-Key` creates: the same key of the same account always names the same item, so the conditional put is the
 * guard. 26 characters of a SHA-256, which collide with nothing.
 */
export async function idOfKey(account: string, list: string, key: string): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify([account, list, key]));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest.slice(0, 13)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
