import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type CryptoKey, exportJWK, importPKCS8, importSPKI, type JWK, type JWTPayload, SignJWT } from 'jose';
import type { AuthorizerSpec } from '../assembly/specs.ts';
import { readJson, writeJson } from '../jsonFile.ts';

export type TokenFor = { readonly accountId: string; readonly role: string; readonly email?: string };

/** What a sign-in says of a token. `authTime`: when the person signed in, in seconds. */
export type SignedIn = { readonly lifeSeconds: number; readonly authTime: number; readonly nonce?: string | undefined };

export type Tokens = {
  readonly publicKey: CryptoKey;
  /** The public key as sign-in's clients find it. */
  readonly jwk: JWK;
  /** What Cognito's ID token would say of such a user. Without a sign-in it lasts a working day. */
  issue(user: TokenFor, authorizer: AuthorizerSpec, signedIn?: SignedIn): Promise<string>;
  /** Cognito's access token: it names no account, so that no function lets it in. */
  issueAccess(user: TokenFor, authorizer: AuthorizerSpec, signedIn: SignedIn & { readonly scope: string }): Promise<string>;
};

const LIFE_SECONDS = 12 * 60 * 60;

const KEY_ID = 'local';

type KeyPair = { readonly privateKey: string; readonly publicKey: string };

/** The key pair stays in the data folder, so that a token outlives a restart. */
export async function openTokens(dataDir: string): Promise<Tokens> {
  const file = join(dataDir, 'token-key.json');
  const pair = readJson<KeyPair>(file) ?? makePair(file);
  const privateKey = await importPKCS8(pair.privateKey, 'RS256');
  const publicKey = await importSPKI(pair.publicKey, 'RS256');
  const sign = (claims: JWTPayload, user: TokenFor, issuer: string, { lifeSeconds, authTime }: SignedIn) =>
    new SignJWT({ ...claims, auth_time: authTime })
      .setProtectedHeader({ alg: 'RS256', kid: KEY_ID })
      .setSubject(subjectOf(user))
      .setIssuer(issuer)
      .setIssuedAt(seconds())
      .setExpirationTime(seconds() + lifeSeconds)
      .sign(privateKey);
  return {
    publicKey,
    jwk: { ...(await exportJWK(publicKey)), alg: 'RS256', use: 'sig', kid: KEY_ID },
    issue(user, { issuer, audience }, signedIn = { lifeSeconds: LIFE_SECONDS, authTime: seconds() }) {
      const { accountId, role, email = emailOf(user) } = user;
      const claims = {
        'custom:account': accountId,
        'custom:role': role,
        email,
        email_verified: true,
        'cognito:username': email,
        token_use: 'id',
        aud: audience[0] ?? '',
        ...(signedIn.nonce === undefined ? {} : { nonce: signedIn.nonce }),
      };
      return sign(claims, user, issuer, signedIn);
    },
    issueAccess(user, { issuer, audience }, signedIn) {
      const { email = emailOf(user) } = user;
      const claims = { token_use: 'access', client_id: audience[0] ?? '', scope: signedIn.scope, username: email, jti: randomUUID() };
      return sign(claims, user, issuer, signedIn);
    },
  };
}

/** Of a user who has no address of their own. */
export const emailOf = ({ accountId, role }: TokenFor): string => `${role}@${accountId.toLowerCase()}.example`;

/** One user is one account, role and address: to the functions, two people. */
function subjectOf(user: TokenFor): string {
  const { accountId, role, email } = user;
  const plain = `local-${accountId}-${role}`;
  return email === undefined || email === emailOf(user)
    ? plain
    : `${plain}-${createHash('sha256').update(email).digest('hex').slice(0, 12)}`;
}

const seconds = () => Math.floor(Date.now() / 1000);

function makePair(file: string): KeyPair {
  const pair = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  writeJson(file, pair);
  return pair;
}
