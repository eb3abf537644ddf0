import { headerOf, json, plain, type Reply, type XeroRequest } from './exchange.ts';
import { type RegisteredApp, redeemCode, refreshTokens, sameSecret, type TokenAnswer } from './grants.ts';
import type { Records } from './records.ts';

const NOT_KEPT = { 'cache-control': 'no-store, no-cache, max-age=0', pragma: 'no-cache' };

/** POST /connect/token, as OAuth 2 has it. */
export function answerToken(records: Records, app: RegisteredApp, request: XeroRequest, now: Date): Reply {
  if (request.method !== 'POST') return plain(405);
  if (!isClient(headerOf(request, 'authorization'), app)) return refused('invalid_client', 401);
  if (!headerOf(request, 'content-type').startsWith('application/x-www-form-urlencoded')) return refused('invalid_request');
  const form = new URLSearchParams(request.body.toString());
  const value = (name: string) => form.get(name) ?? '';
  switch (value('grant_type')) {
    case 'authorization_code':
      return answer(redeemCode(records, app, value('code'), value('redirect_uri'), now));
    case 'refresh_token':
      return answer(refreshTokens(records, app, value('refresh_token'), now));
    default:
      return refused('unsupported_grant_type');
  }
}

const refused = (error: string, status = 400): Reply => json(status, { error });

export const invalidGrant = (): Reply => refused('invalid_grant');

function answer(tokens: TokenAnswer | undefined): Reply {
  if (!tokens) return invalidGrant();
  const reply = json(200, tokens);
  return { ...reply, headers: { ...reply.headers, ...NOT_KEPT } };
}

/** HTTP Basic, both halves escaped as in a form (RFC 6749, 2.3.1); ours need no escaping. */
function isClient(authorization: string, { clientId, clientSecret }: RegisteredApp): boolean {
  const given = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization)?.[1] ?? '';
  return sameSecret(Buffer.from(given, 'base64').toString(), `${clientId}:${clientSecret}`);
}
