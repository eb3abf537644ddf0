import { emailOf } from '../gateway/tokens.ts';
import type { Person } from './grants.ts';
import { cannotPage, PAGE_POLICY, signInPage } from './page.ts';
import type { Answer, SignInParts } from './parts.ts';

/** What an app may say when it sends someone to sign in; the page carries it on. */
const PARAMETERS = ['response_type', 'client_id', 'redirect_uri', 'scope', 'state', 'nonce', 'code_challenge', 'code_challenge_method'];

type Fields = ReadonlyMap<string, string>;

const html = (status: number, body: string): Answer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': PAGE_POLICY },
  body,
});

/**
 * `/oauth2/authorize`: the page on which people say who they are, unless this browser is known already. The browser goes back with a code, or
 * with an error.
 */
export function answerAuthorize(
  parts: SignInParts,
  { method, given, cookie }: { readonly method: string; readonly given: Fields; readonly cookie: string | undefined },
): Answer {
  const asked = new Map(PARAMETERS.flatMap((name) => (given.has(name) ? [[name, given.get(name) ?? ''] as const] : [])));
  const stranger = strangeness(asked, parts);
  if (stranger) return html(400, cannotPage(stranger));
  const wrong = faultOf(asked, parts);
  if (wrong) return back(asked, wrong);
  if (method === 'POST') return signedIn(parts, asked, given);
  const prompt = given.get('prompt');
  const known = prompt === 'login' ? undefined : parts.remembered.personIn(cookie);
  if (known) return withCode(parts, asked, known);
  return prompt === 'none' ? back(asked, { error: 'login_required' }) : html(200, signInPage(asked));
}

function signedIn(parts: SignInParts, asked: Fields, given: Fields): Answer {
  const person = personOf(given);
  if (typeof person === 'string') return html(400, signInPage(asked, person));
  const answer = withCode(parts, asked, person);
  return { ...answer, headers: { ...answer.headers, 'set-cookie': parts.remembered.cookieOf(person) } };
}

/** Whom the form names, or what is wrong with it. */
function personOf(given: Fields): Person | string {
  const who = given.get('who') ?? 'typed';
  const [accountId = '', role = ''] = who === 'typed' ? [given.get('account'), given.get('role')] : who.split(' ');
  if (!/^[A-Za-z0-9-]{1,64}$/.test(accountId)) return 'An account is 1 to 64 letters, digits and hyphens.';
  if (role !== 'billing' && role !== 'viewer') return 'A role is billing or viewer.';
  const email = given.get('email')?.trim() || emailOf({ accountId, role });
  if (!/^[^\s@]+@[^\s@]+$/.test(email) || email.length > 254) return 'That is no email address.';
  return { accountId, role, email, authTime: Math.floor(Date.now() / 1000) };
}

function withCode({ grants }: SignInParts, asked: Fields, person: Person): Answer {
  const [redirectUri = '', scope = '', challenge = ''] = ['redirect_uri', 'scope', 'code_challenge'].map((name) => asked.get(name));
  return back(asked, { code: grants.issueCode({ person, redirectUri, scope, challenge, nonce: asked.get('nonce') }) });
}

function back(asked: Fields, told: Record<string, string>): Answer {
  const to = new URL(asked.get('redirect_uri') ?? '');
  const state = asked.get('state');
  for (const [name, value] of Object.entries({ ...told, ...(state === undefined ? {} : { state }) })) to.searchParams.set(name, value);
  return { status: 302, headers: { location: to.href }, body: '' };
}

/** Nobody is sent anywhere before the app and its address are known to be right: letter by letter, as Cognito compares them. */
function strangeness(asked: Fields, { client }: SignInParts): string | undefined {
  if (asked.get('client_id') !== client.clientId) return 'No such app is known here: client_id is not that of the template.';
  const known = client.callbackUrls.includes(asked.get('redirect_uri') ?? '');
  return known ? undefined : `redirect_uri is none of the app's own addresses: ${client.callbackUrls.join(', ')}`;
}

function faultOf(asked: Fields, { client }: SignInParts): { error: string; error_description: string } | undefined {
  const scopes = (asked.get('scope') ?? '').split(' ').filter(Boolean);
  const fault = (error: string, error_description: string) => ({ error, error_description });
  if (asked.get('response_type') !== 'code') return fault('unsupported_response_type', 'response_type must be code');
  if (!scopes.includes('openid') || scopes.some((scope) => !client.scopes.includes(scope))) return fault('invalid_scope', 'scope');
  const challenged = asked.get('code_challenge_method') === 'S256' && /^[\w-]{43}$/.test(asked.get('code_challenge') ?? '');
  return challenged ? undefined : fault('invalid_request', 'A code_challenge by S256 is needed');
}
