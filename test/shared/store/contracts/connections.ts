import { expect, it } from 'vitest';
import type { Connections } from '../../../../shared/domain/xero/ports.ts';
import { aConnection, anInstant } from '../../../support/builders.ts';
import { anAccountId, collected, race } from './collected.ts';

export function connectionsContract(connections: Connections): void {
  const link = (accountId: string) => aConnection({ accountId, revision: 0 });
  const consent = (hash: string) => ({ hash, user: 'clerk', expiresAt: anInstant('2026-07-01T00:10:00Z') });

  it('gives a link back exactly as it was saved, and no other account’s', async () => {
    const [mine, theirs] = [anAccountId(), anAccountId()];
    const saved = await connections.save(link(mine));
    expect(saved).toStrictEqual({ ...link(mine), revision: 1 });
    expect(await connections.get(mine)).toStrictEqual(saved);
    expect(await connections.get(theirs)).toBeUndefined();
    expect(await connections.get('../x')).toBeUndefined();
  });

  it('is saved by one of those who read the same', async () => {
    const account = anAccountId();
    const read = await connections.save(link(account));
    const doers = ['one', 'two', 'three'].map((token) => () => connections.save({ ...read, worker: { token, until: read.since } }));
    expect(await race(doers)).toEqual({ won: 1, refused: ['stale', 'stale'] });
  });

  it('is removed as it was read, and not when it changed meanwhile; one that is gone is no error', async () => {
    const account = anAccountId();
    const read = await connections.save(link(account));
    const changed = await connections.save({ ...read, state: 'expired' });
    await expect(connections.remove(read)).rejects.toMatchObject({ code: 'stale' });
    await connections.remove(changed);
    expect(await connections.get(account)).toBeUndefined();
    await connections.remove(changed);
  });

  it('every account with a link is found, in whatever state, and none without', async () => {
    const [one, other, none] = [anAccountId(), anAccountId(), anAccountId()];
    await connections.save(link(one));
    await connections.save({ ...link(other), state: 'expired' });
    const all = await collected(connections.all());
    expect([all.includes(one), all.includes(other), all.includes(none)]).toEqual([true, true, false]);
  });

  it('a consent is taken once, by its hash alone, though several try at once', async () => {
    const [account, another] = [anAccountId(), anAccountId()];
    await connections.keepConsent(account, consent('right'));
    expect(await connections.takeConsent(account, 'wrong')).toBeUndefined();
    expect(await connections.takeConsent(another, 'right')).toBeUndefined();
    const taken = await Promise.all([1, 2, 3].map(() => connections.takeConsent(account, 'right')));
    expect(taken.filter(Boolean)).toEqual([consent('right')]);
    expect(await connections.takeConsent(account, 'right')).toBeUndefined();
  });

  it('a newer consent takes the place of the older, and what it led to can be read', async () => {
    const account = anAccountId();
    await connections.keepConsent(account, consent('older'));
    await connections.keepConsent(account, { ...consent('newer'), problem: 'Access was not given' });
    expect(await connections.takeConsent(account, 'older')).toBeUndefined();
    expect(await connections.consent(account)).toStrictEqual({ ...consent('newer'), problem: 'Access was not given' });
    expect(await connections.get(account)).toBeUndefined();
  });

  it('why a consent led to no link is kept, unless a newer consent is under way', async () => {
    const account = anAccountId();
    const failed = (problem: string) => ({ ...consent('-'), problem });
    await connections.keepProblem(account, failed('Access was not given'));
    await connections.keepProblem(account, failed('No code'));
    expect((await connections.consent(account))?.problem).toBe('No code');
    await connections.keepConsent(account, consent('newer'));
    await connections.keepProblem(account, failed('Too late'));
    expect(await connections.takeConsent(account, 'newer')).toStrictEqual(consent('newer'));
  });
}
