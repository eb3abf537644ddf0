import type { JWTPayload } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROUTES, type Route } from '../../functions/routes.ts';
import type { AuthorizerSpec, RouteSpec } from '../../local/assembly/specs.ts';
import { closedRoutes, MISSING, namedRoutes, OWN, paramsOf } from '../support/endpoints.ts';
import { Reseller } from '../support/reseller.ts';
import { everythingOf, REFUSED_FOR_NOW, revisionOf, standingAroundAll } from '../support/standing.ts';
import { idClaims, type Signer, signerOf, strangers } from '../support/strangers.ts';
import { type Got, type Sent, wireAroundAll } from '../support/wire.ts';

/**
 * Every operation × who asks, over HTTP with signed tokens: through the gateway of the local host, which reads the template's authoriser,
 * to the real handlers. What the authoriser refuses, no function sees.
 */
const { standing, sends, services, taken } = standingAroundAll();
const wire = wireAroundAll();

/** Those that need no token: what they tell is nobody's. One more is a decision, and is made here too. */
const OPEN = ['api/health', 'api/openApi', 'api/xeroCallback'];

/** What is wrong with how the template's gateway guards the routes. */
function holes(routes: readonly Route[], placed: readonly RouteSpec[]): string[] {
  const guarded = new Map(placed.map((spec) => [spec.key, spec.authorizer]));
  return [
    ...routes.flatMap(({ method, path, file, role }) => {
      const key = `${method} ${path}`;
      if (!guarded.has(key)) return [`${key} is not placed, so nothing asks it`];
      if (role === 'anyone') return OPEN.includes(file) ? [] : [`${key} is open to anyone`];
      return guarded.get(key) ? [] : [`${key} has no authoriser`];
    }),
    ...placed
      .filter(({ key }) => !routes.some(({ method, path }) => key === `${method} ${path}`))
      .map(({ key }) => `${key} is no route of ours`),
  ];
}

let authorizer: AuthorizerSpec;
let own: Signer;
let there: Reseller;
let turnedAway: Awaited<ReturnType<typeof strangers>>;

beforeAll(async () => {
  const [found] = wire.stack().routes.flatMap((route) => route.authorizer ?? []);
  if (!found) throw new Error('The template has no authoriser');
  authorizer = found;
  own = await signerOf(wire.keys().privateKey);
  there = await standing();
  const [, queued] = await traces();
  atFirst = new Set(queued as string[]);
  turnedAway = await strangers(idClaims(there.id, authorizer), wire.keys());
});

/** The request of a clerk, without a token. */
function requestOf(route: Route, ids: Readonly<Record<string, string>>): Sent & { readonly headers: Record<string, string> } {
  const { body, bytes, query = {}, headers, params } = sends(route.file);
  const given = { ...paramsOf(route, ids), ...params };
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(given[name] ?? ''));
  const search = new URLSearchParams(query).toString();
  return {
    method: route.method,
    path: search ? `${path}?${search}` : path,
    headers: { 'if-match': `"${revisionOf(route)}"`, 'content-type': 'application/json', ...headers },
    ...(body === undefined && bytes === undefined ? {} : { body: bytes ?? JSON.stringify(body) }),
  };
}

const asks = (route: Route, ids: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>>): Promise<Got> => {
  const request = requestOf(route, ids);
  return wire.ask({ ...request, headers: { ...request.headers, ...headers } });
};

const bearing = (token: string) => ({ authorization: `Bearer ${token}` });
const clerkOf = async (account: string, over: JWTPayload = {}) => bearing(await own({ ...idClaims(account, authorizer), ...over }));

/** Everything that a request could leave behind with that account. */
async function traces(): Promise<readonly unknown[]> {
  const messages = [];
  for (const queue of ['RUN_QUEUE_URL', 'PAGE_QUEUE_URL', 'EMAIL_QUEUE_URL', 'UPLOAD_QUEUE_URL']) {
    messages.push(...(await services().received(process.env[queue] ?? '')).map((message) => JSON.stringify(message)));
  }
  const news = messages.filter((message) => message.includes(`"${there.id}"`) && !atFirst.has(message));
  return [await everythingOf(there), news, taken(there.id)];
}

