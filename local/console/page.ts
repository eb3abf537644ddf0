import type { ConsoleParts } from './console.ts';
import { escaped } from './reply.ts';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';

export function documentOf(title: string, main: string, script = ''): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)} · Rebill</title>
<style>${STYLE}</style></head>
<body><header><h1>Rebill <span>local console</span></h1><nav><a href="/">The app</a> <a href="/_local/">Console</a></nav></header><main>${main}</main>${script ? `<script>${script}</script>` : ''}</body>
</html>`;
}

const MAILS_SHOWN = 50;
const HAPPENINGS_SHOWN = 80;

/** The console's one page. Each section with `data-live` is fetched again every two seconds. */
export function page(parts: ConsoleParts): string {
  const sections = [clock, schedules, queues, token, xero, senders, mailbox, happenings, requests].map((section) => section(parts));
  return documentOf('Local console', sections.join('\n'), SCRIPT);
}

const live = (id: string, content: string) => `<div id="${id}" data-live>${content}</div>`;

const short = (instant: string) => escaped(instant.replace('T', ' ').replace(/\.\d+Z$|Z$/, ''));

function clock({ clock: time }: ConsoleParts): string {
  const now = time.now().toISOString();
  const offset = Math.round(time.offsetMs / 1000);
  return `<section class="wide"><h2>Clock</h2>
${live('clock', `<p class="now">${short(now)} <small>UTC</small></p><p class="quiet">${offset ? `${span(offset)} real time` : 'Real time'}. Functions see this time; queue delays stay real.</p>`)}
<form id="set-clock"><input type="datetime-local" name="now" step="1" aria-label="Time, UTC" value="${now.slice(0, 19)}"><button>Set</button></form>
<p class="buttons">
<button data-advance="3600">+1 hour</button><button data-advance="86400">+1 day</button><button data-next-month>To the next 1st</button>
<button data-real class="plain">Real time</button></p></section>`;
}

function span(seconds: number): string {
  const days = Math.abs(seconds) / 86_400;
  const amount = days >= 2 ? `${Math.round(days)} days` : `${(Math.abs(seconds) / 3600).toFixed(1)} hours`;
  return `${amount} ${seconds > 0 ? 'ahead of' : 'behind'}`;
}

function schedules({ schedules: all }: ConsoleParts): string {
  const rows = all.list().map(
    ({ name, expression, next }) =>
      `<tr><td><strong>${escaped(name)}</strong><br><code>${escaped(expression)}</code></td><td>${next ? short(next) : '–'}</td>
<td><button data-fire="${escaped(name)}">Fire now</button></td></tr>`,
  );
  return `<section><h2>Schedules</h2>${live('schedules', `<table><tr><th>Schedule</th><th>Next (UTC)</th><th></th></tr>${rows.join('')}</table>`)}</section>`;
}

function queues({ queues: depths }: ConsoleParts): string {
  const rows = depths().map(({ name, visible, inFlight, delayed, deadLetterQueue }) => {
    const dead = deadLetterQueue && visible > 0 ? ' class="bad"' : '';
    return `<tr${dead}><td>${escaped(name)}</td><td class="number">${visible}</td><td class="number">${inFlight}</td><td class="number">${delayed}</td></tr>`;
  });
  return `<section><h2>Queues</h2>${live(
    'queues',
    `<table><tr><th>Queue</th><th class="number">Waiting</th><th class="number">In hand</th><th class="number">Delayed</th></tr>${rows.join('')}</table>`,
  )}</section>`;
}

function token({ url }: ConsoleParts): string {
  return `<section><h2>Token</h2><p class="quiet">For the API at <code>${escaped(url)}/v1</code></p>
