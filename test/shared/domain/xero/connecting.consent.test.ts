import { beforeEach, describe, expect, it } from 'vitest';
import { begin, consented } from '../../../../shared/domain/xero/connecting.ts';
import { disconnect } from '../../../../shared/domain/xero/disconnecting.ts';
import type { SignIn } from '../../../../shared/domain/xero/ports.ts';
import { ACACIA, BANKSIA, ConnectingReseller, refusal } from './connectingReseller.ts';

let reseller: ConnectingReseller;

const failing = (signIn: SignIn): SignIn => ({
  exchange: (code) => signIn.exchange(code),
  offers: (token) => signIn.offers(token),
  authoriseUrl: (state) => signIn.authoriseUrl(state),
  refresh: () => Promise.reject(new Error('Secrets Manager is down')),
  disconnect: () => Promise.reject(new Error('Secrets Manager is down')),
});

beforeEach(() => {
  reseller = new ConnectingReseller();
});

describe('a consent', () => {
  const returned = async () => {
    const { url, secret } = await begin('aap', 'robin', reseller.ports, reseller.now);
    return { secret, state: new URL(url).searchParams.get('state') ?? '' };
  };

  it('is known by the browser that began it, once', async () => {
    const { secret, state } = await returned();
    expect(await consented({ state }, secret, reseller.ports, reseller.now)).toEqual({ account: 'aap', user: 'robin' });
    expect(await refusal(consented({ state }, secret, reseller.ports, reseller.now))).toContain('used already');
  });

  it('is nothing without the cookie, and another browser does not use it up', async () => {
    const { secret, state } = await returned();
    for (const cookie of [undefined, '', 'another'.padStart(43, 'x')])
      expect(await refusal(consented({ state }, cookie, reseller.ports, reseller.now))).toContain('This browser did not ask');
    expect(await consented({ state }, secret, reseller.ports, reseller.now)).toMatchObject({ user: 'robin' });
  });

  it.each([undefined, '', 'aap', 'aap.short', `other account.${'s'.repeat(43)}`])('is nothing without its state: %j', async (state) => {
    expect(await refusal(consented({ state }, 's'.repeat(43), reseller.ports, reseller.now))).toContain('This browser did not ask');
  });

  it('counts for its own account alone', async () => {
    const { secret } = await returned();
    expect(await refusal(consented({ state: `other.${secret}` }, secret, reseller.ports, reseller.now))).toContain('used already');
  });

  it('takes ten minutes at most, and a newer one takes the place of an older', async () => {
    const first = await returned();
    const second = await returned();
    expect(await refusal(consented(first, first.secret, reseller.ports, reseller.now))).toContain('used already');
    reseller.now = new Date(reseller.now.getTime() + 600_001);
    expect(await refusal(consented(second, second.secret, reseller.ports, reseller.now))).toContain('more than ten minutes');
  });

  it('is kept without what would let anybody in', async () => {
    const { secret } = await returned();
    expect(JSON.stringify(await reseller.ports.connections.consent('aap'))).not.toContain(secret);
  });
});

describe('disconnecting', () => {
  it('ends the link here and at Xero', async () => {
    await reseller.link();
    expect(await disconnect('aap', reseller.ports, reseller.clock)).toEqual({});
    expect([await reseller.kept(), reseller.desk.asked.at(-1)]).toEqual([undefined, expect.stringContaining('disconnect link-1')]);
    expect(await disconnect('aap', reseller.ports, reseller.clock)).toEqual({});
  });

  it('while choosing ends nothing at Xero: of what is offered, some may be another reseller’s', async () => {
    reseller.desk.offered = [ACACIA, BANKSIA];
    await reseller.link();
    const { warning } = await disconnect('aap', reseller.ports, reseller.clock);
    expect(warning).toContain('nothing was ended at Xero');
    expect(reseller.desk.asked.filter((asked) => asked.startsWith('disconnect'))).toEqual([]);
    expect(await reseller.kept()).toBeUndefined();
  });

  it('ends it here whatever Xero says, and tells what Xero did not confirm', async () => {
    const warning = 'It could not be ended at Xero: end it there, under Settings, Connected apps';
    await reseller.link();
    reseller.desk.says.push({ outcome: 'unknown', words: 'no answer' });
    expect([await disconnect('aap', reseller.ports, reseller.clock), await reseller.kept()]).toEqual([{ warning }, undefined]);
    await reseller.ports.connections.save({ ...(await reseller.link()), state: 'expired' });
    expect([await disconnect('aap', reseller.ports, reseller.clock), await reseller.kept()]).toEqual([{ warning }, undefined]);
  });

  it.each<[string, (ports: ConnectingReseller['ports']) => ConnectingReseller['ports']]>([
    [
      'the tokens cannot be opened',
      (ports) => ({ ...ports, vault: { ...ports.vault, open: () => Promise.reject(new Error('KMS is down')) } }),
    ],
    ['the app’s secret cannot be read', (ports) => ({ ...ports, signIn: failing(ports.signIn) })],
  ])('ends it here though %s, and says that it is to be ended there', async (_, broken) => {
    await reseller.link();
    reseller.pass(1);
    const warning = 'It could not be ended at Xero: end it there, under Settings, Connected apps';
    expect([await disconnect('aap', broken(reseller.ports), reseller.clock), await reseller.kept()]).toEqual([{ warning }, undefined]);
  });

  it('ends it though a worker writes at the same time', async () => {
    await reseller.link();
    const answer = reseller.desk.pause();
    const ending = disconnect('aap', reseller.ports, reseller.clock);
    await new Promise<void>((resolve) => setImmediate(resolve));
    const stands = await reseller.kept();
    if (stands) await reseller.ports.connections.save({ ...stands, silences: 1 });
    answer();
    expect([await ending, await reseller.kept()]).toEqual([{}, undefined]);
  });
});
