import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { createLocalJWKSet, decodeJwt, type JSONWebKeySet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Host } from '../../../local/host.ts';
import { openRebill, type RebillFixture } from '../fixture/rebill.ts';

let fixture: RebillFixture;
let host: Host;

beforeAll(async () => {
  fixture = openRebill();
  host = await fixture.start();
});

afterAll(async () => {
  await host?.stop();
  fixture?.remove();
});

type Config = { clientId: string; scope: string; metadata: Record<string, string> };
const config = async () => (await (await fetch(`${host.url}/config.json`)).json()) as Config;
const endpoint = async (name: string) => (await config()).metadata[name] ?? '';

const VERIFIER = randomBytes(32).toString('base64url');
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

/** What the app asks when it sends someone to sign in. */
const asked = async (more: Record<string, string> = {}) => ({
  client_id: 'UsersAdminClient',
  response_type: 'code',
  redirect_uri: `${host.url}/`,
  scope: 'openid email',
  state: 'the state',
  code_challenge: CHALLENGE,
  code_challenge_method: 'S256',
  ...more,
});

async function authorize(more: Record<string, string> = {}, cookie = ''): Promise<Response> {
  const url = `${await endpoint('authorization_endpoint')}?${new URLSearchParams(await asked(more))}`;
  return fetch(url, { headers: cookie ? { cookie } : {}, redirect: 'manual' });
}

/** A person answers the page that is shown: its hidden fields go along. */
async function answer(fields: Record<string, string>, more: Record<string, string> = {}): Promise<Response> {
  const page = await (await authorize(more)).text();
  const [form = ''] = page.match(/<form.*?<\/form>/s) ?? [];
  const hidden = [...form.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]);
  const action = /action="([^"]+)"/.exec(form)?.[1] ?? '';
  const body = new URLSearchParams({ ...Object.fromEntries(hidden), ...fields });
  return fetch(new URL(action, host.url), { method: 'POST', body, redirect: 'manual' });
}

