import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { saveAccount } from '../../../functions/api/saveAccount.ts';
import { files } from '../../../shared/aws/files.ts';
import { accountBody } from '../../../shared/lambda/views/account.ts';
import { accounts } from '../../../shared/store/accounts.ts';
import { runs } from '../../../shared/store/runs.ts';
import { named } from '../../support/clerk.ts';
import { aroundAll } from '../../support/reseller.ts';
import { reads, saves, settingsOf, withField } from '../../support/settings.ts';

aroundAll();

let made = 0;
/** Two resellers and a domain that nobody has yet. */
const aCase = () => {
  made += 1;
  return { first: `first-${made}`, second: `second-${made}`, domain: `shared-${made}.example` };
};
/** Saves as a clerk whose revision is 1 does, at the store as `over` makes it. */
const savesAt = (account: string, body: object, over: Partial<typeof accounts>) =>
  saveAccount.run(
    {
      account,
      user: 'clerk',
      role: 'billing',
      params: {},
      query: {},
      body: z.parse(accountBody, body),
      revision: 1,
      now: new Date(),
      cookie: never,
      raw: never,
    },
    { accounts: { ...accounts, ...over }, runs, files },
  );
const never = (): never => {
  throw new Error('Nobody reads the body as it came');
};
const from = (account: string, address: string) => withField(settingsOf(account), 'sending.from', address);

describe('the domain that a reseller sends from', () => {
  it('belongs to the first account that uses it: another is refused, and nothing of it is saved', async () => {
    const { first, second, domain } = aCase();
    expect((await saves(first, from(first, `a@${domain}`))).status).toBe(200);
    const refused = await saves(second, from(second, `b@${domain.toUpperCase()}`));
    expect([refused.status, refused.body.code]).toEqual([409, 'conflict']);
    expect(refused.body.detail).toContain(domain);
    expect(JSON.stringify(refused.body)).not.toContain(first);
    expect((await reads(second)).body.setUp).toBe(false);
  });

  it('is one account’s even when two ask at once', async () => {
    const { first, second, domain } = aCase();
    const both = await Promise.all([first, second].map((account) => saves(account, from(account, `a@${domain}`))));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('stays its own through every later save', async () => {
    const { first, second, domain } = aCase();
    await saves(first, from(first, `a@${domain}`));
    expect((await saves(first, from(first, `other@${domain}`), { revision: 1 })).status).toBe(200);
    expect((await saves(second, from(second, `b@${domain}`))).status).toBe(409);
  });

  it('is given up when it is changed, and is then free for another', async () => {
    const { first, second, domain } = aCase();
    await saves(first, from(first, `a@${domain}`));
    expect((await saves(first, settingsOf(first), { revision: 1 })).status).toBe(200);
    expect((await saves(second, from(second, `b@${domain}`))).status).toBe(200);
  });

  it('is not given up, nor another one taken, by a save that is refused', async () => {
    const { first, second, domain } = aCase();
    await saves(first, settingsOf(first));
    await saves(first, settingsOf(first), { revision: 1 });
    expect((await saves(first, from(first, `a@${domain}`), { revision: 1 })).status).toBe(412);
    expect((await saves(first, from(first, `a@${domain}`), { revision: 9 })).status).toBe(412);
    expect((await saves(second, from(second, `b@${domain}`))).status).toBe(200);
    expect((await saves(`thief-${domain.split('.')[0]}`, from(second, `x@${first}.example`))).status).toBe(409);
  });

  it.each(['reseller@gmail.com', 'reseller@Hotmail.co.uk', 'reseller@yahoo.com.au', 'reseller@bigpond.net.au'])(
    'cannot be a free mailer’s, and the refusal says why: %s',
    async (address) => {
      const { first } = aCase();
      const refused = await saves(first, from(first, address));
      expect(refused.status).toBe(400);
      expect(named(refused)['sending.from']).toMatch(/free mail .* your own domain/);
    },
  );

  it('stays its own when another clerk goes back to it before it is given up', async () => {
    const { first, second, domain } = aCase();
    await saves(first, from(first, `a@${domain}`));
    await savesAt(first, settingsOf(first), {
      async releaseDomain(...given) {
        expect((await saves(first, from(first, `a@${domain}`), { revision: 2 })).status).toBe(200);
        await accounts.releaseDomain(...given);
      },
    });
    expect((await reads(first)).body.sending.from).toBe(`a@${domain}`);
    expect((await saves(second, from(second, `b@${domain}`))).status).toBe(409);
  });

  it.each([
    ['itself', true],
    ['elsewhere', false],
  ])('that a save claimed which another then overtook is kept only if that one sends from there: %s', async (_, same) => {
    const { first, second, domain } = aCase();
    await saves(first, settingsOf(first));
    const overtaken = savesAt(first, from(first, `a@${domain}`), {
      async claimDomain(...given) {
        await accounts.claimDomain(...given);
        const winner = same ? from(first, `c@${domain}`) : settingsOf(first);
        expect((await saves(first, winner, { revision: 1 })).status).toBe(200);
      },
    });
    await expect(overtaken).rejects.toMatchObject({ code: 'stale' });
    expect((await saves(second, from(second, `b@${domain}`))).status).toBe(same ? 409 : 200);
  });
});
