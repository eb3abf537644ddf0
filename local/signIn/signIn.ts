import type { IncomingMessage, ServerResponse } from 'node:http';
import { refusalOf } from '../console/guard.ts';
import { BodyTooLarge, readBody } from '../http.ts';
import { answerAuthorize } from './authorize.ts';
import { cannotPage, PAGE_POLICY } from './page.ts';
import { type Answer, json, type SignInParts } from './parts.ts';
import { answerRevoke, answerToken } from './token.ts';

export const SIGN_IN_PATH = '/_local/sign-in';

/** What the app reads from `/config.json`: here as in the cloud, but for the addresses. */
export function signInConfig({ client, authorizer }: Pick<SignInParts, 'client' | 'authorizer'>, url: string) {
  const at = `${url}${SIGN_IN_PATH}`;
  return {
    authority: at,
    clientId: client.clientId,
    scope: client.scopes.join(' '),
    metadata: {
      // The tokens say that they are the pool's: so the API's own authorizer wants it.
      issuer: authorizer.issuer,
      authorization_endpoint: `${at}/oauth2/authorize`,
      token_endpoint: `${at}/oauth2/token`,
      end_session_endpoint: `${at}/logout`,
      revocation_endpoint: `${at}/oauth2/revoke`,
      jwks_uri: `${at}/.well-known/jwks.json`,
    },
    local: true,
  };
}

/** Everything under `/_local/sign-in`: what Cognito's sign-in is to the app in the cloud, without passwords. */
export async function answerSignIn(request: IncomingMessage, response: ServerResponse, parts: SignInParts, url: string): Promise<void> {
  const { status, headers, body } = await answerOf(request, parts, url);
  const always = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' };
  response.writeHead(status, { ...always, ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
}

async function answerOf(request: IncomingMessage, parts: SignInParts, url: string): Promise<Answer> {
  const refusal = refusalOf(request);
  if (refusal) return json(403, { error: refusal });
  const { pathname, searchParams } = new URL(request.url ?? '/', url);
  const body = await readBody(request, 64 * 1024).catch((error: unknown) => {
    if (error instanceof BodyTooLarge) return undefined;
    throw error;
  });
  if (!body) return json(413, { error: 'invalid_request' });
  const form = new URLSearchParams(body.toString());
  switch (`${request.method} ${pathname.slice(SIGN_IN_PATH.length)}`) {
    case 'GET /oauth2/authorize':
      return answerAuthorize(parts, { method: 'GET', given: new Map(searchParams), cookie: request.headers.cookie });
    case 'POST /oauth2/authorize':
      return answerAuthorize(parts, { method: 'POST', given: new Map(form), cookie: undefined });
    case 'POST /oauth2/token':
      return answerToken(parts, form);
    case 'POST /oauth2/revoke':
      return answerRevoke(parts, form);
    case 'GET /logout':
      return signedOut(parts, searchParams);
    case 'GET /.well-known/openid-configuration':
      return json(200, discovery(parts, url));
    case 'GET /.well-known/jwks.json':
      return json(200, { keys: [parts.tokens.jwk] });
    default:
      return json(404, { error: 'not_found' });
  }
}

/** `/logout?client_id&logout_uri`: Cognito's own, which is not OpenID Connect's. */
function signedOut({ client, remembered }: SignInParts, query: URLSearchParams): Answer {
  const to = query.get('logout_uri') ?? '';
  if (query.get('client_id') === client.clientId && client.logoutUrls.includes(to)) {
    return { status: 302, headers: { location: to, 'set-cookie': remembered.forget() }, body: '' };
  }
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': PAGE_POLICY };
  return { status: 400, headers, body: cannotPage("client_id or logout_uri is not the app's.") };
}

function discovery(parts: SignInParts, url: string): object {
  return {
    ...signInConfig(parts, url).metadata,
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['none'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: parts.client.scopes,
  };
}
