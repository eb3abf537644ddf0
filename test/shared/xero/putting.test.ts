import { describe, expect, it } from 'vitest';
import { accounting } from '../../../shared/xero/accounting.ts';
import { answering, scriptedXero } from '../../support/scriptedServer.ts';
import { aCreditNote, anInvoice, CONTACT, document, listed, NO_ID } from '../../support/xeroPayloads.ts';

const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.eyJjYW5hcnkiOnRydWV9.c2lnbmF0dXJl';
const ORGANISATION = '70784a63-d24b-46a9-a4db-0e70a274b056';

const xero = scriptedXero();

const books = accounting.open({ token: TOKEN, organisationId: ORGANISATION });
const sent = (): unknown => JSON.parse(xero.asked[0]?.body.toString() ?? 'null');

describe('an invoice that goes to Xero', () => {
  it('is created, never changed, with the prices at four places and each error told apart', async () => {
    xero.answer = listed('Invoices', [anInvoice()]);
    await books.put('invoice', [document()], 'key-1');
    const [{ method, path, query, headers } = expect.fail()] = xero.asked;
    expect([method, path, query]).toEqual(['PUT', '/api.xro/2.0/Invoices', { summarizeErrors: 'false', unitdp: '4' }]);
    expect(headers).toMatchObject({
      authorization: `Bearer ${TOKEN}`,
      'xero-tenant-id': ORGANISATION,
      'idempotency-key': 'key-1',
      accept: 'application/json',
      connection: 'close',
    });
    expect(headers['content-type']).toMatch(/^application\/json/);
  });

  it('says of itself what Xero needs, and neither an amount nor a tax nor anything of its contact but the id', async () => {
    xero.answer = listed('Invoices', [anInvoice()]);
    await books.put('invoice', [document()], 'key-1');
    expect(sent()).toEqual({
      Invoices: [
        {
          Type: 'ACCREC',
          InvoiceNumber: 'AAP-00001',
          Contact: { ContactID: CONTACT },
          Date: '2026-07-01',
          DueDate: '2026-07-15',
          CurrencyCode: 'AUD',
          Reference: 'PO 4711',
          Url: 'https://rebill.example/invoices/2026-07_bakery',
          BrandingThemeID: '34efa745-7238-4ead-b95e-1fe6c816adbe',
          Status: 'AUTHORISED',
          SentToContact: true,
          LineAmountTypes: 'Exclusive',
          LineItems: [
            { Description: 'Minutes', Quantity: 120.5, UnitAmount: 0.0825, AccountCode: '200', TaxType: 'OUTPUT' },
            { Description: 'Hosting', Quantity: 1, UnitAmount: -1_000_000.1, AccountCode: '200', TaxType: 'EXEMPTOUTPUT' },
          ],
        },
      ],
    });
  });

  it.each([
    ['a draft', { status: 'draft', sent: true }],
    ['not emailed yet', { status: 'authorised', sent: false }],
  ] as const)('is not said to be sent when it is %s', async (_, over) => {
    xero.answer = listed('Invoices', [anInvoice()]);
    await books.put('invoice', [document(over)], 'key-1');
    expect(sent()).toMatchObject({ Invoices: [{ Status: over.status === 'draft' ? 'DRAFT' : 'AUTHORISED' }] });
    expect(xero.asked[0]?.body.toString()).not.toContain('SentToContact');
  });

  it('that is a credit goes as a credit note', async () => {
    xero.answer = listed('CreditNotes', [aCreditNote()]);
    const { dueDate, url, ...rest } = document({ kind: 'creditNote', number: 'AAP-00009' });
    const answer = await books.put('creditNote', [rest], 'key-2');
    expect(answer).toEqual({
      outcome: 'done',
      value: [{ number: 'AAP-00009', taken: true, id: '7be578e1-4bf8-4f9e-ab34-2e1a4a0c0bd4', total: 11_000 }],
    });
    const [{ method, path, query } = expect.fail()] = xero.asked;
    expect([method, path, query]).toEqual(['PUT', '/api.xro/2.0/CreditNotes', { summarizeErrors: 'false', unitdp: '4' }]);
    expect(sent()).toEqual({
      CreditNotes: [
        {
          Type: 'ACCRECCREDIT',
          CreditNoteNumber: 'AAP-00009',
          Contact: { ContactID: CONTACT },
          Date: '2026-07-01',
          CurrencyCode: 'AUD',
          Reference: 'PO 4711',
          BrandingThemeID: '34efa745-7238-4ead-b95e-1fe6c816adbe',
          Status: 'AUTHORISED',
          LineAmountTypes: 'Exclusive',
          LineItems: expect.any(Array),
        },
      ],
    });
  });
});

