import type { Account } from '../account.ts';
import { type Invoice, invoiceIdOf, type Line } from '../invoice.ts';
import { type Cents, cents, type Decimal4 } from '../money.ts';
import { cut } from '../oneLine.ts';
import type { Coding } from './coding.ts';
import type { Found, UploadDocument, UploadLine } from './ports.ts';

type Printed = Pick<Line, 'description' | 'quantity' | 'unitPrice'>;
export type CodedLine = { readonly line: Printed; readonly coding: Coding };

/** Xero's limits, in UTF-16 units. */
const DESCRIPTION_LIMIT = 4000;
const REFERENCE_LIMIT = 255;

export type Sending = { readonly contactId: string; readonly appUrl: string };

/** The invoice as Xero gets it: its lines as they are printed, so that Xero's arithmetic is ours. A credit note's signs are turned. */
export function uploadDocument(invoice: Invoice, lines: readonly CodedLine[], { xero }: Account, to: Sending): UploadDocument {
  const { kind, number, date, dueDate, currency, buyer, firstSentAt } = invoice;
  const authorised = xero.uploadAs === 'authorised';
  return {
    kind,
    number,
    contactId: to.contactId,
    date,
    ...(dueDate && kind === 'invoice' ? { dueDate } : {}),
    currency,
    ...(buyer.reference ? { reference: cut(buyer.reference, REFERENCE_LIMIT) } : {}),
    ...(kind === 'invoice' ? { url: urlOf(invoice, to.appUrl) } : {}),
    status: xero.uploadAs,
    sent: authorised && firstSentAt !== undefined,
    ...(xero.brandingThemeId ? { brandingThemeId: xero.brandingThemeId } : {}),
    lines: lines.map((each) => uploadLine(each, kind === 'creditNote')),
  };
}

function uploadLine({ line: { description, quantity, unitPrice }, coding }: CodedLine, turned: boolean): UploadLine {
  return { description: descriptionOf(description), quantity, unitPrice: turned ? negated(unitPrice) : unitPrice, ...coding };
}

/** As Xero keeps it, and never empty. */
export const descriptionOf = (text: string): string => cut(text.trim().toWellFormed(), DESCRIPTION_LIMIT).trimEnd() || 'No description';

// Not −0, which JSON would not show but a comparison would.
const negated = (price: Decimal4): Decimal4 => (price === 0 ? price : (-price as Decimal4));

/** Xero refuses a link in which its own name stands, as it may in a customer's id or our host's name. */
const unnamed = (url: string): string => url.replace(/x(?=ero)/gi, (letter) => `%${letter.charCodeAt(0).toString(16)}`);

/** Where the app shows the invoice. */
export const urlOf = (invoice: Pick<Invoice, 'month' | 'customerId'>, appUrl: string): string =>
  unnamed(new URL(`invoices/${invoiceIdOf(invoice)}`, appUrl).href);

/** Whether a link is to the invoice, at whatever host the app stood then. */
export function isUrlOf(invoice: Pick<Invoice, 'month' | 'customerId'>, url: string): boolean {
  const path = `/invoices/${invoiceIdOf(invoice)}`;
  return url.endsWith(path) || url.endsWith(unnamed(path));
}

/** Xero's total with our sign: it keeps a credit note's without one. */
export const signedTotal = (kind: Invoice['kind'], total: Cents): Cents =>
  kind === 'creditNote' ? cents(total === 0 ? 0 : -total) : total;

/** What opens the document in Xero, in the right organisation, whichever the browser is in now. */
export function linkTo({ kind, id }: Pick<Found, 'kind' | 'id'>, shortCode: string, goUrl: string): string {
  const page = kind === 'creditNote' ? `ViewCreditNote.aspx?creditNoteID=${id}` : `View.aspx?InvoiceID=${id}`;
  return `${goUrl.replace(/\/$/, '')}/organisationlogin/default.aspx?shortcode=${shortCode}&redirecturl=/AccountsReceivable/${page}`;
}
