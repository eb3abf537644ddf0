import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Door } from '../../../local/http.ts';
import { openXero } from '../../../local/xero/door.ts';
import { Bookkeeper, LINE } from './bookkeeper.ts';

let keeper: Bookkeeper;
let door: Door;

beforeEach(async () => {
  keeper = await Bookkeeper.signedIn();
  door = await openXero(keeper.xero, () => keeper.time.now);
  await keeper.put(keeper.invoice('A-1', { LineItems: [{ ...LINE, Description: '<b>Fibre</b>' }], Reference: 'PO "7"' }));
  await keeper.call('PUT', 'Invoices/A-1/Attachments/A-1.pdf', Buffer.from('%PDF'));
});

afterEach(() => door.stop());

const invoiceId = () => String(keeper.xero.hands.documents(keeper.tenantId)[0]?.id);
const page = async (path = '/') => (await fetch(door.endpoint + path)).text();
const post = (what: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${door.endpoint}/hands/${what}`, {
    method: 'POST',
    redirect: 'manual',
    headers,
    body: new URLSearchParams({ organisation: keeper.tenantId, ...fields }),
  });

describe('the link to an invoice', () => {
  const follow = (shortCode: string, target: string) =>
    fetch(`${door.endpoint}/organisationlogin/default.aspx?shortcode=${shortCode}&redirecturl=${target}`, { redirect: 'manual' });

  it('leads to that very one on the page', async () => {
    const response = await follow('!23vYZ', `/AccountsReceivable/View.aspx?InvoiceID=${invoiceId()}`);
    expect(response.headers.get('location')).toBe(`/#${invoiceId()}`);
    expect(await page()).toContain(`<article id="${invoiceId()}">`);
  });

  it('leads nowhere for another organisation, another kind or an unknown id', async () => {
    const statuses = [
      await follow('!9kQ2m', `/AccountsReceivable/View.aspx?InvoiceID=${invoiceId()}`),
      await follow('!23vYZ', `/AccountsReceivable/ViewCreditNote.aspx?creditNoteID=${invoiceId()}`),
      await follow('!23vYZ', '/AccountsReceivable/View.aspx?InvoiceID=none'),
    ].map(({ status }) => status);
    expect(statuses).toEqual([404, 404, 404]);
  });
});

describe('the page', () => {
  it('shows what a document holds, as text, with its file to open', async () => {
    const text = await page();
    for (const words of ['A-1', '&lt;b&gt;Fibre&lt;/b&gt;', 'PO &quot;7&quot;', '110.00', 'Marlow Street Dental', 'AUTHORISED']) {
      expect(text).toContain(words);
    }
    const file = await fetch(door.endpoint + (/\/files\/[\w-]+/.exec(text)?.[0] ?? ''));
    expect([file.headers.get('content-type'), await file.text()]).toEqual(['application/pdf', '%PDF']);
  });

  it('lets a person archive, void, lock and use up the plan', async () => {
    expect((await post('strike', { id: invoiceId() })).headers.get('location')).toBe(`/#${invoiceId()}`);
    await post('contact', { id: keeper.contactId, status: 'ARCHIVED' });
    await post('account', { code: '200', status: 'ARCHIVED' });
    await post('lock', { until: '2026-10-31' });
    await post('approvals', {});
    const { hands } = keeper.xero;
    expect(hands.documents(keeper.tenantId)).toMatchObject([{ status: 'VOIDED' }]);
    expect(hands.contacts(keeper.tenantId)[0]).toMatchObject({ status: 'ARCHIVED' });
    expect(hands.accounts(keeper.tenantId).find(({ code }) => code === '200')).toMatchObject({ status: 'ARCHIVED' });
    expect(hands.organisations()[0]).toMatchObject({ lockDate: '2026-10-31', approvalsUsedUp: true });
    expect((await post('nothing', {})).status).toBe(400);
  });

  it('takes orders from no other site, and answers to no other name', async () => {
    expect((await post('strike', { id: invoiceId() }, { origin: 'http://evil.example' })).status).toBe(403);
    expect(keeper.xero.hands.documents(keeper.tenantId)).toMatchObject([{ status: 'AUTHORISED' }]);
    const status = await new Promise<number | undefined>((resolve) => {
      const asked = request({ host: '127.0.0.1', port: door.port, headers: { host: `evil.example:${door.port}` } }, (response) =>
        resolve(response.resume().statusCode),
      );
      asked.end();
    });
    expect(status).toBe(403);
  });
});

it('over HTTP an answer that is lost is a connection that breaks', async () => {
  keeper.xero.faults.plan([{ kind: 'lost', count: 1 }]);
  await expect(fetch(`${door.endpoint}/connections`)).rejects.toThrow();
  expect((await fetch(`${door.endpoint}/connections`)).status).toBe(401);
});