/** What setting it up has queued: a queue gives what was received and not deleted again. */
let atFirst: ReadonlySet<string> = new Set();

describe('the gateway of the template', () => {
  it('asks for a token wherever a route is not open to anyone by decision', () => {
    expect(holes(ROUTES, wire.stack().routes)).toEqual([]);
  });

  it('lets no route escape that is added', () => {
    const added = (role: Route['role']): Route => ({ method: 'GET', path: '/v1/secrets', file: 'api/readSecrets', role });
    const [some] = wire.stack().routes;
    if (!some) throw new Error('There is no route');
    const { authorizer: _, ...spec } = { ...some, method: 'GET', path: '/v1/secrets', key: 'GET /v1/secrets' };
    const placed = [...wire.stack().routes, spec];
    expect(holes([...ROUTES, added('viewer')], wire.stack().routes)).toEqual(['GET /v1/secrets is not placed, so nothing asks it']);
    expect(holes([...ROUTES, added('viewer')], placed)).toEqual(['GET /v1/secrets has no authoriser']);
    expect(holes([...ROUTES, added('anyone')], placed)).toEqual(['GET /v1/secrets is open to anyone']);
    expect(holes(ROUTES, placed)).toEqual(['GET /v1/secrets is no route of ours']);
  });
});

describe('a stranger', () => {
  it.each(namedRoutes(closedRoutes))('%s: is turned away before any function sees the request', async (_, route) => {
    const [before, reached] = [await traces(), wire.reached()];
    for (const [who, headers] of Object.entries(turnedAway)) {
      expect([who, await asks(route, OWN, headers)]).toEqual([who, UNAUTHORISED]);
      expect([who, await asks(route, MISSING, headers)]).toEqual([who, UNAUTHORISED]);
    }
    expect(wire.reached()).toBe(reached);
    expect(await traces()).toEqual(before);
  });

  it.each(namedRoutes(closedRoutes))('%s: finds no other way in by writing it otherwise', async (_, route) => {
    const request = requestOf(route, OWN);
    const good = await own(idClaims(there.id, authorizer));
    const [path = '', query = ''] = request.path.split('?');
    const spelt = [
      `${path}/`,
      `/${path}`,
      path.toUpperCase(),
      path.replace('/v1/', '/v1//'),
      path.replace('/v1/', '/v1/./'),
      `${path};x=1`,
      `${path}%00`,
    ];
    const paths = [...spelt, path.replace('v1', '%76%31'), `${path}?${query}&access_token=${good}&authorization=Bearer%20${good}`];
    const methods = ['HEAD', 'OPTIONS', 'PATCH', 'TRACE', 'get'];
    const reached = wire.reached();
    for (const each of [...paths.map((path) => ({ path })), ...methods.map((method) => ({ method }))]) {
      const { status } = await wire.ask({ ...request, ...each, headers: { ...request.headers, 'x-http-method-override': route.method } });
      expect([400, 401, 404], JSON.stringify(each)).toContain(status);
    }
    expect(wire.reached()).toBe(reached);
  });
});

const UNAUTHORISED: Got = { status: 401, type: 'application/json', text: '{"message":"Unauthorized"}' };

/** Signed by our own issuer, and yet nobody whom a function lets in: claims beside those of a clerk, and the refusal. */
const NOBODYS: readonly (readonly [string, JWTPayload, 401 | 403])[] = [
  ['an access token that names the account', { token_use: 'access' }, 401],
  ['a token that does not say what it is for', { token_use: undefined }, 401],
  ['a token of a use that nobody knows', { token_use: 'ID' }, 401],
  ['without an account', { 'custom:account': undefined }, 401],
  ['with an empty account', { 'custom:account': '' }, 401],
  ['with a list of accounts', { 'custom:account': ['a', 'b'] }, 401],
  ['with an account that is a key', { 'custom:account': 'a#ACCOUNT' }, 401],
  ['with an account that is the table’s own partition', { 'custom:account': 'DOMAIN#acacia.example' }, 401],
  ['with an account of 65 characters', { 'custom:account': 'a'.repeat(65) }, 401],
  ['with neither account nor role', { 'custom:account': undefined, 'custom:role': undefined }, 401],
  ['without a role', { 'custom:role': undefined }, 403],
  ['with an empty role', { 'custom:role': '' }, 403],
  ['with a role that nobody knows', { 'custom:role': 'admin' }, 403],
  ['with a role in capitals', { 'custom:role': 'BILLING' }, 403],
  ['with two roles', { 'custom:role': ['viewer', 'billing'] }, 403],
];