const toldBy = (response: Response) => Object.fromEntries(new URL(response.headers.get('location') ?? 'http://nowhere').searchParams);
const cookieOf = (response: Response) => (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
const codeFor = async (fields: Record<string, string> = { who: 'demo billing' }, more: Record<string, string> = {}) =>
  toldBy(await answer(fields, more)).code ?? expect.fail('no code');

type Tokens = { id_token: string; access_token: string; refresh_token?: string; expires_in: number; token_type: string; error?: string };

async function tokens(more: Record<string, string>): Promise<{ status: number; body: Tokens }> {
  const body = new URLSearchParams({ client_id: 'UsersAdminClient', ...more });
  const response = await fetch(await endpoint('token_endpoint'), { method: 'POST', body });
  expect(response.headers.get('cache-control')).toBe('no-store');
  return { status: response.status, body: (await response.json()) as Tokens };
}

const byCode = async (code: string, more: Record<string, string> = {}) =>
  tokens({ grant_type: 'authorization_code', code, redirect_uri: `${host.url}/`, code_verifier: VERIFIER, ...more });

const byRefresh = (refresh_token = '') => tokens({ grant_type: 'refresh_token', refresh_token });

const INVALID_GRANT = { status: 400, body: { error: 'invalid_grant' } };

describe('signing in', () => {
  it('leads from the page back to the app, with a code that is worth tokens that the API takes', async () => {
    const back = await answer({ who: 'demo billing' }, { nonce: 'n-1' });
    expect([back.status, back.headers.get('location')?.split('?')[0]]).toEqual([302, `${host.url}/`]);
    expect(toldBy(back)).toEqual({ code: expect.any(String), state: 'the state' });
    const { status, body } = await byCode(toldBy(back).code ?? '');
    expect([status, body.token_type, body.expires_in]).toEqual([200, 'Bearer', 3600]);
    const keys = (await (await fetch(await endpoint('jwks_uri'))).json()) as JSONWebKeySet;
    const { payload } = await jwtVerify(body.id_token, createLocalJWKSet(keys), {
      issuer: await endpoint('issuer'),
      audience: (await config()).clientId,
    });
    expect(payload).toMatchObject({
      'custom:account': 'demo',
      'custom:role': 'billing',
      email: 'billing@demo.example',
      token_use: 'id',
      nonce: 'n-1',
    });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3600);
    const account = await fetch(`${host.url}/v1/account`, { headers: { authorization: `Bearer ${body.id_token}` } });
    expect(account.status).toBe(200);
  });

  it('is as anyone of any account, in either role', async () => {
    const code = await codeFor({ who: 'typed', account: 'new-one', role: 'viewer', email: 'kim@new.example' });
    const claims = decodeJwt((await byCode(code)).body.id_token);
    expect(claims).toMatchObject({ 'custom:account': 'new-one', 'custom:role': 'viewer', email: 'kim@new.example' });
    const access = decodeJwt((await byCode(await codeFor())).body.access_token);
    expect(access).toMatchObject({ token_use: 'access', client_id: 'UsersAdminClient', scope: 'openid email' });
    expect(access).not.toHaveProperty('custom:account');
  });

  it.each([
    [{ who: 'typed', account: 'no spaces', role: 'billing' }, 'An account is'],
    [{ who: 'typed', account: 'a', role: 'owner' }, 'A role is'],
    [{ who: 'typed', account: 'a', role: 'viewer', email: '"><script>' }, 'no email address'],
  ])('tells what is wrong with what was typed: %j', async (fields, words) => {
    const response = await answer(fields);
    expect([response.status, response.headers.get('set-cookie')]).toEqual([400, null]);
    expect(await response.text()).toMatch(new RegExp(`role="alert">[^<]*${words}`));
  });

  it('goes by itself the next time in the same browser, unless asked to ask again', async () => {
    const first = await answer({ who: 'demo viewer' });
    expect(first.headers.get('set-cookie')).toMatch(/; Path=\/_local\/sign-in; Max-Age=\d+; HttpOnly; SameSite=Lax$/);
    const again = await authorize({}, cookieOf(first));
    const claims = decodeJwt((await byCode(toldBy(again).code ?? '')).body.id_token);
    expect(claims).toMatchObject({ 'custom:account': 'demo', 'custom:role': 'viewer' });
    expect((await authorize({ prompt: 'login' }, cookieOf(first))).status).toBe(200);
    expect(toldBy(await authorize({ prompt: 'none' }))).toEqual({ error: 'login_required', state: 'the state' });
    const forged = cookieOf(first).replace(/=(.)/, (_, letter: string) => `=${letter === 'a' ? 'b' : 'a'}`);
    expect((await authorize({}, forged)).status).toBe(200);
  });

  it('shows a page on which nothing can run, whatever the app says of itself', async () => {
    const response = await authorize({ state: '"><script>alert(1)</script>' });
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'$/,
    );
    const page = await response.text();
    expect(page).not.toContain('<script');
    const style = /<style>(.*?)<\/style>/s.exec(page)?.[1] ?? '';
    expect(policy).toContain(createHash('sha256').update(style).digest('base64'));
  });
});

describe('a code', () => {
  it('works once', async () => {
    const code = await codeFor();
    expect((await byCode(code)).status).toBe(200);
    expect(await byCode(code)).toEqual(INVALID_GRANT);
  });

  it.each([
    ['who made no challenge', { code_verifier: randomBytes(32).toString('base64url') }],
    ['who brings no proof', { code_verifier: '' }],
    ['at another address', { redirect_uri: 'https://evil.example/' }],
  ])('is worth nothing to one %s, and is used up', async (_, wrong) => {
    const code = await codeFor();
    expect(await byCode(code, wrong)).toEqual(INVALID_GRANT);
    expect(await byCode(code)).toEqual(INVALID_GRANT);
  });

  it('is worth nothing to another app, nor for another kind of grant', async () => {
    expect(await byCode(await codeFor(), { client_id: 'other' })).toEqual({ status: 400, body: { error: 'invalid_client' } });
    expect(await tokens({ grant_type: 'password' })).toEqual({ status: 400, body: { error: 'unsupported_grant_type' } });
  });
});

