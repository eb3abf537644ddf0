import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AccountingApi } from 'xero-node/dist/gen/api/accountingApi.js';
import type { Door } from '../../../local/http.ts';
import { openXero } from '../../../local/xero/door.ts';
import { Person } from './person.ts';

let person: Person;
let door: Door;
let api: AccountingApi;
let contactID: string;

beforeAll(async () => {
  person = new Person();
  door = await openXero(person.xero, () => person.time.now);
  api = await person.api(door.endpoint);
  contactID = String(person.xero.hands.contacts(person.tenantId)[0]?.contactId);
});

afterAll(() => door.stop());

beforeEach(() => person.time.pass({ minutes: 1.1 }));

const line = { description: 'Fibre', quantity: 3, unitAmount: 0.0825, accountCode: '200', taxType: 'OUTPUT' };

const invoice = (invoiceNumber: string, more: object = {}) => ({
  type: 'ACCREC' as never,
  contact: { contactID },
  date: '2026-11-01',
  dueDate: '2026-11-15',
  lineAmountTypes: 'Exclusive' as never,
  invoiceNumber,
  reference: 'PO 7',
  currencyCode: 'AUD' as never,
  status: 'AUTHORISED' as never,
  sentToContact: true,
  url: 'https://app.example/invoices/1',
  lineItems: [line, { ...line, quantity: 1, unitAmount: 99.95 }],
  ...more,
});

/** With their lines and four decimals: both only where a page and `unitdp` are asked for. */
async function find(...numbers: string[]) {
  const none = undefined;
  const { body } = await api.getInvoices(person.tenantId, none, none, none, none, numbers, none, none, 1, none, none, 4);
  return body.invoices ?? [];
}

const put = (invoices: object[], key?: string) => api.createInvoices(person.tenantId, { invoices }, false, 4, key);