describe('a token of our own issuer', () => {
  it.each(namedRoutes(closedRoutes))('%s: lets in nobody who is not of an account, nor without a role', async (_, route) => {
    const before = await traces();
    for (const [who, over, status] of NOBODYS) {
      const claims = Object.entries({ ...idClaims(there.id, authorizer), ...over }).filter(([, value]) => value !== undefined);
      const token = bearing(await own(Object.fromEntries(claims)));
      const [got, missing] = [await asks(route, OWN, token), await asks(route, MISSING, token)];
      expect([who, got.status, JSON.parse(got.text).code]).toEqual([who, status, status === 401 ? 'unauthorised' : 'forbidden']);
      expect(got).toEqual(missing);
    }
    expect(await traces()).toEqual(before);
  });

  it.each(namedRoutes(closedRoutes))('%s: an access token as the pool gives it is refused', async (_, route) => {
    const signedIn = { lifeSeconds: 3600, authTime: Math.floor(Date.now() / 1000), scope: 'openid email' };
    const token = await wire.tokens().issueAccess({ accountId: there.id, role: 'billing' }, authorizer, signedIn);
    const { status, text } = await asks(route, OWN, bearing(token));
    expect([status, JSON.parse(text).code]).toEqual([401, 'unauthorised']);
  });

  it.each(namedRoutes(closedRoutes.filter(({ role }) => role === 'billing')))('%s: a viewer is refused', async (_, route) => {
    const before = await traces();
    const got = await asks(route, OWN, await clerkOf(there.id, { 'custom:role': 'viewer' }));
    expect([got.status, JSON.parse(got.text).code]).toEqual([403, 'forbidden']);
    expect(got).toEqual(await asks(route, MISSING, await clerkOf(there.id, { 'custom:role': 'viewer' })));
    expect(await traces()).toEqual(before);
  });

  it.each(namedRoutes(closedRoutes))('%s: another account’s clerk gets and leaves nothing', async (_, route) => {
    const other = await clerkOf((await Reseller.setUp()).id);
    const before = await traces();
    const got = await asks(route, OWN, other);
    if (/\{(customerId|invoiceId)\}/.test(route.path)) {
      expect([got.status, JSON.parse(got.text).code]).toEqual([404, 'not-found']);
      expect(got).toEqual(await asks(route, MISSING, other));
    }
    expect(got.text).not.toContain(there.id);
    expect(got.text).not.toMatch(/Customer a|a@customer\.example/);
    expect(await everythingOf(there)).toEqual(before[0]);
  });

  it.each(namedRoutes(closedRoutes))('%s: the account’s own clerk gets in', async (_, route) => {
    const mine = await standing();
    const roles = route.role === 'viewer' ? ['viewer', 'billing'] : ['billing'];
    for (const role of roles) {
      const { status, text } = await asks(route, OWN, await clerkOf(mine.id, { 'custom:role': role }));
      expect(REFUSED_FOR_NOW.includes(route.file) ? [409] : [200, 201, 202], text).toContain(status);
    }
  });
});

describe('what is open to anyone', () => {
  it.each(namedRoutes(ROUTES.filter(({ file }) => file !== 'api/openApi' && OPEN.includes(file))))(
    '%s: says the same whoever asks',
    async (_, route) => {
      const nobody = await asks(route, OWN, {});
      expect([200, 302]).toContain(nobody.status);
      for (const headers of [await clerkOf(there.id), ...Object.values(turnedAway)])
        expect(await asks(route, OWN, headers)).toEqual(nobody);
      expect(nobody.text).not.toContain(there.id);
    },
  );
});
