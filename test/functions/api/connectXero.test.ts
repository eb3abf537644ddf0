import { beforeEach, describe, expect, it } from 'vitest';
import * as choose from '../../../functions/api/chooseOrganisation.ts';
import * as disconnect from '../../../functions/api/disconnectXero.ts';
import * as read from '../../../functions/api/readXero.ts';
import { items, LAST } from '../../../shared/store/client.ts';
import { connections } from '../../../shared/store/connections.ts';
import { type Asking, call } from '../../support/call.ts';
import { aroundAll, Reseller, setNow } from '../../support/reseller.ts';
import { APP_URL, begins, comesBack, connects, resultOf, xeroAroundAll } from '../../support/xeroLink.ts';
import { consentCode } from '../../support/xeroWireless.ts';

aroundAll({ services: true });
const { xero } = xeroAroundAll();

/** Xero shows a person all that he ever let us into: so each test begins with nothing. */
beforeEach(() => {
  for (const { tenantId } of tenants()) xero().hands.disconnect(tenantId);
});

const state = async (account: string, role: Asking['role'] = 'billing') =>
  (await call(read.handler, read.readXero, { account, role })).body;
const chooses = (account: string, organisationId: string) =>
  call(choose.handler, choose.chooseOrganisation, { account, body: { organisationId } });
const disconnects = (account: string) => call(disconnect.handler, disconnect.disconnectXero, { account });
const tenants = () => xero().hands.organisations();
const setUp = async () => (await Reseller.setUp()).id;

describe('a reseller who connects Xero', () => {
  it('is not connected before, and connected after the consent, to the organisation that was allowed', async () => {
    const account = await setUp();
    expect(await state(account, 'viewer')).toMatchObject({ state: 'notConnected', organisation: null, trouble: null });
    expect(await connects(xero(), account)).toBe('connected');
    expect(await state(account)).toMatchObject({
      state: 'connected',
      organisation: { name: 'Demo Company (AU)', currency: 'AUD' },
      by: 'clerk@reseller.example',
      health: { waiting: 0, uploading: false, heldUntil: null },
      warnings: [],
    });
  });

  it('chooses when the consent opened several organisations, and only among those', async () => {
    const account = await setUp();
    const [one, other] = tenants();
    expect(await connects(xero(), account, [one?.tenantId ?? '', other?.tenantId ?? ''])).toBe('choose');
    const { offers, ...choosing } = await state(account);
    expect([choosing.state, offers.length]).toEqual(['choosing', 2]);
    expect(await chooses(account, '00000000-0000-4000-8000-000000000000')).toMatchObject({ status: 409 });
    expect(await chooses(account, other?.tenantId ?? '')).toMatchObject({
      status: 200,
      body: { state: 'connected', organisation: { name: other?.name } },
    });
  });

  it('is sent on into the app at once, with nothing of the consent in the address', async () => {
    const account = await setUp();
    const { state: sent, cookie } = await begins(account);
    const code = await consentCode(xero(), sent);
    const { status, headers } = await comesBack({ state: sent, code, scope: 'offline_access' }, cookie);
    expect([status, headers.location]).toEqual([302, `${APP_URL}xero?result=connected`]);
    expect(String(headers['set-cookie'])).toContain('Max-Age=0');
  });

  it('leaves a mark in that browser that no script reads and no other site sends', async () => {
    const { setCookie } = await begins(await setUp());
    expect(setCookie).toMatch(/; Path=\/v1\/xero\/callback; Max-Age=600; HttpOnly; SameSite=Lax$/);
  });

  it('keeps no token, code or secret in the store that could be read there', async () => {
    const account = await setUp();
    const { state: sent, cookie } = await begins(account);
    const code = await consentCode(xero(), sent);
    const before = JSON.stringify(await stored(account));
    expect(before).not.toContain(cookie.split('=')[1]);
    await comesBack({ state: sent, code }, cookie);
    const after = JSON.stringify(await stored(account));
    for (const secret of [code, cookie.split('=')[1] ?? '', 'accessToken', 'refreshToken']) expect(after).not.toContain(secret);
    expect(after).toContain('"tokens":"AQ');
  });
});

const stored = async (account: string) => {
  const all = [];
  for await (const item of items({ partition: account, from: '!', to: LAST })) all.push(item);
  return all;
};