describe('nobody is sent', () => {
  it.each([
    ['to a foreign address', { redirect_uri: 'https://evil.example/' }],
    ['to an address that only begins like ours', { redirect_uri: 'http://localhost.evil.example/' }],
    ['to another page of the app', {}],
    ['anywhere for an app that nobody knows', { client_id: 'other' }],
  ])('%s', async (what, wrong) => {
    const more = what.includes('another page') ? { redirect_uri: `${host.url}/invoices` } : wrong;
    const response = await authorize(more);
    expect([response.status, response.headers.get('location')]).toEqual([400, null]);
  });

  it.each([
    ['unsupported_response_type', { response_type: 'token' }],
    ['invalid_scope', { scope: 'openid everything' }],
    ['invalid_request', { code_challenge_method: 'plain' }],
    ['invalid_request', { code_challenge: '' }],
  ])('back with a code, but with %s, for %j', async (error, wrong) => {
    expect(toldBy(await authorize(wrong))).toMatchObject({ error, state: 'the state' });
  });
});

describe('a session', () => {
  it('is prolonged by its refresh token, as the same person since the same moment', async () => {
    const { body: first } = await byCode(await codeFor());
    // Instants in tokens are whole seconds.
    await wait(1100);
    const { status, body: next } = await byRefresh(first.refresh_token);
    expect([status, next.refresh_token]).toEqual([200, undefined]);
    const [before, after] = [decodeJwt(first.id_token), decodeJwt(next.id_token)];
    for (const claim of ['sub', 'auth_time', 'iss', 'aud', 'custom:account', 'custom:role']) expect(after[claim]).toEqual(before[claim]);
  });

  it('outlives a restart, and ends when it is revoked', async () => {
    const { refresh_token = '' } = (await byCode(await codeFor())).body;
    await host.stop();
    host = await fixture.start();
    expect((await byRefresh(refresh_token)).status).toBe(200);
    const body = new URLSearchParams({ client_id: 'UsersAdminClient', token: refresh_token });
    expect((await fetch(await endpoint('revocation_endpoint'), { method: 'POST', body })).status).toBe(200);
    expect(await byRefresh(refresh_token)).toEqual(INVALID_GRANT);
    expect(await byRefresh('made up')).toEqual(INVALID_GRANT);
  });

  it('ends at the way out, which leads back to the app and nowhere else', async () => {
    const leave = async (query: Record<string, string>) =>
      fetch(`${await endpoint('end_session_endpoint')}?${new URLSearchParams(query)}`, { redirect: 'manual' });
    const left = await leave({ client_id: 'UsersAdminClient', logout_uri: `${host.url}/` });
    expect([left.status, left.headers.get('location')]).toEqual([302, `${host.url}/`]);
    expect(left.headers.get('set-cookie')).toMatch(/^rebill-sign-in-\d+=; Path=\/_local\/sign-in; Max-Age=0/);
    const elsewhere = await leave({ client_id: 'UsersAdminClient', logout_uri: 'https://evil.example/' });
    expect([elsewhere.status, elsewhere.headers.get('location')]).toEqual([400, null]);
  });
});

it('is found by its discovery document, and answers no other site', async () => {
  const at = `${host.url}/_local/sign-in`;
  const document = (await (await fetch(`${at}/.well-known/openid-configuration`)).json()) as object;
  expect(document).toMatchObject({ ...(await config()).metadata, code_challenge_methods_supported: ['S256'] });
  expect((await fetch(`${at}/oauth2/token`, { method: 'POST', headers: { origin: 'https://evil.example' } })).status).toBe(403);
  expect((await fetch(`${at}/nothing`)).status).toBe(404);
});
