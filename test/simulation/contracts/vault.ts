import { expect, it } from 'vitest';
import type { Vault } from '../../../shared/domain/xero/ports.ts';

const TOKENS = '{"accessToken":"one","refreshToken":"other"}';

/** What the functions take for granted of a vault. */
export function vaultContract(vault: Vault): void {
  it('opens what it sealed, for the account that it sealed it for', async () => {
    const [ours, theirs] = [await vault.seal(TOKENS, 'aap'), await vault.seal('', 'bbq')];
    expect([await vault.open(ours, 'aap'), await vault.open(theirs, 'bbq')]).toEqual([TOKENS, '']);
    expect(await vault.open(ours, 'aap')).toBe(TOKENS);
  });

  it('opens nothing for another account, and nothing that it has not sealed', async () => {
    const sealed = await vault.seal(TOKENS, 'aap');
    await expect(vault.open(sealed, 'bbq')).rejects.toThrow();
    await expect(vault.open('nothing of ours', 'aap')).rejects.toThrow();
  });

  it('seals a text differently each time, and shows nothing of it', async () => {
    const [one, other] = [await vault.seal(TOKENS, 'aap'), await vault.seal(TOKENS, 'aap')];
    expect(one).not.toBe(other);
    expect(`${one}${Buffer.from(one, 'base64').toString('latin1')}`).not.toContain('Token');
  });
}