<form id="make-token"><input name="accountId" value="demo" aria-label="Account" pattern="[A-Za-z0-9\\-]{1,64}">
<select name="role" aria-label="Role"><option>billing</option><option>viewer</option></select><button>Make</button></form>
<textarea id="token" rows="4" readonly aria-label="Token" placeholder="A new account is one not yet set up"></textarea></section>`;
}

function xero({ xero: standIn, realXero }: ConsoleParts): string {
  const rows = standIn.hands.organisations().map(({ tenantId, name }) => {
    const counts = (['Invoices', 'CreditNotes'] as const).map(
      (kind) => `<td class="number">${standIn.hands.documents(tenantId, kind).length}</td>`,
    );
    return `<tr><td>${escaped(name)}</td>${counts.join('')}</tr>`;
  });
  const table = `<table><tr><th>Organisation</th><th class="number">Invoices</th><th class="number">Credit notes</th></tr>${rows.join('')}</table>`;
  const stands = realXero ? 'The functions talk to the real Xero; the stand-in is idle.' : 'A stand-in on this machine.';
  return `<section id="xero"><h2>Xero</h2><p class="quiet">${stands} <a href="${escaped(standIn.origin)}/">What it holds</a></p>${live('xero-live', table)}</section>`;
}

function senders({ senders: all }: ConsoleParts): string {
  const rows = all.list().map(({ domain, state }) => {
    const [label, verified] = state === 'verified' ? ['Take its records away', false] : ['Verify now', true];
    const name = escaped(domain);
    return `<tr><td>${name}</td><td>${state}</td><td><button data-sender="${name}" data-verified="${verified}">${label}</button></td></tr>`;
  });
  const table = `<table><tr><th>Domain</th><th>State</th><th></th></tr>${rows.join('')}</table>`;
  const content = rows.length ? table : '<p class="quiet">None has been asked for yet.</p>';
  return `<section><h2>Senders</h2><p class="quiet">A domain is verified by itself after 20 seconds. SES takes mail from no other.</p>${live('senders', content)}</section>`;
}

function mailbox({ outbox }: ConsoleParts): string {
  const list = outbox.list();
  const rows = list.slice(0, MAILS_SHOWN).map(
    ({ id, at, recipients, subject, attachments }) =>
      `<tr><td>${short(at)}</td><td>${recipients.map(escaped).join('<br>')}</td>
<td><a href="/_local/mail/${escaped(id)}">${escaped(subject || '(no subject)')}</a></td><td>${attachments.map(({ fileName }) => escaped(fileName)).join('<br>')}</td></tr>`,
  );
  const table = `<table><tr><th>Sent (UTC)</th><th>To</th><th>Subject</th><th>Attached</th></tr>${rows.join('')}</table>`;
  const shown = list.length > MAILS_SHOWN ? `, the newest ${MAILS_SHOWN} shown` : '';
  const content = rows.length ? table : '<p class="quiet">No email has been sent yet.</p>';
  return `<section class="wide"><h2>Mailbox</h2>${live('mail', `<p class="quiet">${list.length} emails${shown}</p>${content}`)}</section>`;
}

function happenings({ happenings: log }: ConsoleParts): string {
  const rows = log
    .recent()
    .slice(0, HAPPENINGS_SHOWN)
    .map(
      ({ at, kind, text, failed }) =>
        `<tr${failed ? ' class="bad"' : ''}><td>${escaped(at.slice(11, 19))}</td><td>${kind}</td><td>${escaped(text)}</td></tr>`,
    );
  return `<section class="wide"><h2>What just happened</h2><p class="quiet">In real time, UTC. What the functions print is in <code>functions.log</code>.</p>
${live('happenings', `<table class="log">${rows.join('')}</table>`)}</section>`;
}

function requests({ requests: counts }: ConsoleParts): string {
  const { since, calls, items } = counts.report();
  const rows = Object.entries(calls).flatMap(([service, operations]) =>
    Object.entries(operations).map(
      ([operation, count]) =>
        `<tr><td>${escaped(service)}</td><td>${escaped(operation)}</td><td class="number">${count}</td><td class="number">${items[service]?.[operation] ?? ''}</td></tr>`,
    ),
  );
  const table = `<table><tr><th>Service</th><th>Operation</th><th class="number">Calls</th><th class="number">Items</th></tr>${rows.join('')}</table>`;
  return `<section class="wide"><h2>Calls to AWS and Xero</h2>${live('requests', `<p class="quiet">Since ${short(since)}</p>${table}`)}</section>`;
}
