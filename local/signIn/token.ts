import { createHash, timingSafeEqual } from 'node:crypto';
import type { Person } from './grants.ts';
import { type Answer, json, type SignInParts } from './parts.ts';

type Form = URLSearchParams;

const refused = (error: string): Answer => json(400, { error });

/** `/oauth2/token`: a code, or a refresh token, for tokens. */
export function answerToken(parts: SignInParts, form: Form): Promise<Answer> | Answer {
  if (form.get('client_id') !== parts.client.clientId) return refused('invalid_client');
  if (form.get('grant_type') === 'authorization_code') return byCode(parts, form);
  return form.get('grant_type') === 'refresh_token' ? byRefreshToken(parts, form) : refused('unsupported_grant_type');
}

async function byCode(parts: SignInParts, form: Form): Promise<Answer> {
  const found = parts.grants.takeCode(form.get('code') ?? '');
  if (!found || found.redirectUri !== form.get('redirect_uri') || !proves(form.get('code_verifier'), found.challenge)) {
    return refused('invalid_grant');
  }
  const { person, scope, nonce } = found;
  const refresh_token = parts.grants.issueRefresh(person, scope, parts.client.refreshTokenLife);
  return json(200, { ...(await tokensFor(parts, person, scope, nonce)), refresh_token });
}

/** The refresh token itself stays as it is, and is not told again. */
async function byRefreshToken(parts: SignInParts, form: Form): Promise<Answer> {
  const found = parts.grants.refreshed(form.get('refresh_token') ?? '');
  return found ? json(200, await tokensFor(parts, found.person, found.scope)) : refused('invalid_grant');
}

async function tokensFor({ tokens, authorizer, client }: SignInParts, person: Person, scope: string, nonce?: string) {
  const signedIn = { lifeSeconds: client.idTokenLife, authTime: person.authTime };
  return {
    id_token: await tokens.issue(person, authorizer, { ...signedIn, nonce }),
    access_token: await tokens.issueAccess(person, authorizer, { ...signedIn, scope }),
    expires_in: client.idTokenLife,
    token_type: 'Bearer',
  };
}

/** PKCE: who brings the code knows what the challenge was made from. */
function proves(verifier: string | null, challenge: string): boolean {
  if (!verifier || !/^[\w.~-]{43,128}$/.test(verifier)) return false;
  const [made, wanted] = [Buffer.from(createHash('sha256').update(verifier).digest('base64url')), Buffer.from(challenge)];
  return made.length === wanted.length && timingSafeEqual(made, wanted);
}

/** `/oauth2/revoke`. A token that nobody knows is as good as revoked. */
export function answerRevoke({ client, grants }: SignInParts, form: Form): Answer {
  if (form.get('client_id') !== client.clientId) return refused('invalid_client');
  grants.revoke(form.get('token') ?? '');
  return { status: 200, headers: {}, body: '' };
}
