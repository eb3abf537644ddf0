import { type CryptoKey, type JWTPayload, jwtVerify } from 'jose';
import type { RouteSpec } from '../assembly/specs.ts';

/** As functions get them: every claim is text. */
export type Authorised = { readonly claims: Readonly<Record<string, string>>; readonly scopes: readonly string[] | null };

export type Verdict = Authorised | 'unauthorised' | 'forbidden';

/**
 * API Gateway's JWT authorizer: signature (RS256), issuer, audience (or `client_id` where there is no `aud`), expiry and start, then scopes.
 * By real time, so that moving the functions' clock logs nobody out.
 */
export async function authorise(route: RouteSpec, header: string | undefined, publicKey: CryptoKey): Promise<Verdict> {
  if (!route.authorizer || !header) return 'unauthorised';
  const { issuer, audience } = route.authorizer;
  const payload = await verified(header.replace(/^Bearer\s+/i, ''), issuer, publicKey);
  if (!payload || !isFor(payload, audience)) return 'unauthorised';
  const granted = [payload.scope, payload.scp].flatMap((scope) => (typeof scope === 'string' ? scope.split(' ') : []));
  const needed = route.scopes;
  if (needed.length && !needed.some((scope) => granted.includes(scope))) return 'forbidden';
  return { claims: asText(payload), scopes: needed.length ? needed : null };
}

async function verified(token: string, issuer: string, key: CryptoKey): Promise<JWTPayload | undefined> {
  try {
    const { payload } = await jwtVerify(token, key, { issuer, algorithms: ['RS256'], requiredClaims: ['exp', 'iat'] });
    // jose looks at `iat` only when an age is asked for; API Gateway refuses a token from the future.
    return (payload.iat ?? 0) * 1000 <= Date.now() + 1000 ? payload : undefined;
  } catch {
    return undefined;
  }
}

function isFor({ aud, client_id: clientId }: JWTPayload, audience: readonly string[]): boolean {
  const named = aud === undefined ? [clientId] : [aud].flat();
  return named.some((name) => typeof name === 'string' && audience.includes(name));
}

function asText(payload: JWTPayload): Record<string, string> {
  return Object.fromEntries(
    Object.entries(payload).map(([name, value]) => [name, Array.isArray(value) ? `[${value.join(' ')}]` : String(value)]),
  );
}
