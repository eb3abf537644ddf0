import { escaped } from '../console/reply.ts';
import type { Organisation } from './books.ts';
import { PEOPLE, type RegisteredApp } from './grants.ts';
import { documentOf } from './page.ts';

export type Asked = { readonly redirectUri: string; readonly scope: string; readonly state: string | undefined };

/** What a scope means, for the person who is asked. */
const MEANINGS: Readonly<Record<string, string>> = {
  offline_access: 'Stay connected while you are away',
  'accounting.invoices': 'View and manage your invoices and credit notes',
  'accounting.contacts': 'View and manage your contacts',
  'accounting.settings.read': 'View your organisation settings, accounts and tax rates',
  'accounting.attachments': 'View and manage your attachments',
};

export function consentPage(app: RegisteredApp, asked: Asked, organisations: readonly Organisation[], complaint: string): string {
  const scopes = asked.scope
    .split(' ')
    .filter(Boolean)
    .map((scope) => `<li>${escaped(MEANINGS[scope] ?? scope)} <code>${escaped(scope)}</code></li>`);
  const boxes = organisations.map(
    ({ tenantId, name }, index) =>
      `<label class="choice"><input type="checkbox" name="organisation" value="${escaped(tenantId)}"${index === 0 ? ' checked' : ''}> ${escaped(name)}</label>`,
  );
  const people = PEOPLE.map((person) => `<option>${escaped(person)}</option>`);
  return documentOf(
    `${app.name} wants access`,
    `<section class="wide"><h2>${escaped(app.name)} wants access to:</h2><ul>${scopes.join('')}</ul>
${complaint ? `<p role="alert"><strong>${escaped(complaint)}</strong></p>` : ''}
<form method="post" action="/identity/connect/authorize" class="consent">
${hidden(app, asked)}
<fieldset><legend>Organisations to allow access to</legend>${boxes.join('')}</fieldset>
<label class="choice">Signed in as <select name="person">${people.join('')}</select></label>
<p class="buttons"><button name="decision" value="allow">Allow access</button> <button name="decision" value="deny" class="plain">Cancel</button></p>
</form></section>`,
  );
}

function hidden({ clientId }: RegisteredApp, { redirectUri, scope, state }: Asked): string {
  const kept = { response_type: 'code', client_id: clientId, redirect_uri: redirectUri, scope, ...(state === undefined ? {} : { state }) };
  return Object.entries(kept)
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}">`)
    .join('');
}

export function sorryPage(error: string, words: string): string {
  return documentOf(
    'Sorry, something went wrong',
    `<section class="wide"><h2>Sorry, something went wrong</h2><p>Error: ${escaped(error)}</p><p class="quiet">${escaped(words)}</p></section>`,
  );
}
