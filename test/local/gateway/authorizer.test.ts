import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { type CryptoKey, importPKCS8, importSPKI, SignJWT, UnsecuredJWT } from 'jose';
import { beforeAll, describe, expect, it, test } from 'vitest';
import type { RouteSpec } from '../../../local/assembly/specs.ts';
import { authorise } from '../../../local/gateway/authorizer.ts';

const AUTHORIZER = { issuer: 'https://users.example/pool', audience: ['web'] };
const ROUTE: RouteSpec = { method: 'GET', path: '/', key: 'GET /', function: 'f', authorizer: AUTHORIZER, scopes: [] };
const NOW = Math.floor(Date.now() / 1000);

let own: CryptoKey;
let publicKey: CryptoKey;
let stranger: CryptoKey;

beforeAll(async () => {
  const pair = () =>
    generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
  const ours = pair();
  own = await importPKCS8(ours.privateKey, 'RS256');
  publicKey = await importSPKI(ours.publicKey, 'RS256');
  stranger = await importPKCS8(pair().privateKey, 'RS256');
});

type Claims = Record<string, unknown>;
const good: Claims = {
  iss: AUTHORIZER.issuer,
  aud: 'web',
  iat: NOW,
  exp: NOW + 600,
  'custom:account': 'a',
  n: 3,
  yes: true,
  groups: ['x', 'y'],
};
const signed = (claims: Claims, key = own) => new SignJWT(claims).setProtectedHeader({ alg: 'RS256' }).sign(key);
const asked = (token: string | undefined, route = ROUTE) => authorise(route, token, publicKey);

test('a good token passes, with and without Bearer, and all its claims are text', async () => {
  const token = await signed(good);
  const expected = { claims: expect.objectContaining({ 'custom:account': 'a', n: '3', yes: 'true', groups: '[x y]' }), scopes: null };
  expect(await asked(`Bearer ${token}`)).toEqual(expected);
  expect(await asked(token)).toEqual(expected);
});

test('client_id stands in where there is no audience', async () => {
  const { aud: _, ...rest } = good;
  expect(await asked(await signed({ ...rest, client_id: 'web' }))).toHaveProperty('claims');
  expect(await asked(await signed({ ...good, aud: 'other', client_id: 'web' }))).toBe('unauthorised');
});

describe('is refused', () => {
  const { exp: _, ...unending } = good;
  it.each<[string, Claims]>([
    ['another issuer', { ...good, iss: 'https://users.example/other' }],
    ['another audience', { ...good, aud: 'other' }],
    ['expired', { ...good, exp: NOW - 1 }],
    ['not valid yet', { ...good, nbf: NOW + 60 }],
    ['issued in the future', { ...good, iat: NOW + 60 }],
    ['without an end', unending],
  ])('%s', async (_name, claims) => expect(await asked(await signed(claims))).toBe('unauthorised'));

  it('signed by a stranger', async () => expect(await asked(await signed(good, stranger))).toBe('unauthorised'));

  it('not signed at all', async () => expect(await asked(new UnsecuredJWT(good).encode())).toBe('unauthorised'));

  it('signed with a secret instead of a key', async () => {
    const token = await new SignJWT(good).setProtectedHeader({ alg: 'HS256' }).sign(randomBytes(32));
    expect(await asked(token)).toBe('unauthorised');
  });

  it('tampered with', async () => {
    const [head, , signature] = (await signed(good)).split('.');
    const claims = Buffer.from(JSON.stringify({ ...good, 'custom:account': 'b' })).toString('base64url');
    expect(await asked(`${head}.${claims}.${signature}`)).toBe('unauthorised');
  });

  it.each([undefined, '', 'Bearer', 'Bearer x', 'Basic abc'])('%j', async (header) => expect(await asked(header)).toBe('unauthorised'));
});

test('a scope that the route wants must be granted', async () => {
  const route = { ...ROUTE, scopes: ['write', 'admin'] };
  expect(await asked(await signed({ ...good, scope: 'read' }), route)).toBe('forbidden');
  expect(await asked(await signed({ ...good, scope: 'read write' }), route)).toMatchObject({ scopes: ['write', 'admin'] });
});
