import { escaped } from '../console/reply.ts';
import type { Cents, Contact, LedgerDocument, Line, Organisation } from './books.ts';
import type { Hands } from './hands.ts';
import { documentOf } from './page.ts';

/** Everything that the stand-in holds, each document under its id. Newest first. */
export function homePage(hands: Hands): string {
  return documentOf(
    'What it holds',
    hands
      .organisations()
      .map((one) => organisation(hands, one))
      .join('\n'),
  );
}

function organisation(hands: Hands, one: Organisation): string {
  const { tenantId, name, shortCode, currency } = one;
  const contacts = hands.contacts(tenantId);
  const names = new Map(contacts.map((contact) => [contact.contactId, String(contact.fields.Name ?? '')]));
  const documents = (kind: 'Invoices' | 'CreditNotes', title: string) => {
    const all = [...hands.documents(tenantId, kind)].reverse();
    return `<h2>${title} (${all.length})</h2>${all.map((each) => document(hands, each, names.get(each.contactId) ?? '')).join('') || '<p class="quiet">None yet.</p>'}`;
  };
  return `<section class="wide" id="${escaped(tenantId)}"><h2>${escaped(name)}</h2>
<p class="quiet">${escaped(currency)} · short code <code>${escaped(shortCode)}</code></p>${switches(one)}
${documents('Invoices', 'Invoices')}
${documents('CreditNotes', 'Credit notes')}
<h2>Contacts (${contacts.length})</h2><table><tr><th>Name</th><th>Number</th><th>Email</th><th></th></tr>${contacts.map((each) => contact(each)).join('')}</table>
<details><summary>Accounts</summary>${accounts(hands, tenantId)}</details></section>`;
}

const form = (action: string, tenantId: string, fields: Readonly<Record<string, string>>, inner: string) =>
  `<form method="post" action="/hands/${action}"><input type="hidden" name="organisation" value="${escaped(tenantId)}">${Object.entries(
    fields,
  )
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}">`)
    .join('')}${inner}</form>`;

function switches({ tenantId, lockDate = '', approvalsUsedUp }: Organisation): string {
  const locking = `<label>Locked up to <input type="date" name="until" value="${escaped(lockDate)}"></label><button>Set</button>`;
  const approving = approvalsUsedUp
    ? '<button>Let invoices be approved again</button>'
    : '<button class="plain">Use up the plan\'s approvals</button>';
  return `<div class="buttons">${form('lock', tenantId, {}, locking)}${form('approvals', tenantId, {}, approving)}
${form('disconnect', tenantId, {}, '<button class="plain">Disconnect the app</button>')}</div>`;
}

const money = (amount: Cents) => (amount / 100).toFixed(2);

function document(hands: Hands, one: LedgerDocument, contactName: string): string {
  const { id, tenantId, number, status, date, dueDate, currency, url, reference, subTotal, totalTax, total } = one;
  const facts = [contactName, date, ...(dueDate ? [`due ${dueDate}`] : []), ...(reference ? [`reference ${reference}`] : [])];
  const open = !['VOIDED', 'DELETED'].includes(status);
  const strike = open ? form('strike', tenantId, { id }, `<button class="plain">${status === 'DRAFT' ? 'Delete' : 'Void'}</button>`) : '';
  const files = hands
    .attachments(id)
    .map(
      ({ attachmentId, fileName, bytes }) =>
        `<a href="/files/${escaped(attachmentId)}">${escaped(fileName)}</a> (${Math.ceil(bytes / 1024)} KB)`,
    );
  const sum = (name: string, amount: Cents) => `<td colspan="4">${name}</td><td class="number">${money(amount)}</td>`;
  return `<article id="${escaped(id)}"><h3>${escaped(number)} <span class="status ${status}">${status}</span>${one.sentToContact ? ' <span class="status">Sent</span>' : ''}</h3>
<p class="quiet">${facts.map(escaped).join(' · ')}${url ? ` · <a href="${escaped(url)}" rel="noreferrer">${escaped(url)}</a>` : ''}</p>
<table><tr><th>Description</th><th class="number">Quantity</th><th class="number">Price</th><th>Account, tax</th><th class="number">Amount</th></tr>
${one.lines.map(line).join('')}<tr>${sum('Subtotal', subTotal)}</tr><tr>${sum('Tax', totalTax)}</tr><tr class="total">${sum(`Total ${escaped(currency)}`, total)}</tr></table>
${files.length ? `<p>${files.join('<br>')}</p>` : ''}${strike}</article>`;
}

function line({ description = '', quantity, unitAmount, accountCode = '', taxType, amount }: Line): string {
  return `<tr><td>${escaped(description)}</td><td class="number">${quantity / 10_000}</td><td class="number">${unitAmount / 10_000}</td>
<td>${escaped(accountCode)} ${escaped(taxType)}</td><td class="number">${money(amount)}</td></tr>`;
}

function contact({ contactId, tenantId, status, fields }: Contact): string {
  const [other, word] = status === 'ACTIVE' ? ['ARCHIVED', 'Archive'] : ['ACTIVE', 'Restore'];
  return `<tr id="${escaped(contactId)}"><td>${escaped(fields.Name ?? '')} ${status === 'ARCHIVED' ? '<span class="status ARCHIVED">ARCHIVED</span>' : ''}</td>
<td>${escaped(fields.ContactNumber ?? '')}</td><td>${escaped(fields.EmailAddress ?? '')}</td>
<td>${form('contact', tenantId, { id: contactId, status: other ?? '' }, `<button class="plain">${word}</button>`)}</td></tr>`;
}

function accounts(hands: Hands, tenantId: string): string {
  const rows = hands.accounts(tenantId).map(({ code, name, type, taxType, status }) => {
    const [other, word] = status === 'ACTIVE' ? ['ARCHIVED', 'Archive'] : ['ACTIVE', 'Restore'];
    return `<tr><td>${escaped(code)}</td><td>${escaped(name)}</td><td>${escaped(type)}</td><td>${escaped(taxType)}</td><td>${status}</td>
<td>${form('account', tenantId, { code, status: other ?? '' }, `<button class="plain">${word}</button>`)}</td></tr>`;
  });
  return `<table><tr><th>Code</th><th>Name</th><th>Type</th><th>Tax</th><th></th><th></th></tr>${rows.join('')}</table>`;
}
