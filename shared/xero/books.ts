import type { Answer, Books } from '../domain/xero/ports.ts';
import { creditNoteBody, invoiceBody, newContactBody, numberedContactBody } from './bodies.ts';
import { type Access, type Reply, xeroUnder } from './client.ts';
import { takenIn } from './documents.ts';
import { lookUp } from './lookups.ts';
import { answerOf } from './outcome.ts';
import {
  accountsIn,
  attachmentsIn,
  brandingThemesIn,
  contactsIn,
  enteredIn,
  isMoreIn,
  organisationIn,
  pagesIn,
  taxRatesIn,
} from './readings.ts';

/** Xero's most for contacts. */
const CONTACTS_PAGE = 1000;
const SEARCH_LIMIT = 50;

/** An organisation's books over HTTP. */
export function booksUnder(access: Access): Books {
  const xero = xeroUnder(access);
  const secrets = [access.token];
  const answer = async <T>(reply: Promise<Reply>, read: (json: unknown) => T | undefined): Promise<Answer<T>> =>
    answerOf(await reply, access.token, read);
  return {
    organisation: () => answer(xero.organisations(), organisationIn),
    accounts: () => answer(xero.accounts(), accountsIn),
    taxRates: () => answer(xero.taxRates(), taxRatesIn),
    brandingThemes: () => answer(xero.brandingThemes(), brandingThemesIn),

    contacts: (page) =>
      answer(xero.contacts(page, CONTACTS_PAGE, { includeArchived: true }), (json) => {
        const contacts = contactsIn(json);
        const pages = pagesIn(json);
        return { contacts, more: isMoreIn(json, page, contacts.length), ...(pages === undefined ? {} : { pages }) };
      }),
    searchContacts: (search) =>
      answer(xero.contacts(1, SEARCH_LIMIT, { includeArchived: false, search }), (json) =>
        contactsIn(json)
          .filter(({ status }) => status === 'ACTIVE')
          .slice(0, SEARCH_LIMIT),
      ),
    createContacts: (contacts, key) =>
      answer(xero.createContacts(contacts.map(newContactBody), key), (json) => enteredIn(json, contacts, secrets)),
    numberContacts: (contacts, key) =>
      answer(xero.changeContacts(contacts.map(numberedContactBody), key), (json) => enteredIn(json, contacts, secrets)),

    put(kind, documents, key) {
      const numbers = documents.map(({ number }) => number);
      const reply =
        kind === 'invoice'
          ? xero.createInvoices(documents.map(invoiceBody), key)
          : xero.createCreditNotes(documents.map(creditNoteBody), key);
      return answer(reply, (json) => takenIn(json, kind, numbers, secrets));
    },
    find: (kind, numbers) => lookUp(access, kind, numbers),

    async attach({ kind, id }, file, key) {
      const attached = await answer(xero.attach(kind, id, file, key), (json) => attachmentsIn(json)[0]);
      return attached.outcome === 'done' ? { ...attached, value: undefined } : attached;
    },
    attachments: ({ kind, id }) => answer(xero.attachments(kind, id), attachmentsIn),
  };
}
