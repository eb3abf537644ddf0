import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { type CryptoKey, importPKCS8, importSPKI, SignJWT } from 'jose';
import type { AuthorizerSpec } from '../assembly/specs.ts';
import { readJson, writeJson } from '../jsonFile.ts';

export type TokenFor = { readonly accountId: string; readonly role: string };

export type Tokens = {
  readonly publicKey: CryptoKey;
  /** What Cognito's ID token would say of such a user. It lasts a working day. */
  issue(user: TokenFor, authorizer: AuthorizerSpec): Promise<string>;
};

const LIFE_SECONDS = 12 * 60 * 60;

type KeyPair = { readonly privateKey: string; readonly publicKey: string };

/** The key pair stays in the data folder, so that a token outlives a restart. */
export async function openTokens(dataDir: string): Promise<Tokens> {
  const file = join(dataDir, 'token-key.json');
  const pair = readJson<KeyPair>(file) ?? makePair(file);
  const privateKey = await importPKCS8(pair.privateKey, 'RS256');
  return {
    publicKey: await importSPKI(pair.publicKey, 'RS256'),
    issue({ accountId, role }, { issuer, audience }) {
      const email = `${role}@${accountId.toLowerCase()}.example`;
      const claims = {
        'custom:account': accountId,
        'custom:role': role,
        email,
        email_verified: true,
        'cognito:username': email,
        token_use: 'id',
      };
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT({ ...claims, auth_time: now })
        .setProtectedHeader({ alg: 'RS256', kid: 'local' })
        .setSubject(`local-${accountId}-${role}`)
        .setIssuer(issuer)
        .setAudience(audience[0] ?? '')
        .setIssuedAt(now)
        .setExpirationTime(now + LIFE_SECONDS)
        .sign(privateKey);
    },
  };
}

function makePair(file: string): KeyPair {
  const pair = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  writeJson(file, pair);
  return pair;
}
