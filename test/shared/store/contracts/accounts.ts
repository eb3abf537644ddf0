import { expect, it } from 'vitest';
import type { Accounts } from '../../../../shared/domain/ports.ts';
import { anAccount } from '../../../support/builders.ts';
import { anAccountId, collected, race } from './collected.ts';

export function accountsContract(accounts: Accounts): void {
  const fresh = () => anAccount({ accountId: anAccountId(), revision: 0 });

  it('knows no settings of an account that is not set up', async () => {
    expect(await accounts.get(anAccountId())).toBeUndefined();
    expect(await accounts.get('account#NUMBERS')).toBeUndefined();
  });

  it('gives settings back exactly as they were saved, counting the saves', async () => {
    const saved = await accounts.save({ ...fresh(), logo: { key: 'kept/logo', type: 'image/png' } });
    expect(saved.revision).toBe(1);
    expect(await accounts.get(saved.accountId)).toStrictEqual(saved);
    const { logo: _, ...without } = saved;
    const again = await accounts.save(without);
    expect(again.revision).toBe(2);
    expect(await accounts.get(saved.accountId)).toStrictEqual({ ...without, revision: 2 });
  });

  it('lets one of several editors win, and tells the others that what they read is stale', async () => {
    const saved = await accounts.save(fresh());
    const outcome = await race(['a', 'b', 'c'].map((layout) => () => accounts.save({ ...saved, layout: layout as 'classic' })));
    expect(outcome).toEqual({ won: 1, refused: ['stale', 'stale'] });
    const first = fresh();
    expect(await race([() => accounts.save(first), () => accounts.save(first)])).toEqual({ won: 1, refused: ['stale'] });
  });

  it('lists every account that is set up', async () => {
    const saved = [await accounts.save(fresh()), await accounts.save(fresh())];
    expect(await collected(accounts.all())).toEqual(expect.arrayContaining(saved.map(({ accountId }) => accountId)));
  });

  it('gives a sending domain to the first account that claims it, and to another only once it is released', async () => {
    const [one, other, domain] = [anAccountId(), anAccountId(), `${anAccountId()}.example`];
    await accounts.claimDomain(domain, one, 1);
    await accounts.claimDomain(domain.toUpperCase(), one, 1);
    await expect(accounts.claimDomain(domain, other, 1)).rejects.toMatchObject({ code: 'conflict' });
    await accounts.releaseDomain(domain, other, 1);
    await expect(accounts.claimDomain(domain, other, 1)).rejects.toMatchObject({ code: 'conflict' });
    await accounts.releaseDomain(domain, one, 1);
    await accounts.claimDomain(domain, other, 1);
    await expect(accounts.claimDomain(domain, one, 1)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('keeps a sending domain that newer settings claimed again, whoever gives it up late or claims it late', async () => {
    const [one, other, domain] = [anAccountId(), anAccountId(), `${anAccountId()}.example`];
    await accounts.claimDomain(domain, one, 3);
    await accounts.claimDomain(domain, one, 2);
    await accounts.releaseDomain(domain, one, 2);
    await expect(accounts.claimDomain(domain, other, 1)).rejects.toMatchObject({ code: 'conflict' });
    await accounts.releaseDomain(domain, one, 4);
    await accounts.claimDomain(domain, other, 1);
  });

  it('gives a domain that two claim at once to one of them', async () => {
    const domain = `${anAccountId()}.example`;
    const claims = [anAccountId(), anAccountId()].map((account) => () => accounts.claimDomain(domain, account, 1));
    expect(await race(claims)).toEqual({ won: 1, refused: ['conflict'] });
  });

  it('knows whose a sending domain is', async () => {
    const [one, domain] = [anAccountId(), `${anAccountId()}.example`];
    expect(await accounts.ownerOf(domain)).toBeUndefined();
    await accounts.claimDomain(domain, one, 1);
    expect(await accounts.ownerOf(domain.toUpperCase())).toBe(one);
    await accounts.releaseDomain(domain, one, 1);
    expect(await accounts.ownerOf(domain)).toBeUndefined();
  });

  it('notes that the sender is verified, or no longer, without counting it as an edit', async () => {
    const { verifiedSender: _, ...unverified } = fresh();
    const saved = await accounts.save(unverified);
    const read = () => accounts.get(saved.accountId);
    await accounts.noteSender(saved, true);
    expect(await read()).toStrictEqual({ ...saved, verifiedSender: 'acacia.example' });
    await accounts.noteSender(saved, true);
    expect(await accounts.save({ ...saved, verifiedSender: 'acacia.example' })).toMatchObject({ revision: saved.revision + 1 });
    await accounts.noteSender(saved, false);
    expect(await read()).toStrictEqual({ ...saved, revision: saved.revision + 1 });
  });

  it('notes nothing on settings that send from elsewhere by now, nor on an account that has none', async () => {
    const { verifiedSender: _, ...unverified } = fresh();
    const before = await accounts.save(unverified);
    const after = await accounts.save({ ...before, sending: { ...before.sending, from: 'billing@elsewhere.example' } });
    await accounts.noteSender(before, true);
    expect(await accounts.get(before.accountId)).toStrictEqual(after);
    const nobody = fresh();
    await accounts.noteSender(nobody, true);
    await accounts.noteSender(nobody, false);
    expect(await accounts.get(nobody.accountId)).toBeUndefined();
  });

  it('lets nobody who saves the settings lose for a note that was made meanwhile', async () => {
    const saved = await accounts.save(fresh());
    const [edited] = await Promise.all([accounts.save({ ...saved, layout: 'modern' }), accounts.noteSender(saved, true)]);
    expect(await accounts.get(saved.accountId)).toMatchObject({ layout: 'modern', revision: edited.revision });
  });
}
