import { randomUUID } from 'node:crypto';
import { type Asked, consentPage, sorryPage } from './consentPage.ts';
import { html, plain, type Reply, redirect, type XeroRequest } from './exchange.ts';
import { issueCode, PEOPLE, type RegisteredApp } from './grants.ts';
import type { Records } from './records.ts';

/** Those that an app of today may ask for. `accounting.transactions` is of apps made before March 2026. */
const SCOPES = new Set([
  ...['openid', 'profile', 'email', 'offline_access'],
  ...['accounting.invoices', 'accounting.invoices.read', 'accounting.payments', 'accounting.payments.read'],
  ...['accounting.contacts', 'accounting.contacts.read', 'accounting.settings', 'accounting.settings.read'],
  ...['accounting.attachments', 'accounting.attachments.read'],
]);

/** The consent page, and what comes of it: the browser goes back with a code, or with `access_denied`. */
export function answerConsent(records: Records, app: RegisteredApp, request: XeroRequest, now: Date): Reply {
  const form = request.method === 'POST' ? new URLSearchParams(request.body.toString()) : request.query;
  if (request.method !== 'GET' && request.method !== 'POST') return plain(405);
  const wrong = faultOf(form, app);
  if (wrong) return html(400, sorryPage(wrong.error, wrong.words));
  const asked = { redirectUri: form.get('redirect_uri') ?? '', scope: form.get('scope') ?? '', state: form.get('state') ?? undefined };
  if (request.method === 'GET') return html(200, consentPage(app, asked, [...records.all('organisations')], ''));
  if (form.get('decision') !== 'allow') return back(asked, { error: 'access_denied' });
  const allowed = form.getAll('organisation').filter((tenantId) => records.get('organisations', tenantId));
  if (allowed.length === 0) {
    return html(400, consentPage(app, asked, [...records.all('organisations')], 'Choose at least one organisation.'));
  }
  const person = PEOPLE.find((one) => one === form.get('person')) ?? PEOPLE[0];
  const grant = { authEventId: randomUUID(), person, scope: asked.scope };
  const code = issueCode(records, grant, asked.redirectUri, allowed, now);
  return back(asked, { code, scope: asked.scope });
}

function back({ redirectUri, state }: Asked, parameters: Record<string, string>): Reply {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries({ ...parameters, ...(state === undefined ? {} : { state }) }))
    url.searchParams.set(name, value);
  return redirect(url.href);
}

/** Nobody is sent anywhere before the app and its address are known to be right. */
function faultOf(form: URLSearchParams, { clientId, redirectUris }: RegisteredApp): { error: string; words: string } | undefined {
  const given = form.get('redirect_uri') ?? '';
  const scopes = (form.get('scope') ?? '').split(' ').filter(Boolean);
  const unknown = scopes.find((scope) => !SCOPES.has(scope));
  if (form.get('client_id') !== clientId) return { error: 'unauthorized_client', words: 'Unknown client or client not enabled' };
  if (!redirectUris.includes(given) || !isAllowed(given)) return { error: 'unauthorized_client', words: 'Invalid redirect_uri' };
  if (form.get('response_type') !== 'code') return { error: 'unsupported_response_type', words: 'Response type not supported' };
  if (scopes.length === 0) return { error: 'invalid_scope', words: 'Missing scope' };
  return unknown === undefined ? undefined : { error: 'invalid_scope', words: `Invalid scope for client: ${unknown}` };
}

/** `http` only to a machine that calls itself localhost: 127.0.0.1 is refused. */
function isAllowed(uri: string): boolean {
  const { protocol, hostname } = new URL(uri);
  return protocol === 'https:' || (protocol === 'http:' && hostname === 'localhost');
}
