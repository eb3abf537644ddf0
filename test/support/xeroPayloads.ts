import { decimal4 } from '../../shared/domain/money.ts';
import { day } from '../../shared/domain/month.ts';
import type { UploadDocument } from '../../shared/domain/xero/ports.ts';
import { answering } from './scriptedServer.ts';

/** Xero's answers, as its documentation has them. */

export const CONTACT = '430fa14a-f945-44d3-9f97-5df5e28441b8';
/** Xero's id of nothing. */
export const NO_ID = '00000000-0000-0000-0000-000000000000';

/** What stands around every list that Xero answers with. */
export const listed = (name: string, elements: readonly unknown[], more: object = {}) =>
  answering(200, { Id: 'ae6dd1d5-9ef3-4bc7-8f73-6f4b4e4a9e4b', Status: 'OK', ProviderName: 'Rebill', ...more, [name]: elements });

export const document = (over: Partial<UploadDocument> = {}): UploadDocument => ({
  kind: 'invoice',
  number: 'AAP-00001',
  contactId: CONTACT,
  date: day('2026-07-01'),
  dueDate: day('2026-07-15'),
  currency: 'AUD',
  reference: 'PO 4711',
  url: 'https://rebill.example/invoices/2026-07_bakery',
  status: 'authorised',
  sent: true,
  brandingThemeId: '34efa745-7238-4ead-b95e-1fe6c816adbe',
  lines: [
    { description: 'Minutes', quantity: decimal4('120.5'), unitPrice: decimal4('0.0825'), accountCode: '200', taxType: 'OUTPUT' },
    { description: 'Hosting', quantity: decimal4('1'), unitPrice: decimal4('-1000000.1'), accountCode: '200', taxType: 'EXEMPTOUTPUT' },
  ],
  ...over,
});

/** An invoice as Xero answers with it. */
export const anInvoice = (over: object = {}) => ({
  Type: 'ACCREC',
  InvoiceID: 'd4956132-ed94-4dd7-9eaa-aa22dfdf06f2',
  InvoiceNumber: 'AAP-00001',
  Reference: '',
  Payments: [],
  AmountDue: 110.0,
  SentToContact: true,
  CurrencyRate: 1.0,
  Url: 'https://rebill.example/invoices/2026-07_bakery',
  HasErrors: false,
  IsDiscounted: false,
  Contact: { ContactID: CONTACT, Name: 'Harbour Bakery', Addresses: [], Phones: [] },
  DateString: '2026-07-01T00:00:00',
  Date: '/Date(1782864000000+0000)/',
  DueDateString: '2026-07-15T00:00:00',
  DueDate: '/Date(1784073600000+0000)/',
  Status: 'AUTHORISED',
  LineAmountTypes: 'Exclusive',
  LineItems: [{ Description: 'Hosting', UnitAmount: 100.0, TaxType: 'OUTPUT', TaxAmount: 10.0, LineAmount: 100.0, Quantity: 1.0 }],
  SubTotal: 100.0,
  TotalTax: 10.0,
  Total: 110.0,
  UpdatedDateUTC: '/Date(1782866951663+0000)/',
  CurrencyCode: 'AUD',
  StatusAttributeString: 'OK',
  ...over,
});

export const aCreditNote = (over: object = {}) => {
  const { InvoiceID, InvoiceNumber, Url, ...rest } = anInvoice();
  return { ...rest, CreditNoteID: '7be578e1-4bf8-4f9e-ab34-2e1a4a0c0bd4', CreditNoteNumber: 'AAP-00009', Type: 'ACCRECCREDIT', ...over };
};