describe("Xero's answer to a batch", () => {
  const put = (...numbers: string[]) =>
    books.put(
      'invoice',
      numbers.map((number) => document({ number })),
      'key',
    );

  it('is read by number, whatever its order, and says of each alone whether it was written', async () => {
    xero.answer = listed('Invoices', [
      anInvoice({
        InvoiceNumber: 'AAP-00003',
        InvoiceID: 'id-3',
        Total: 0.07,
        StatusAttributeString: 'WARNING',
        Warnings: [{ Message: 'x' }],
      }),
      anInvoice({
        InvoiceNumber: 'AAP-00002',
        InvoiceID: NO_ID,
        HasErrors: true,
        StatusAttributeString: 'ERROR',
        ValidationErrors: [
          { Message: 'Invoice # must be unique.' },
          { Message: "Account code '999' is not a valid code for this document." },
        ],
      }),
      anInvoice({ InvoiceNumber: 'AAP-00001', InvoiceID: 'id-1', Total: 1_234_567.89 }),
    ]);
    expect(await put('AAP-00001', 'AAP-00002', 'AAP-00003')).toEqual({
      outcome: 'done',
      value: [
        { number: 'AAP-00003', taken: true, id: 'id-3', total: 7 },
        {
          number: 'AAP-00002',
          taken: false,
          messages: ['Invoice # must be unique.', "Account code '999' is not a valid code for this document."],
        },
        { number: 'AAP-00001', taken: true, id: 'id-1', total: 123_456_789 },
      ],
    });
  });

  it.each([
    ['HasErrors alone', { HasErrors: true, StatusAttributeString: undefined }, ['Xero did not say why']],
    ['the status alone', { StatusAttributeString: 'ERROR' }, ['Xero did not say why']],
    ['its errors alone', { StatusAttributeString: undefined, ValidationErrors: [{ Description: 'No' }] }, ['No']],
  ])('is a refusal by %s, though the status of the answer is 200', async (_, over, messages) => {
    xero.answer = listed('Invoices', [anInvoice(over)]);
    expect(await put('AAP-00001')).toMatchObject({ value: [{ number: 'AAP-00001', taken: false, messages }] });
  });

  it.each([
    ['it is left out', []],
    ['it has no id', [anInvoice({ InvoiceID: NO_ID })]],
    ['it has no total', [anInvoice({ Total: undefined })]],
    ['its total is no number', [anInvoice({ Total: '110.00' })]],
    ['it has another number', [anInvoice({ InvoiceNumber: 'AAP-00777' })]],
    ['it is nothing', [anInvoice({ InvoiceNumber: null })]],
  ])('says nothing of an invoice where %s', async (_, elements) => {
    xero.answer = listed('Invoices', elements);
    expect(await put('AAP-00001')).toEqual({ outcome: 'done', value: [] });
  });

  it('may quote a description that xero-node would take for a date', async () => {
    xero.answer = listed('Invoices', [anInvoice({ LineItems: [{ Description: '/Date(broken)/', LineAmount: 1 }] })]);
    expect(await put('AAP-00001')).toMatchObject({ outcome: 'done', value: [{ taken: true }] });
  });

  it('tells how many calls are left today', async () => {
    const body = { Invoices: [anInvoice()] };
    xero.answer = answering(200, body, { 'X-DayLimit-Remaining': '4987', 'X-MinLimit-Remaining': '59' });
    expect(await put('AAP-00001')).toMatchObject({ outcome: 'done', dayLeft: 4987 });
  });
});
