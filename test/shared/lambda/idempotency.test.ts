import { describe, expect, it } from 'vitest';
import { idOfKey } from '../../../shared/lambda/idempotency.ts';

describe('the id that an Idempotency-Key makes', () => {
  it('is the same for the same request, and is an id like any other', async () => {
    const id = await idOfKey('aap', 'customers', 'one');
    expect(id).toMatch(/^[0-9a-f]{26}$/);
    expect(await idOfKey('aap', 'customers', 'one')).toBe(id);
  });

  it('is another for another account, list or key, however they are cut', async () => {
    const all = [
      ['aap', 'customers', 'one'],
      ['aap', 'customers', 'One'],
      ['aap', 'customers/one', ''],
      ['aap', 'customers', 'one '],
      ['aap', 'charges', 'one'],
      ['aapc', 'ustomers', 'one'],
      ['other', 'customers', 'one'],
      ['aap', 'customers","one', ''],
    ] as const;
    const made = await Promise.all(all.map(([account, list, key]) => idOfKey(account, list, key)));
    expect(new Set(made).size).toBe(all.length);
  });
});
