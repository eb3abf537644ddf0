import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { signInWith } from '../../../shared/xero/signIn.ts';
import { canaries } from '../../support/canaries.ts';
import { fastTimeouts } from '../../support/fastTimeouts.ts';
import { answering, breakOff, hangUp, openScriptedServer, type ScriptedServer, silence } from '../../support/scriptedServer.ts';

const SECRET = 'canary-client-secret+/=';
const CODE = 'canary-code-1';
const REFRESH = 'canary-refresh-token';
const ACCESS = 'canary-access-token';
/** Answered in earnest, so that it may stand in a value but in no words. */
const NEXT = {
  access_token: 'next-access',
  refresh_token: 'next-refresh',
  expires_in: 1800,
  token_type: 'Bearer',
  scope: 'offline_access',
};
const { heard } = canaries(SECRET, CODE, REFRESH, ACCESS);

let xero: ScriptedServer;
beforeAll(async () => {
  xero = await openScriptedServer();
  process.env.XERO_LOGIN_URL = 'https://login.xero.example';
  process.env.XERO_IDENTITY_URL = `${xero.endpoint}/identity`;
  process.env.XERO_API_URL = xero.endpoint;
  process.env.APP_URL = 'http://localhost:4100/';
});
beforeEach(() => void xero.asked.splice(0));
afterAll(() => xero.stop());

const signIn = signInWith(async () => ({ clientId: 'CLIENT', clientSecret: SECRET }));
const calls = {
  exchange: async () => heard(await signIn.exchange(CODE).catch(heard)),
  refresh: async () => heard(await signIn.refresh(REFRESH).catch(heard)),
  offers: async () => heard(await signIn.offers(ACCESS).catch(heard)),
  disconnect: async () => heard(await signIn.disconnect(ACCESS, 'e1eede29-f875-4a5d-8470-17f6a29a88b1').catch(heard)),
};
const each = Object.entries(calls);

describe('consent', () => {
  it('is asked for at Xero, for these rights and no others, to come back to the app', async () => {
    expect(await signIn.authoriseUrl('state&1')).toBe(
      'https://login.xero.example/identity/connect/authorize?response_type=code&client_id=CLIENT' +
        '&redirect_uri=http%3A%2F%2Flocalhost%3A4100%2Fv1%2Fxero%2Fcallback' +
        '&scope=offline_access%20accounting.invoices%20accounting.contacts%20accounting.settings.read%20accounting.attachments' +
        '&state=state%261',
    );
  });
});

describe('tokens', () => {
  const basic = `Basic ${Buffer.from(`CLIENT:${SECRET}`).toString('base64')}`;
  const value = { accessToken: 'next-access', refreshToken: 'next-refresh', expiresInSeconds: 1800 };

  it('come for the code of a consent', async () => {
    xero.answer = answering(200, { id_token: 'x', ...NEXT });
    expect(await calls.exchange()).toEqual({ outcome: 'done', value });
    const [{ method, path, headers, body } = expect.fail()] = xero.asked;
    expect([method, path, headers.authorization]).toEqual(['POST', '/identity/connect/token', basic]);
    expect(headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/);
    expect(Object.fromEntries(new URLSearchParams(body.toString()))).toEqual({
      grant_type: 'authorization_code',
      code: CODE,
      redirect_uri: 'http://localhost:4100/v1/xero/callback',
    });
  });

  it('come for the refresh token of the pair before', async () => {
    xero.answer = answering(200, NEXT);
    expect(await calls.refresh()).toEqual({ outcome: 'done', value });
    const [{ headers, body } = expect.fail()] = xero.asked;
    expect(headers.authorization).toBe(basic);
    expect(Object.fromEntries(new URLSearchParams(body.toString()))).toEqual({ grant_type: 'refresh_token', refresh_token: REFRESH });
  });

  it('come no more for one that was used up, withdrawn or too old', async () => {
    xero.answer = answering(400, { error: 'invalid_grant' });
    expect(await calls.refresh()).toEqual({ outcome: 'invalidGrant', words: 'invalid_grant' });
    expect(await calls.exchange()).toEqual({ outcome: 'invalidGrant', words: 'invalid_grant' });
  });

  it.each([
    [400, { error: 'invalid_client', error_description: 'Secret\nis wrong' }, 'invalid_client; Secret is wrong'],
    [401, { error: 'unauthorized_client' }, 'unauthorized_client'],
    [429, '', 'Xero answered 429 and did not say why'],
    [403, '<html>', 'Xero answered 403 and did not say why'],
  ])("are refused in Xero's own words: %i", async (status, body, words) => {
    xero.answer = answering(status, body);
    for (const ask of [calls.exchange, calls.refresh]) {
      expect(await ask()).toEqual({ outcome: 'refused', words });
    }
  });

  it('are refused in words that quote nothing of what was sent, even where Xero does', async () => {
    xero.answer = (response, asked) =>
      answering(400, {
        error: 'invalid_scope',
        error_description: `of ${asked.body} by ${asked.headers.authorization} for ${CODE} and ${SECRET}`,
      })(response, asked);
    expect(await calls.exchange()).toMatchObject({
      outcome: 'refused',
      words: expect.stringMatching(/^invalid_scope; of .*=….* by Basic … for … and …$/),
    });
    xero.answer = (response, asked) => answering(400, { error: 'invalid_grant', error_description: String(asked.body) })(response, asked);
    expect(await calls.refresh()).toEqual({ outcome: 'invalidGrant', words: 'invalid_grant; grant_type=refresh_token&refresh_token=…' });
  });

  it.each([
    ['no refresh token', { ...NEXT, refresh_token: undefined }],
    ['an empty one', { ...NEXT, access_token: '' }],
    ['no lifetime', { ...NEXT, expires_in: '1800' }],
  ])('are not known to have come in an answer with %s', async (_, body) => {
    xero.answer = answering(200, body);
    expect(await calls.refresh()).toEqual({ outcome: 'unknown', words: "Xero's answer could not be read" });
  });
});