describe('a consent counts once, for whoever began it', () => {
  it('not twice', async () => {
    const account = await setUp();
    const { state: sent, cookie } = await begins(account);
    const code = await consentCode(xero(), sent);
    expect(resultOf(await comesBack({ state: sent, code }, cookie))).toBe('connected');
    expect(resultOf(await comesBack({ state: sent, code: await consentCode(xero(), sent) }, cookie))).toBe('failed');
  });

  it('not in another browser: nobody is led to connect his books to another’s account', async () => {
    const [account, victim] = [await setUp(), await setUp()];
    const [mine, theirs] = [await begins(account), await begins(victim)];
    const code = await consentCode(xero(), mine.state);
    expect(resultOf(await comesBack({ state: mine.state, code }))).toBe('failed');
    expect(resultOf(await comesBack({ state: mine.state, code }, theirs.cookie))).toBe('failed');
    expect(await connections.get(account)).toBeUndefined();
    // And it was not spent by that: the one who began can go on.
    expect(resultOf(await comesBack({ state: mine.state, code }, mine.cookie))).toBe('connected');
    expect(await connections.get(victim)).toBeUndefined();
  });

  it('not after ten minutes', async () => {
    const account = await setUp();
    const { state: sent, cookie } = await begins(account);
    const code = await consentCode(xero(), sent);
    setNow(new Date(Date.now() + 11 * 60_000));
    expect(resultOf(await comesBack({ state: sent, code }, cookie))).toBe('failed');
  });

  it('not when a newer one was begun', async () => {
    const account = await setUp();
    const older = await begins(account);
    await begins(account, 'another@reseller.example');
    expect(resultOf(await comesBack({ state: older.state, code: await consentCode(xero(), older.state) }, older.cookie))).toBe('failed');
  });

  it.each([
    ['nothing', {}],
    ['a state of nobody', { state: 'nobody.x', code: 'c' }],
    ['a state that is none', { state: '../../x', code: 'c' }],
    ['a state alone', { state: `a.${'x'.repeat(43)}` }],
  ])('not for %s', async (_, query) => {
    const { status, headers } = await comesBack(query, 'rebill-xero=x');
    expect([status, headers.location]).toEqual([302, `${APP_URL}xero?result=failed`]);
  });
});

describe('what went wrong is told by GET /v1/xero', () => {
  it('access that was not given', async () => {
    const account = await setUp();
    const { state: sent, cookie } = await begins(account);
    expect(resultOf(await comesBack({ state: sent, error: 'access_denied' }, cookie))).toBe('failed');
    expect(await state(account)).toMatchObject({ state: 'notConnected', trouble: { words: 'Access was not given in Xero' } });
  });

  it('a code that is no longer good, and a Xero that does not answer', async () => {
    const account = await setUp();
    const first = await begins(account);
    await comesBack({ state: first.state, code: 'stale' }, first.cookie);
    expect((await state(account)).trouble.words).toContain('invalid_grant');
    xero().faults.plan([{ kind: 'lostBefore', count: 1, on: '/connect/token' }]);
    const second = await begins(account);
    await comesBack({ state: second.state, code: await consentCode(xero(), second.state) }, second.cookie);
    expect((await state(account)).trouble.words).toBe('Xero did not answer. Connect Xero again');
  });

  it('an organisation that keeps its books in another currency', async () => {
    const euros = await Reseller.setUp({
      billing: { timeZone: 'Europe/Berlin', currency: 'EUR', period: 'advance', termsDays: 14, taxRate: 0 as never },
    });
    await connects(xero(), euros.id);
    expect((await state(euros.id)).warnings).toEqual([
      'Demo Company (AU) keeps its books in AUD, but you bill in EUR: Xero must have that currency added',
    ]);
  });
});

describe('a reseller who disconnects', () => {
  it('is disconnected here and at Xero, and may do so twice', async () => {
    const account = await setUp();
    await connects(xero(), account);
    const ended = () =>
      xero()
        .calls.list()
        .filter(({ method, path }) => method === 'DELETE' && path.startsWith('/connections/')).length;
    const before = ended();
    expect(await disconnects(account)).toMatchObject({ status: 200, body: { state: 'notConnected', warnings: [] } });
    expect([ended() - before, await connections.get(account)]).toEqual([1, undefined]);
    expect(await disconnects(account)).toMatchObject({ status: 200, body: { state: 'notConnected' } });
  });

  it('ends nothing at Xero while it has not chosen: of what is offered, some may be another reseller’s', async () => {
    const account = await setUp();
    await connects(
      xero(),
      account,
      tenants().map(({ tenantId }) => tenantId),
    );
    xero().calls.clear();
    const { body } = await disconnects(account);
    expect(body).toMatchObject({ state: 'notConnected', warnings: [expect.stringContaining('end it there')] });
    expect(xero().calls.list()).toEqual([]);
  });

  it('is told to end it in Xero by hand when Xero does not answer; here it is ended all the same', async () => {
    const account = await setUp();
    await connects(xero(), account);
    xero().faults.plan([{ kind: 'failed', count: 1, on: 'DELETE /connections' }]);
    const { body } = await disconnects(account);
    expect(body.warnings).toEqual(['It could not be ended at Xero: end it there, under Settings, Connected apps']);
    expect(await connections.get(account)).toBeUndefined();
  });
});
