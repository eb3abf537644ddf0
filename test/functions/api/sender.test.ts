import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handler as readHandler, readSender } from '../../../functions/api/readSender.ts';
import { handler as verifyHandler, verifySender } from '../../../functions/api/verifySender.ts';
import { accounts } from '../../../shared/store/accounts.ts';
import { type Asking, call } from '../../support/call.ts';
import { freshPostbox, type Postbox } from '../../support/postbox.ts';
import { aroundAll } from '../../support/reseller.ts';
import { reads, saves, settingsOf, withField } from '../../support/settings.ts';

aroundAll();
let postbox: Postbox;
beforeAll(async () => {
  postbox = await freshPostbox();
});
afterAll(() => postbox.stop());

let made = 0;
/** A reseller that has saved its settings, and the domain that is its own. */
async function aReseller(domainOf = (count: number) => `reseller-${count}.example`) {
  made += 1;
  const account = `sends-${made}`;
  const domain = domainOf(made);
  const settings = withField(settingsOf(account), 'sending.from', `billing@${domain}`);
  expect((await saves(account, settings)).status).toBe(200);
  return {
    account,
    domain,
    settings,
    looks: (told: Partial<Asking> = {}) => call(readHandler, readSender, { account, ...told }),
    starts: (told: Partial<Asking> = {}) => call(verifyHandler, verifySender, { account, body: {}, ...told }),
    saves: async (address: string) =>
      saves(account, withField(settings, 'sending.from', address), { revision: (await reads(account)).body.revision }),
    noted: async () => (await accounts.get(account))?.verifiedSender,
  };
}

describe('the sender', () => {
  it('is not there until it is started; then the records to add are told, and a second start tells the same', async () => {
    const { domain, looks, starts } = await aReseller();
    expect((await looks()).body).toMatchObject({ domain, from: `billing@${domain}`, state: 'notStarted', records: [] });
    const { status, body } = await starts();
    expect([status, body.state]).toEqual([200, 'pending']);
    expect(body.records.filter(({ purpose }: { purpose: string }) => purpose === 'dkim')).toHaveLength(3);
    expect(body.records[0]).toMatchObject({ type: 'CNAME', state: 'missing', required: true, priority: null });
    expect(body.records[3]).toMatchObject({ type: 'MX', name: `bounce.${domain}`, priority: 10 });
    expect(postbox.senders.find(domain)).toMatchObject({ mailFrom: { domain: `bounce.${domain}` }, configurationSet: 'rebill' });
    expect((await starts()).body.records).toEqual(body.records);
    expect((await looks()).body.records).toEqual(body.records);
  });

  it('that SES has verified is noted by whoever looks, a viewer too; when its records go, that is noted as well', async () => {
    const { domain, looks, starts, noted } = await aReseller();
    await starts();
    expect(await noted()).toBeUndefined();
    postbox.senders.decide(domain, true);
    expect((await looks({ role: 'viewer' })).body).toMatchObject({ state: 'verified' });
    expect(await noted()).toBe(domain);
    postbox.senders.decide(domain, false);
    expect((await looks()).body).toMatchObject({ state: 'failed' });
    expect(await noted()).toBeUndefined();
  });

  it('is nothing that an editor of the settings must read again for: it is no edit', async () => {
    const { account, domain, settings, looks, starts } = await aReseller();
    const { revision } = (await reads(account)).body;
    await starts();
    postbox.senders.decide(domain, true);
    await looks();
    expect((await saves(account, settings, { revision })).status).toBe(200);
  });

  it('stays verified through every save, and not with another domain', async () => {
    const { domain, looks, starts, saves, noted } = await aReseller();
    await starts();
    postbox.senders.decide(domain, true);
    await looks();
    await saves(`accounts@${domain}`);
    expect(await noted()).toBe(domain);
    await saves(`billing@mail.${domain}`);
    expect(await noted()).toBeUndefined();
    expect((await looks()).body).toMatchObject({ domain: `mail.${domain}`, state: 'notStarted' });
  });

  it('that SES gave up can be started again', async () => {
    const { domain, starts } = await aReseller();
    const { records } = (await starts()).body;
    postbox.senders.decide(domain, false);
    const { body } = await starts();
    expect(body.state).toBe('pending');
    expect(body.records[0].name).not.toBe(records[0].name);
  });

  it('that was verified by hand, by whoever runs the deployment, is good as it is', async () => {
    const { domain, starts, noted } = await aReseller();
    postbox.senders.decide(domain, true);
    expect((await starts()).body).toMatchObject({ state: 'verified' });
    expect(await noted()).toBe(domain);
  });

  it('is started by billing alone, and only by whom the domain belongs to', async () => {
    const { account, domain, starts } = await aReseller();
    expect((await starts({ role: 'viewer' })).status).toBe(403);
    await accounts.releaseDomain(domain, account, 9);
    const { status, body } = await starts();
    expect([status, body.code]).toEqual([409, 'conflict']);
    await accounts.claimDomain(domain, 'somebody-else', 1);
    expect((await starts()).status).toBe(409);
    expect(postbox.senders.find(domain)).toBeUndefined();
  });
});

describe('a domain that another reseller gave up', () => {
  it('is not sent from by its records, which still stand: nobody sends in another’s name', async () => {
    const first = await aReseller();
    await first.starts();
    postbox.senders.decide(first.domain, true);
    await first.looks();
    await first.saves(`billing@moved-${first.domain}`);
    const second = await aReseller(() => first.domain);
    expect((await second.looks()).body).toMatchObject({ state: 'failed', records: [] });
    const { status, body } = await second.starts();
    expect([status, body.detail]).toEqual([409, expect.stringContaining('was set up for another account before')]);
    expect(JSON.stringify(body)).not.toContain(first.account);
    expect(await second.noted()).toBeUndefined();
  });

  it('and had never verified is the new one’s to verify, by keys of its own', async () => {
    const first = await aReseller();
    const { records } = (await first.starts()).body;
    await first.saves(`billing@moved-${first.domain}`);
    const second = await aReseller(() => first.domain);
    expect((await second.looks()).body).toMatchObject({ state: 'notStarted', records: [] });
    const { body } = await second.starts();
    expect(body.state).toBe('pending');
    expect(body.records[0].name).not.toBe(records[0].name);
  });
});
