import { extended } from '../mail/mime.ts';
import type { Organisation } from './books.ts';
import { html, plain, type Reply, redirect, type XeroRequest } from './exchange.ts';
import type { Hands } from './hands.ts';
import { homePage } from './homePage.ts';
import type { Records } from './records.ts';
import { dayOf } from './wire.ts';

/** `/`: what Xero holds; `/files/{id}`: an attachment; `POST /hands/{what}`: what a person does there. */
export function answerHome(records: Records, hands: Hands, { method, path, body }: XeroRequest): Reply | undefined {
  const [first = '', what = ''] = path.split('/').slice(1);
  if (method === 'GET' && first === '') return html(200, homePage(hands));
  if (method === 'GET' && first === 'files') return file(hands, what);
  if (method !== 'POST' || first !== 'hands') return undefined;
  const form = new URLSearchParams(body.toString());
  const organisation = records.get('organisations', form.get('organisation') ?? '');
  if (!organisation || !act(hands, what, form, organisation)) return plain(400);
  return redirect(`/#${form.get('id') ?? organisation.tenantId}`, 303);
}

function act(hands: Hands, what: string, form: URLSearchParams, { tenantId, approvalsUsedUp }: Organisation): boolean {
  const id = form.get('id') ?? '';
  const status = form.get('status') === 'ACTIVE' ? 'ACTIVE' : 'ARCHIVED';
  if (what === 'contact') hands.archiveContact(id, status);
  else if (what === 'account') hands.archiveAccount(tenantId, form.get('code') ?? '', status);
  else if (what === 'strike') hands.strike(id);
  else if (what === 'lock') hands.lock(tenantId, dayOf(form.get('until') ?? ''));
  else if (what === 'approvals') hands.spendApprovals(tenantId, !approvalsUsedUp);
  else if (what === 'disconnect') hands.disconnect(tenantId);
  else return false;
  return true;
}

function file(hands: Hands, id: string): Reply {
  const found = hands.attachment(id);
  if (!found) return plain(404);
  // A PDF may open in the browser; whatever else it is, it is only saved.
  const inline = found.mimeType === 'application/pdf';
  const headers = {
    'content-type': inline ? 'application/pdf' : 'application/octet-stream',
    'content-disposition': `${inline ? 'inline' : 'attachment'}; filename*=${extended(found.fileName)}`,
  };
  return { status: 200, headers, body: found.content };
}

/** Where `openInXero` leads: to that very document on the page. */
export function answerDeepLink(records: Records, { query }: XeroRequest): Reply {
  const organisation = records.all('organisations').find(({ shortCode }) => shortCode === query.get('shortcode'));
  const [, view = '', id = ''] =
    /^\/AccountsReceivable\/(View\.aspx\?InvoiceID|ViewCreditNote\.aspx\?creditNoteID)=([\w-]+)$/.exec(query.get('redirecturl') ?? '') ??
    [];
  const kind = view.startsWith('ViewCreditNote') ? 'CreditNotes' : 'Invoices';
  const document = records.get('documents', id);
  const found = organisation && document?.tenantId === organisation.tenantId && document.kind === kind;
  return found ? redirect(`/#${document.id}`) : plain(404, "The page you're looking for cannot be found");
}
