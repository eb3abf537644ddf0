import { type Books, type Contact, type DocumentKind, type LedgerDocument, type Line, own, ownById } from './books.ts';
import { contactView } from './contacts.ts';
import type { Reply, XeroRequest } from './exchange.ts';
import { decimal4Of } from './taxes.ts';
import { conditionOf } from './where.ts';
import { dated, decimal, decimal4, documentAt, type Given, listed, notFound, paged, sameText, stamp } from './wire.ts';

/** What an invoice and a credit note call the same things. */
export const KINDS = {
  Invoices: { id: 'InvoiceID', number: 'InvoiceNumber', type: 'ACCREC', prefix: 'INV-', taken: 'Invoice # must be unique.' },
  CreditNotes: {
    id: 'CreditNoteID',
    number: 'CreditNoteNumber',
    type: 'ACCRECCREDIT',
    prefix: 'CN-',
    taken: 'Credit Note # must be unique.',
  },
} as const satisfies Record<DocumentKind, object>;

/** Without a page to be on, a list leaves the lines out. */
export function getDocuments(books: Books, kind: DocumentKind, { query }: XeroRequest): Reply {
  const among = (name: string) => query.get(name)?.split(',');
  const [ids, numbers, contacts, statuses] = [among('IDs'), among('InvoiceNumbers'), among('ContactIDs'), among('Statuses')];
  const condition = conditionOf(query.get('where'));
  const attached = attachedTo(books);
  const detail = query.has('page') && query.get('summaryOnly') !== 'true';
  const view = (document: LedgerDocument) => documentView(books, document, { places: placesOf(query), detail, attached });
  const found = [...own(books, 'documents')].filter(
    (one) =>
      one.kind === kind &&
      (ids === undefined || ids.includes(one.id)) &&
      (numbers === undefined || numbers.some((number) => sameText(number, one.number))) &&
      (contacts === undefined || contacts.includes(one.contactId)) &&
      (statuses === undefined || statuses.includes(one.status)) &&
      (!query.has('where') || condition(view(one))),
  );
  const { items, more } = paged(found, query);
  return listed(books, kind, items.map(view), more);
}

/** By id or number, whole. */
export function getDocument(books: Books, kind: DocumentKind, key: string, { query }: XeroRequest): Reply {
  const found = documentAt(books, kind, key);
  if (!found) return notFound();
  return listed(books, kind, [documentView(books, found, { places: placesOf(query), detail: true, attached: attachedTo(books) })]);
}

/** Unit amounts have two places unless four are asked for. */
export const placesOf = (query: URLSearchParams): 2 | 4 => (query.get('unitdp') === '4' ? 4 : 2);

const attachedTo = (books: Books): ReadonlySet<string> => new Set(own(books, 'attachments').map(({ documentId }) => documentId));

type Shown = { readonly places: 2 | 4; readonly detail: boolean; readonly attached: ReadonlySet<string> };

export function documentView(books: Books, document: LedgerDocument, { places, detail, attached }: Shown): Given {
  const { id, kind, number, contactId, status, total, lines, updatedAt } = document;
  const names = KINDS[kind];
  const contact = ownById(books, 'contacts', contactId);
  const due = status === 'VOIDED' || status === 'DELETED' ? 0 : total;
  return {
    ...{ Type: names.type, [names.id]: id, [names.number]: number, Reference: document.reference ?? '' },
    ...(kind === 'Invoices'
      ? { Prepayments: [], Overpayments: [], CreditNotes: [], AmountDue: decimal(due) }
      : { RemainingCredit: decimal(due) }),
    ...{ Payments: [], AmountPaid: 0, AmountCredited: 0, SentToContact: document.sentToContact, CurrencyRate: 1, IsDiscounted: false },
    ...(document.url === undefined ? {} : { Url: document.url }),
    ...(document.brandingThemeId === undefined ? {} : { BrandingThemeID: document.brandingThemeId }),
    ...{ HasErrors: false, HasAttachments: attached.has(id), InvoiceAddresses: [] },
    Contact: contactOf(contact, contactId, detail),
    ...dated('Date', document.date),
    ...dated('DueDate', document.dueDate),
    ...{ Status: status, LineAmountTypes: document.lineAmountTypes, LineItems: detail ? lines.map((line) => lineView(line, places)) : [] },
    ...{ SubTotal: decimal(document.subTotal), TotalTax: decimal(document.totalTax), Total: decimal(total) },
    ...{ UpdatedDateUTC: stamp(updatedAt), CurrencyCode: document.currency },
  };
}

function contactOf(contact: Contact | undefined, contactId: string, detail: boolean): Given {
  if (!contact) return { ContactID: contactId };
  return detail ? contactView(contact) : { ContactID: contactId, Name: contact.fields.Name };
}

function lineView(line: Line, places: 2 | 4): Given {
  return {
    ...{ LineItemID: line.lineItemId, Quantity: decimal4(line.quantity) },
    ...(line.description === undefined ? {} : { Description: line.description }),
    UnitAmount: decimal4(decimal4Of(decimal4(line.unitAmount), places)),
    ...(line.accountCode === undefined ? {} : { AccountCode: line.accountCode }),
    ...{ TaxType: line.taxType, TaxAmount: decimal(line.tax), LineAmount: decimal(line.amount), Tracking: [] },
  };
}
