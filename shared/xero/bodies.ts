import { decimalText } from '../domain/money.ts';
import { cut } from '../domain/oneLine.ts';
import type { NewContact, UploadDocument, UploadLine } from '../domain/xero/ports.ts';
import type { ContactBody, CreditNoteBody, InvoiceBody } from './client.ts';

/** Lengths that Xero takes, in UTF-16 units. */
const NAME_LIMIT = 255;
const ADDRESS_LINE_LIMIT = 500;
const PHONE_LIMIT = 50;

/** Where the address goes that stands on invoices. */
const ON_INVOICES = 'POBOX';

/** A document but for its number and what only an invoice has. Of the contact its id alone: whatever else is sent would overwrite it. */
const documentBody = (document: UploadDocument) => ({
  contact: { contactID: document.contactId },
  date: document.date,
  currencyCode: document.currency,
  reference: document.reference,
  brandingThemeID: document.brandingThemeId,
  status: document.status === 'authorised' ? 'AUTHORISED' : 'DRAFT',
  lineAmountTypes: 'Exclusive',
  lineItems: document.lines.map(lineBody),
});

export const invoiceBody = (document: UploadDocument): InvoiceBody => ({
  ...documentBody(document),
  type: 'ACCREC',
  invoiceNumber: document.number,
  dueDate: document.dueDate,
  url: document.url,
  // A draft that says so is warned about.
  sentToContact: document.sent && document.status === 'authorised' ? true : undefined,
});

export const creditNoteBody = (document: UploadDocument): CreditNoteBody => ({
  ...documentBody(document),
  type: 'ACCRECCREDIT',
  creditNoteNumber: document.number,
});

type LineBody = NonNullable<InvoiceBody['lineItems']>[number];

/** Neither amount nor tax: Xero computes both, and refuses or changes what differs. Four decimals pass through a double unchanged. */
const lineBody = ({ description, quantity, unitPrice, accountCode, taxType }: UploadLine): LineBody => ({
  description,
  quantity: Number(decimalText(quantity)),
  unitAmount: Number(decimalText(unitPrice)),
  accountCode,
  taxType,
});

export const newContactBody = ({ name, number, email, phone, address }: NewContact): ContactBody => ({
  name: cut(name, NAME_LIMIT),
  contactNumber: number,
  emailAddress: email,
  phones: phone ? [{ phoneType: 'DEFAULT', phoneNumber: cut(phone, PHONE_LIMIT) }] : undefined,
  addresses: address.length > 0 ? [addressBody(address)] : undefined,
});

function addressBody(lines: readonly string[]) {
  const [addressLine1, addressLine2, addressLine3, ...rest] = lines.map((line) => cut(line, ADDRESS_LINE_LIMIT));
  const addressLine4 = rest.length > 0 ? cut(rest.join(', '), ADDRESS_LINE_LIMIT) : undefined;
  return { addressType: ON_INVOICES, addressLine1, addressLine2, addressLine3, addressLine4 };
}

/** Nothing of the contact but its id and our number. */
export const numberedContactBody = ({ contactId, number }: { readonly contactId: string; readonly number: string }): ContactBody => ({
  contactID: contactId,
  contactNumber: number,
});
