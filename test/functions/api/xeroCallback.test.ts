import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as read from '../../../functions/api/readXero.ts';
import { connections } from '../../../shared/store/connections.ts';
import { call } from '../../support/call.ts';
import { aroundAll, Reseller } from '../../support/reseller.ts';
import { APP_URL, begins, comesBack, connects, resultOf, xeroAroundAll } from '../../support/xeroLink.ts';
import { consentCode } from '../../support/xeroWireless.ts';

aroundAll({ services: true });
const { xero } = xeroAroundAll();

beforeEach(() => {
  for (const { tenantId } of xero().hands.organisations()) xero().hands.disconnect(tenantId);
  xero().calls.clear();
});
afterEach(() => void Object.assign(process.env, { APP_URL }));

const state = async (account: string) => (await call(read.handler, read.readXero, { account })).body;
const exchanges = () =>
  xero()
    .calls.list()
    .filter(({ path }) => path === '/connect/token').length;

describe('the browser that comes back from Xero', () => {
  it('twice at the same moment is let in once, and the code is exchanged once', async () => {
    const { id } = await Reseller.setUp();
    const { state: sent, cookie } = await begins(id);
    const code = await consentCode(xero(), sent);
    const results = await Promise.all([1, 2, 3].map(() => comesBack({ state: sent, code }, cookie)));
    expect(results.map(resultOf).sort()).toEqual(['connected', 'failed', 'failed']);
    expect([exchanges(), (await connections.get(id))?.state]).toEqual([1, 'connected']);
  });

  it('connects in the name of whoever began, though it says nothing of who it is', async () => {
    const { id } = await Reseller.setUp();
    const { state: sent, cookie } = await begins(id, 'robin@reseller.example');
    await comesBack({ state: sent, code: await consentCode(xero(), sent) }, cookie);
    expect((await state(id)).by).toBe('robin@reseller.example');
  });

  it('with a consent of one account cannot connect another, though it is the same browser', async () => {
    const [mine, other] = [await Reseller.setUp(), await Reseller.setUp()];
    const { state: sent, cookie } = await begins(mine.id);
    const forged = `${other.id}.${sent.split('.')[1]}`;
    expect(resultOf(await comesBack({ state: forged, code: await consentCode(xero(), sent) }, cookie))).toBe('failed');
    expect([exchanges(), await connections.get(other.id), await connections.get(mine.id)]).toEqual([0, undefined, undefined]);
  });

  it('is marked only over https where the app is there, and the mark is taken away again', async () => {
    process.env.APP_URL = 'https://rebill.example/';
    const { id } = await Reseller.setUp();
    const { state: sent, setCookie, cookie } = await begins(id);
    expect(setCookie).toMatch(/; HttpOnly; SameSite=Lax; Secure$/);
    const { headers } = await comesBack({ state: sent, error: 'access_denied' }, cookie);
    expect(headers.location).toBe('https://rebill.example/xero?result=failed');
    expect(headers['set-cookie']).toMatch(/^rebill-xero=; .*Max-Age=0; .*Secure$/);
  });

  it('with a trouble of Xero’s is told nothing of it in the address; GET /v1/xero names it', async () => {
    const { id } = await Reseller.setUp();
    const { state: sent, cookie } = await begins(id);
    const { headers, body } = await comesBack({ state: sent, error: 'server_error', error_description: 'Call 0900-555' }, cookie);
    expect([headers.location, body]).toEqual([`${APP_URL}xero?result=failed`, {}]);
    expect((await state(id)).trouble).toEqual({ at: expect.stringMatching(/^20\d\d-/), words: 'Xero: server_error' });
  });

  it.each([
    ['the key cannot be used', { CONNECTION_KEY_ARN: 'arn:aws:kms:ap-southeast-2:000000000000:key/another' }],
    ['the app’s secret cannot be read', { XERO_SECRET_ARN: 'arn:aws:secretsmanager:ap-southeast-2:000000000000:secret:Another' }],
  ])('is led into the app though %s, told to connect again; the outage rings', async (_, outage) => {
    const { id } = await Reseller.setUp();
    const { state: sent, cookie } = await begins(id);
    const code = await consentCode(xero(), sent);
    const before = Object.fromEntries(Object.keys(outage).map((name) => [name, process.env[name]]));
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const written = vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
    Object.assign(process.env, outage);
    try {
      const { status, headers } = await comesBack({ state: sent, code }, cookie);
      expect([status, headers.location]).toEqual([302, `${APP_URL}xero?result=failed`]);
      expect(written.mock.calls.flat().join()).toContain('"ConnectFailed":1');
      expect(log).toHaveBeenCalled();
    } finally {
      Object.assign(process.env, before);
      log.mockRestore();
      written.mockRestore();
    }
    expect((await state(id)).trouble.words).toBe('Something went wrong here. Connect Xero again');
  });

  it('too late leaves the newer consent that is under way as it is', async () => {
    const { id } = await Reseller.setUp();
    const older = await begins(id);
    let newer: typeof older | undefined;
    const { takeConsent } = connections;
    const taking = vi.spyOn(connections, 'takeConsent').mockImplementationOnce(async (account, hash) => {
      const taken = await takeConsent(account, hash);
      newer = await begins(id);
      return taken;
    });
    expect(resultOf(await comesBack({ state: older.state, error: 'access_denied' }, older.cookie))).toBe('failed');
    taking.mockRestore();
    const { state: sent = '', cookie = '' } = newer ?? {};
    expect(resultOf(await comesBack({ state: sent, code: await consentCode(xero(), sent) }, cookie))).toBe('connected');
  });

  it('without a new consent leaves the link that stands as it was', async () => {
    const { id } = await Reseller.setUp();
    await connects(xero(), id);
    const before = await connections.get(id);
    const { state: sent, cookie } = await begins(id);
    await comesBack({ state: sent, error: 'access_denied' }, cookie);
    expect(await connections.get(id)).toEqual(before);
    const trouble = { at: expect.stringMatching(/^20\d\d-/), words: 'Access was not given in Xero' };
    expect(await state(id)).toMatchObject({ state: 'connected', trouble });
    await connects(xero(), id);
    expect((await state(id)).trouble).toBeNull();
  });
});