describe('what a consent opens', () => {
  const offer = {
    id: 'e1eede29-f875-4a5d-8470-17f6a29a88b1',
    authEventId: 'd99ecdfe-391d-43d2-b834-17636ba90e8d',
    tenantId: '70784a63-d24b-46a9-a4db-0e70a274b056',
    tenantType: 'ORGANISATION',
    tenantName: 'Acacia Telecom',
    createdDateUtc: '2026-07-01T23:40:30.1833130',
    updatedDateUtc: '2026-07-01T23:40:30.1833130',
  };

  it('is organisations, of all that may be in it', async () => {
    xero.answer = answering(200, [{ ...offer, id: 'p', tenantType: 'PRACTICE' }, offer, { ...offer, id: 'n', tenantName: null }]);
    const one = { organisationId: offer.tenantId, connectionId: offer.id, name: 'Acacia Telecom' };
    expect(await calls.offers()).toEqual({ outcome: 'done', value: [one, { ...one, connectionId: 'n', name: '' }] });
    expect(xero.asked).toMatchObject([{ method: 'GET', path: '/connections', headers: { authorization: `Bearer ${ACCESS}` } }]);
  });

  it('is refused to a token that is not accepted', async () => {
    xero.answer = answering(401, { Type: null, Title: 'Unauthorized', Status: 401, Detail: `TokenInvalid: ${ACCESS}` });
    expect(await calls.offers()).toEqual({ outcome: 'refused', words: 'TokenInvalid: …' });
  });

  it.each([
    [204, { outcome: 'done', value: undefined }],
    [404, { outcome: 'done', value: undefined }],
    [403, { outcome: 'refused', words: 'Xero answered 403 and did not say why' }],
  ])('is closed when Xero says %i', async (status, answer) => {
    xero.answer = (response) => response.writeHead(status).end();
    expect(await calls.disconnect()).toEqual(answer);
    expect(xero.asked).toMatchObject([{ method: 'DELETE', path: '/connections/e1eede29-f875-4a5d-8470-17f6a29a88b1' }]);
  });
});

describe('when nobody knows what Xero did', () => {
  const broke = 'The connection to Xero broke before it answered';
  it.each([
    ['the connection broke', hangUp, broke],
    ['the answer broke off', breakOff, broke],
    ['Xero failed', answering(500, { error: 'invalid_grant' }), 'Xero answered 500'],
    ['it waited in vain', answering(408, ''), 'Xero answered 408'],
    ['it is sent elsewhere', answering(307, '', { location: 'http://127.0.0.1:1/' }), 'Xero answered 307'],
  ])('the answer says so, and Xero is asked once: %s', async (_, how, words) => {
    xero.answer = how;
    for (const [, ask] of each) expect(await ask()).toEqual({ outcome: 'unknown', words });
    expect(xero.asked.length).toBe(each.length);
  });

  it('so it does when what came cannot be read', async () => {
    xero.answer = answering(200, `<html>${SECRET}${ACCESS}`);
    for (const ask of [calls.exchange, calls.refresh, calls.offers]) {
      expect(await ask()).toEqual({ outcome: 'unknown', words: "Xero's answer could not be read" });
    }
  });

  it('so it does when no answer comes in eight seconds', async () => {
    const limits = fastTimeouts();
    xero.answer = silence;
    const answers = await Promise.all(each.map(([, ask]) => ask()));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set([JSON.stringify({ outcome: 'unknown', words: 'Xero did not answer within 8 seconds' })]),
    );
    expect(limits).toEqual([8_000, 8_000, 8_000, 8_000]);
  });
});

it('asks Xero nothing while the app has no credentials', async () => {
  const unready = signInWith(() => Promise.reject(new Error('not set up')));
  await expect(unready.authoriseUrl('state')).rejects.toThrow('not set up');
  await expect(unready.exchange(CODE)).rejects.toThrow('not set up');
  await expect(unready.refresh(REFRESH)).rejects.toThrow('not set up');
  expect(xero.asked).toEqual([]);
});
