import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Records } from './records.ts';

/** The app as it is registered at Xero. */
export type RegisteredApp = {
  readonly name: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
};

/** Who may consent here. Each has connections of their own. */
export const PEOPLE = ['Casey (bookkeeper)', 'Robin (owner of another business)'] as const;

/** What one person allowed at one consent. */
export type Grant = { readonly authEventId: string; readonly person: string; readonly scope: string };

/** That the app may into one organisation, on behalf of one person. */
export type Connection = {
  readonly id: string;
  readonly authEventId: string;
  readonly person: string;
  readonly tenantId: string;
  readonly createdAt: string;
  readonly updatedAt: string;
};

// Codes and tokens are kept by their hashes: nothing that is on disk here opens anything.
export type Code = { readonly grant: Grant; readonly redirectUri: string; readonly expiresAt: number; readonly used: boolean };
export type AccessToken = { readonly grant: Grant; readonly expiresAt: number };
export type RefreshToken = { readonly grant: Grant; readonly expiresAt: number; readonly usedAt?: number };

const MINUTE_MS = 60_000;
const CODE_MS = 5 * MINUTE_MS;
const ACCESS_MS = 30 * MINUTE_MS;
const REFRESH_MS = 60 * 24 * 60 * MINUTE_MS;
/** A refresh token that was used is good for as long again, in case the answer was lost. */
const GRACE_MS = 30 * MINUTE_MS;

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

export const sameSecret = (given: string, right: string): boolean =>
  timingSafeEqual(Buffer.from(hashOf(given)), Buffer.from(hashOf(right)));

/** The code that the browser carries back. Also connects the organisations that were allowed, or renews their connections. */
export function issueCode(records: Records, grant: Grant, redirectUri: string, tenantIds: readonly string[], now: Date): string {
  const at = now.toISOString();
  for (const tenantId of tenantIds) {
    const known = records.all('connections').find((one) => one.person === grant.person && one.tenantId === tenantId);
    const { authEventId, person } = grant;
    const fresh = { id: randomUUID(), createdAt: at, ...known, authEventId, person, tenantId, updatedAt: at };
    records.put('connections', fresh.id, fresh);
  }
  const code = randomBytes(32).toString('base64url');
  records.removeWhere('codes', ({ expiresAt }) => expiresAt <= now.getTime());
  records.put('codes', hashOf(code), { grant, redirectUri, expiresAt: now.getTime() + CODE_MS, used: false });
  return code;
}

export type TokenAnswer = {
  readonly access_token: string;
  readonly expires_in: number;
  readonly token_type: 'Bearer';
  readonly scope: string;
  readonly refresh_token?: string;
};

/** Undefined where the code is unknown, used, too old, or was made for another address. */
export function redeemCode(records: Records, app: RegisteredApp, code: string, redirectUri: string, now: Date): TokenAnswer | undefined {
  const known = records.get('codes', hashOf(code));
  if (!known || known.used || known.expiresAt <= now.getTime() || known.redirectUri !== redirectUri) return undefined;
  records.put('codes', hashOf(code), { ...known, used: true });
  return issueTokens(records, app, known.grant, now);
}

/** Undefined where the token is unknown, too old, or was used longer ago than the grace allows. */
export function refreshTokens(records: Records, app: RegisteredApp, token: string, now: Date): TokenAnswer | undefined {
  const known = records.get('refreshTokens', hashOf(token));
  if (!known || known.expiresAt <= now.getTime()) return undefined;
  if (known.usedAt !== undefined && now.getTime() - known.usedAt > GRACE_MS) return undefined;
  records.put('refreshTokens', hashOf(token), { ...known, usedAt: known.usedAt ?? now.getTime() });
  return issueTokens(records, app, known.grant, now);
}

function issueTokens(records: Records, app: RegisteredApp, grant: Grant, now: Date): TokenAnswer {
  const time = now.getTime();
  const access = jwt(app, grant, now);
  records.removeWhere('accessTokens', ({ expiresAt }) => expiresAt <= time);
  records.removeWhere('refreshTokens', ({ expiresAt, usedAt = time }) => expiresAt <= time || time - usedAt > GRACE_MS);
  records.put('accessTokens', hashOf(access), { grant, expiresAt: time + ACCESS_MS });
  const answer = { access_token: access, expires_in: ACCESS_MS / 1000, token_type: 'Bearer', scope: grant.scope } as const;
  if (!grant.scope.split(' ').includes('offline_access')) return answer;
  const refresh = randomBytes(32).toString('base64url');
  records.put('refreshTokens', hashOf(refresh), { grant, expiresAt: time + REFRESH_MS });
  return { ...answer, refresh_token: refresh };
}

/** Looks like Xero's, says nothing of ours, and is checked by looking it up: its signature is noise. */
function jwt({ clientId }: RegisteredApp, { authEventId, person, scope }: Grant, now: Date): string {
  const at = Math.floor(now.getTime() / 1000);
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    ...{ nbf: at, exp: at + ACCESS_MS / 1000, iss: 'https://identity.xero.com', aud: 'https://identity.xero.com/resources' },
    ...{ client_id: clientId, sub: hashOf(person).slice(0, 32), auth_time: at, jti: randomUUID() },
    ...{ authentication_event_id: authEventId, scope: scope.split(' ') },
  };
  return `${part({ alg: 'RS256', kid: 'local', typ: 'JWT' })}.${part(claims)}.${randomBytes(64).toString('base64url')}`;
}

/** Whom an `Authorization: Bearer …` speaks for; undefined when for nobody, or no longer. */
export function grantOf(records: Records, authorization: string, now: Date): Grant | undefined {
  const token = /^Bearer (\S+)$/.exec(authorization)?.[1];
  const known = token === undefined ? undefined : records.get('accessTokens', hashOf(token));
  return known && known.expiresAt > now.getTime() ? known.grant : undefined;
}

export function connectionsOf(records: Records, { person }: Grant): readonly Connection[] {
  return [...records.all('connections').filter((connection) => connection.person === person)];
}