describe('xero-node reads what the stand-in answers', () => {
  it('an invoice that was created, with its totals and four decimals', async () => {
    const { body } = await put([invoice('XN-1')]);
    expect(body.invoices).toMatchObject([
      { invoiceNumber: 'XN-1', statusAttributeString: 'OK', hasErrors: false, subTotal: 100.2, totalTax: 10.03, total: 110.23 },
    ]);
    const found = await find('XN-1', 'XN-none');
    expect(found).toHaveLength(1);
    expect(found?.[0]).toMatchObject({
      ...{ url: 'https://app.example/invoices/1', status: 'AUTHORISED', contact: { contactID }, currencyCode: 'AUD', sentToContact: true },
      lineItems: [{ unitAmount: 0.0825, lineAmount: 0.25, taxAmount: 0.03 }, { unitAmount: 99.95 }],
    });
    expect(new Date(String(found?.[0]?.date)).toISOString()).toBe('2026-11-01T00:00:00.000Z');
    expect(new Date(String(found?.[0]?.dueDate)).toISOString()).toBe('2026-11-15T00:00:00.000Z');
    expect(found?.[0]?.updatedDateUTC).toEqual(person.time.now.getTime() ? expect.any(Date) : undefined);
  });

  it('a good one and a bad one of the same batch, each with its own verdict', async () => {
    const { body } = await put([invoice('XN-2'), invoice('XN-3', { lineItems: [{ ...line, accountCode: '999' }] })]);
    expect(body.invoices?.map(({ statusAttributeString }) => statusAttributeString)).toEqual(['OK', 'ERROR']);
    expect(body.invoices?.[1]).toMatchObject({
      invoiceNumber: 'XN-3',
      hasErrors: true,
      validationErrors: [{ message: "Account code '999' is not a valid code for this document." }],
    });
  });

  it('a refusal of the whole request, as the text that it rejects with', async () => {
    await put([invoice('XN-4')], 'k');
    const rejected = await put([invoice('XN-5')], 'k').catch((error: unknown) => String(error));
    expect(JSON.parse(String(rejected))).toMatchObject({ response: { statusCode: 400, body: { ErrorNumber: 10 } } });
  });

  it('a credit note, found by its number', async () => {
    const { type: _, invoiceNumber: __, dueDate: ___, url: ____, ...rest } = invoice('');
    await api.createCreditNotes(
      person.tenantId,
      { creditNotes: [{ ...rest, type: 'ACCRECCREDIT' as never, creditNoteNumber: 'XC-1' }] },
      false,
      4,
    );
    const { body } = await api.getCreditNotes(
      person.tenantId,
      undefined,
      'CreditNoteNumber=="XC-1" OR CreditNoteNumber=="XC-2"',
      undefined,
      1,
      4,
    );
    expect(body.creditNotes).toMatchObject([
      { creditNoteNumber: 'XC-1', type: 'ACCRECCREDIT', total: 110.23, lineItems: [{ unitAmount: 0.0825 }, {}] },
    ]);
  });

  it('a PDF attached, listed and read back byte for byte', async () => {
    const { body } = await put([invoice('XN-6')]);
    const id = String(body.invoices?.[0]?.invoiceID);
    const pdf = Buffer.from([0x25, 0x50, 0x44, 0x46, 0x00, 0xff, 0x80]);
    const { body: attached } = await api.createInvoiceAttachmentByFileName(person.tenantId, id, 'AAP-00006 ü.pdf', pdf as never, true);
    expect(attached.attachments).toMatchObject([
      { fileName: 'AAP-00006 ü.pdf', mimeType: 'application/pdf', contentLength: 7, includeOnline: true },
    ]);
    expect((await api.getInvoiceAttachments(person.tenantId, id)).body.attachments).toHaveLength(1);
    const { body: read } = await api.getInvoiceAttachmentByFileName(person.tenantId, id, 'AAP-00006 ü.pdf', 'application/pdf');
    expect(Buffer.from(read)).toEqual(pdf);
    expect((await api.getInvoice(person.tenantId, id)).body.invoices?.[0]?.hasAttachments).toBe(true);
  });

  it('the organisation, its accounts, tax rates and branding themes', async () => {
    const { body: organisations } = await api.getOrganisations(person.tenantId);
    expect(organisations.organisations).toMatchObject([
      { name: 'Demo Company (AU)', shortCode: '!23vYZ', baseCurrency: 'AUD', countryCode: 'AU' },
    ]);
    const { body: accounts } = await api.getAccounts(person.tenantId);
    expect(accounts.accounts?.find(({ code }) => code === '240')).toMatchObject({ status: 'ARCHIVED', type: 'REVENUE', taxType: 'OUTPUT' });
    const { body: rates } = await api.getTaxRates(person.tenantId);
    expect(
      rates.taxRates?.filter(({ canApplyToRevenue }) => canApplyToRevenue).map(({ taxType, effectiveRate }) => [taxType, effectiveRate]),
    ).toEqual([
      ['OUTPUT', 10],
      ['EXEMPTOUTPUT', 0],
      ['EXEMPTEXPORT', 0],
      ['INPUTTAXED', 0],
      ['BASEXCLUDED', 0],
      ['TAX001', 2.5],
    ]);
    const { body: themes } = await api.getBrandingThemes(person.tenantId);
    expect(themes.brandingThemes).toMatchObject([{ name: 'Standard' }, { name: 'Special Projects' }]);
  });

  it('contacts by page, and a contact that is given our number', async () => {
    const { body: made } = await api.createContacts(person.tenantId, { contacts: [{ name: 'Nine Pines', contactNumber: 'c-9' }] }, false);
    expect(made.contacts).toMatchObject([{ name: 'Nine Pines', contactNumber: 'c-9', contactStatus: 'ACTIVE' }]);
    await api.updateOrCreateContacts(person.tenantId, { contacts: [{ contactID, contactNumber: 'c-1' }] }, false);
    const { body } = await api.getContacts(
      ...([person.tenantId, undefined, undefined, undefined, undefined, 1, true, undefined, undefined, 2] as const),
    );
    expect(body.contacts).toMatchObject([{ contactID, name: 'Marlow Street Dental', contactNumber: 'c-1' }, {}]);
    expect(body.pagination).toMatchObject({ page: 1, pageSize: 2, pageCount: 2, itemCount: 3 });
  });
});
