import type { Books, DocumentKind, LedgerDocument, Status } from './books.ts';
import { own } from './books.ts';
import { contactOf } from './contacts.ts';
import { contactMeant, documentFaults } from './documentRules.ts';
import { documentView, KINDS, placesOf } from './documents.ts';
import { type Draft, draftOf } from './draft.ts';
import type { Reply, XeroRequest } from './exchange.ts';
import { totalsOf } from './taxes.ts';
import { documentAt, EMPTY_ID, elementsOf, type Given, isObject, listed, textOf, validationException } from './wire.ts';

/** PUT makes new documents alone; POST changes the one of that id or number, if there is one. */
export function writeDocuments(books: Books, kind: DocumentKind, request: XeroRequest): Reply {
  const { query, method } = request;
  const summarised = query.get('summarizeErrors') !== 'false';
  const results = elementsOf(request, kind).map((given) => {
    const known = method === 'POST' ? knownOf(books, kind, given) : undefined;
    const draft = draftOf(books, kind, KINDS[kind], given, placesOf(query), known);
    const faults = documentFaults(books, draft, known);
    if (faults.length) return { bad: true, view: refused(kind, given, faults) };
    const document = write(books, draft, known);
    const view = documentView(books, document, { places: placesOf(query), detail: true, attached: new Set() });
    return { bad: false, view: { ...view, ...(summarised ? {} : { StatusAttributeString: 'OK' }) } };
  });
  if (summarised && results.some(({ bad }) => bad)) {
    books.records.rollback();
    return validationException(results.filter(({ bad }) => bad).map(({ view }) => view));
  }
  return listed(
    books,
    kind,
    results.map(({ view }) => view),
  );
}

function knownOf(books: Books, kind: DocumentKind, given: Given): LedgerDocument | undefined {
  const key = textOf(given[KINDS[kind].id]) ?? textOf(given[KINDS[kind].number]);
  return key === undefined ? undefined : documentAt(books, kind, key);
}

function refused(kind: DocumentKind, given: Given, faults: readonly string[]): Given {
  return {
    [KINDS[kind].id]: EMPTY_ID,
    ...given,
    ...{ HasErrors: true, StatusAttributeString: 'ERROR', ValidationErrors: faults.map((Message) => ({ Message })) },
  };
}

function write(books: Books, draft: Draft, known: LedgerDocument | undefined): LedgerDocument {
  const { records, organisation, now, newId } = books;
  const { kind, lines, lineAmountTypes, currency, dueDate, reference, url, sentToContact, brandingThemeId } = draft;
  const document: LedgerDocument = {
    ...{ id: known?.id ?? newId(), tenantId: organisation.tenantId, kind, lines, lineAmountTypes, currency, sentToContact },
    number: draft.number ?? nextNumber(books, kind),
    contactId: writeContact(books, draft, known),
    date: draft.date ?? '',
    status: draft.status as Status,
    ...totalsOf(lines, lineAmountTypes),
    ...(dueDate === undefined ? {} : { dueDate }),
    ...(reference === undefined ? {} : { reference }),
    ...(url === undefined ? {} : { url }),
    ...(brandingThemeId === undefined ? {} : { brandingThemeId }),
    updatedAt: now.toISOString(),
  };
  records.put('documents', document.id, document);
  return document;
}

/** Whatever the document says of its contact beyond the id is written to the contact. */
function writeContact(books: Books, draft: Draft, known: LedgerDocument | undefined): string {
  const given = isObject(draft.given.Contact) ? draft.given.Contact : {};
  const contact = contactMeant(books, draft, known);
  if (contact && Object.keys(given).every((field) => field === 'ContactID')) return contact.contactId;
  const written = contactOf(books, given, contact);
  books.records.put('contacts', written.contactId, written);
  return written.contactId;
}

function nextNumber(books: Books, kind: DocumentKind): string {
  const { prefix } = KINDS[kind];
  const used = own(books, 'documents')
    .filter((one) => one.kind === kind)
    .map(({ number }) => Number(number.startsWith(prefix) ? number.slice(prefix.length) : 0) || 0);
  return `${prefix}${String(used.reduce((most, one) => Math.max(most, one), 0) + 1).padStart(4, '0')}`;
}
