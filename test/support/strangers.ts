import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { exportJWK, importPKCS8, type JWTHeaderParameters, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import type { AuthorizerSpec } from '../../local/assembly/specs.ts';

export type Signer = (claims: JWTPayload, header?: Partial<JWTHeaderParameters>) => Promise<string>;

/** What an ID token of the account's clerk says, from the issuer that the template names, for an hour. */
export function idClaims(account: string, { issuer, audience }: AuthorizerSpec): JWTPayload {
  const now = Math.floor(Date.now() / 1000);
  return {
    ...{ iss: issuer, aud: audience[0] ?? '', sub: 'someone', token_use: 'id', iat: now, exp: now + 3600 },
    ...{ 'custom:account': account, 'custom:role': 'billing', email: 'clerk@reseller.example' },
  };
}

/** Signs with the key of PKCS 8, as the issuer does. */
export async function signerOf(privateKey: string): Promise<Signer> {
  const key = await importPKCS8(privateKey, 'RS256');
  return (claims, header = {}) => new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'local', ...header }).sign(key);
}

export function strangersKey(): { readonly privateKey: string; readonly publicKey: string } {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}

type Keys = { readonly privateKey: string; readonly publicKey: string };

/** Tokens that must not do: each but for one fault just what `good` is. */
async function badTokens(good: JWTPayload, ours: Keys, own: Signer): Promise<Record<string, string>> {
  const theirs = strangersKey();
  const stranger = await signerOf(theirs.privateKey);
  const now = Math.floor(Date.now() / 1000);
  const { exp: _, ...unending } = good;
  const { aud: __, ...forNobody } = good;
  const hmac = (secret: Uint8Array) => new SignJWT(good).setProtectedHeader({ alg: 'HS256', kid: 'local' }).sign(secret);
  const [head = '', , signature = ''] = (await own({ ...good, 'custom:account': 'another' })).split('.');
  const claims = Buffer.from(JSON.stringify(good)).toString('base64url');
  return {
    expired: await own({ ...good, iat: now - 7200, exp: now - 60 }),
    'without an end': await own(unending),
    'not valid yet': await own({ ...good, nbf: now + 600 }),
    'issued tomorrow': await own({ ...good, iat: now + 86_400, exp: now + 90_000 }),
    'for another app': await own({ ...good, aud: 'another-app' }),
    'for another app, ours as its client': await own({ ...good, aud: 'another-app', client_id: String(good.aud) }),
    'for no app': await own(forNobody),
    'of another pool': await own({ ...good, iss: `${good.iss}0` }),
    'of no pool': await own({ ...good, iss: '' }),
    'signed by a stranger': await stranger(good),
    'signed by a stranger, who brings the key': await stranger(good, { jwk: await exportJWK(createPublicKey(theirs.publicKey)) }),
    'signed by a stranger, who says where the key is': await stranger(good, { jku: 'http://127.0.0.1:9/jwks.json', kid: 'theirs' }),
    'not signed': new UnsecuredJWT(good).encode(),
    'not signed, though it says so': `${head}.${claims}.`,
    'signed with our public key as a secret': await hmac(new TextEncoder().encode(ours.publicKey)),
    'signed with the bytes of our public key': await hmac(createPublicKey(ours.publicKey).export({ type: 'spki', format: 'der' })),
    'signed for other claims': `${head}.${claims}.${signature}`,
    'cut off': (await own(good)).slice(0, -20),
    'of text that is no token': 'x.y.z',
  };
}

/** Every way to ask that API Gateway's authoriser must turn away, as headers. `good`: the claims of a clerk who may do everything. */
export async function strangers(good: JWTPayload, ours: Keys): Promise<Readonly<Record<string, Readonly<Record<string, string>>>>> {
  const own = await signerOf(ours.privateKey);
  const whole = await own(good);
  const tokens = Object.entries(await badTokens(good, ours, own));
  return {
    nobody: {},
    'with an empty header': { authorization: '' },
    'with the word Bearer alone': { authorization: 'Bearer ' },
    'with a password': { authorization: `Basic ${Buffer.from('clerk:password').toString('base64')}` },
    'with a good token in a cookie': { cookie: `authorization=${whole}; id_token=${whole}` },
    'with a good token in a header of another name': { 'x-authorization': `Bearer ${whole}`, 'x-amz-security-token': whole },
    ...Object.fromEntries(tokens.map(([name, token]) => [name, { authorization: `Bearer ${token}` }])),
  };
}
