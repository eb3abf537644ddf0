import { createHash } from 'node:crypto';
import { escaped } from '../console/reply.ts';
import { STYLE } from '../console/style.ts';
import { ACCOUNT_ID as DEMO } from '../demo/account.ts';

const OWN_STYLE = `
header, main { max-width: 32rem; } main { display: block; } main section { margin-bottom: 1rem; }
form.choice { display: block; margin: 0; } form.choice button { display: block; width: 100%; margin-top: .6rem; padding: .6rem; text-align: left; }
label { display: block; margin: .7rem 0 .2rem; } input[type=text], input[type=email] { width: 100%; }
fieldset { border: 0; padding: 0; margin: .7rem 0; } fieldset label { display: inline-block; margin: 0 1rem 0 0; }
[role=alert] { color: var(--bad); font-weight: 600; } h2 { font-size: 1rem; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
`;

const style = STYLE + OWN_STYLE;

/** Nothing runs on these pages; the one style they may have is known by its hash. */
export const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`;

function documentOf(title: string, main: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)}</title><link rel="icon" href="/icon.svg" type="image/svg+xml"><style>${style}</style></head>
<body><header><h1>Rebill <span>on this machine</span></h1></header><main>${main}</main></body>
</html>`;
}

/** `asked`: what the app asked for, carried through the form. */
export function signInPage(asked: ReadonlyMap<string, string>, complaint = ''): string {
  const kept = [...asked].map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`).join('');
  const form = '<form class="choice" method="post" action="/_local/sign-in/oauth2/authorize">';
  return documentOf(
    'Sign in to Rebill on this machine',
    `<section><h2>Sign in to Rebill on this machine</h2>
<p class="quiet">Nobody is asked for a password here. In the cloud this page is Cognito's.</p>
${complaint ? `<p role="alert">${escaped(complaint)}</p>` : ''}
${form}${kept}<button name="who" value="${DEMO} billing">The demo reseller, billing: may do everything</button>
<button name="who" value="${DEMO} viewer">The demo reseller, viewer: looks and downloads</button></form></section>
<section><h2>Someone else</h2>
${form}${kept}<label for="account">Account</label><input id="account" name="account" type="text" required pattern="[A-Za-z0-9\\-]{1,64}" autocomplete="off" spellcheck="false" aria-describedby="account-hint">
<p class="quiet" id="account-hint">Letters, digits and hyphens. A new one has yet to be set up.</p>
<fieldset><legend>Role</legend><label><input type="radio" name="role" value="billing" checked> billing</label> <label><input type="radio" name="role" value="viewer"> viewer</label></fieldset>
<label for="email">Email, if it matters</label><input id="email" name="email" type="email" autocomplete="off" aria-describedby="email-hint">
<p class="quiet" id="email-hint">Left empty, it is made from role and account.</p>
<button name="who" value="typed">Sign in</button></form></section>`,
  );
}

/** For someone who cannot be sent back to anywhere. */
export function cannotPage(words: string): string {
  return documentOf(
    'This sign-in cannot go on',
    `<section><h2>This sign-in cannot go on</h2><p>${escaped(words)}</p><p><a href="/">To the app</a></p></section>`,
  );
}
