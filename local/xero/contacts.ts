import { type Books, type Contact, own, ownById } from './books.ts';
import { contactFaults } from './contactRules.ts';
import type { Reply, XeroRequest } from './exchange.ts';
import { conditionOf } from './where.ts';
import { EMPTY_ID, elementsOf, type Given, listed, paged, sameText, stamp, textOf, validationException } from './wire.ts';

export function getContacts(books: Books, { query }: XeroRequest): Reply {
  const ids = query.get('IDs')?.split(',');
  const term = query.get('searchTerm')?.toLowerCase();
  const condition = conditionOf(query.get('where'));
  const found = [...own(books, 'contacts')].filter(
    (contact) =>
      (contact.status === 'ACTIVE' || query.get('includeArchived') === 'true' || ids !== undefined) &&
      (ids === undefined || ids.includes(contact.contactId)) &&
      (term === undefined || SEARCHED.some((field) => textOf(contact.fields[field])?.toLowerCase().includes(term))) &&
      condition(contactView(contact)),
  );
  const { items, more } = paged(found, query);
  return listed(
    books,
    'Contacts',
    items.map((contact) => contactView(contact, query.get('summaryOnly') === 'true')),
    more,
  );
}

const SEARCHED = ['Name', 'FirstName', 'LastName', 'ContactNumber', 'CompanyNumber', 'EmailAddress'];

export function getContact(books: Books, key: string): Reply | undefined {
  const found =
    ownById(books, 'contacts', key) ?? own(books, 'contacts').find(({ fields }) => sameText(textOf(fields.ContactNumber) ?? '', key));
  return found && listed(books, 'Contacts', [contactView(found)]);
}

export function contactView({ contactId, status, fields, updatedAt }: Contact, summary = false): Given {
  const { Addresses, Phones, ...rest } = fields;
  return {
    ...{ ContactID: contactId, ContactStatus: status },
    ...rest,
    ...(summary
      ? {}
      : { Addresses: Addresses ?? [], Phones: Phones ?? [], ContactGroups: [], ContactPersons: fields.ContactPersons ?? [] }),
    ...{ IsSupplier: false, IsCustomer: true, UpdatedDateUTC: stamp(updatedAt), HasAttachments: false, HasValidationErrors: false },
  };
}

/** PUT makes new ones alone; POST changes the one that is meant, if there is one. */
export function writeContacts(books: Books, request: XeroRequest): Reply {
  const summarised = request.query.get('summarizeErrors') !== 'false';
  const results = elementsOf(request, 'Contacts').map((given) => {
    const known = request.method === 'POST' ? meant(books, given) : undefined;
    const faults = contactFaults(books, given, known);
    if (faults.length) return refused(given, faults);
    const contact = contactOf(books, given, known);
    books.records.put('contacts', contact.contactId, contact);
    return { bad: false, view: { ...contactView(contact), ...(summarised ? {} : { StatusAttributeString: 'OK' }) } };
  });
  if (summarised && results.some(({ bad }) => bad)) {
    books.records.rollback();
    return validationException(results.filter(({ bad }) => bad).map(({ view }) => view));
  }
  return listed(
    books,
    'Contacts',
    results.map(({ view }) => view),
  );
}

const refused = (given: Given, faults: readonly string[]) => ({
  bad: true,
  view: {
    ContactID: EMPTY_ID,
    ...given,
    ...{ StatusAttributeString: 'ERROR', HasValidationErrors: true, ValidationErrors: faults.map((Message) => ({ Message })) },
  },
});

/** The contact that a POST means: by id, else by number, else by name among the active ones. */
export function meant(books: Books, given: Given): Contact | undefined {
  const { ContactID: id, ContactNumber: number, Name: name } = given;
  if (typeof id === 'string') return ownById(books, 'contacts', id);
  const by = (field: string, value: string) =>
    own(books, 'contacts').find((one) => one.status === 'ACTIVE' && sameText(textOf(one.fields[field]) ?? '', value));
  const byNumber = typeof number === 'string' && number ? by('ContactNumber', number) : undefined;
  return byNumber ?? (typeof name === 'string' ? by('Name', name.trim()) : undefined);
}

/** Of these Xero takes what it is given; everything else is its own. */
const KEPT = [
  ...['Name', 'ContactNumber', 'AccountNumber', 'FirstName', 'LastName', 'CompanyNumber', 'EmailAddress', 'TaxNumber'],
  ...['Addresses', 'Phones', 'ContactPersons', 'BankAccountDetails', 'DefaultCurrency'],
];

/** What is absent stays as it is. */
export function contactOf({ organisation, now, newId }: Books, given: Given, known?: Contact): Contact {
  const fresh = KEPT.filter((field) => given[field] !== undefined && given[field] !== null).map((field) => [field, given[field]] as const);
  const fields: Given = { ...known?.fields, ...Object.fromEntries(fresh) };
  const archived = given.ContactStatus === 'ARCHIVED';
  return {
    contactId: known?.contactId ?? newId(),
    tenantId: organisation.tenantId,
    status: archived ? 'ARCHIVED' : (known?.status ?? 'ACTIVE'),
    fields: { ...fields, Name: textOf(fields.Name)?.trim() },
    updatedAt: now.toISOString(),
  };
}
