import type { Accounting } from '../domain/xero/ports.ts';

/** xero-node is large: it is loaded with the first call, so that a function that finds nothing to do never loads it. */
export const accounting: Accounting = {
  open(access) {
    const books = async () => (await import('./books.ts')).booksUnder(access);
    return {
      organisation: async () => (await books()).organisation(),
      accounts: async () => (await books()).accounts(),
      taxRates: async () => (await books()).taxRates(),
      brandingThemes: async () => (await books()).brandingThemes(),
      contacts: async (page) => (await books()).contacts(page),
      searchContacts: async (words) => (await books()).searchContacts(words),
      createContacts: async (contacts, key) => (await books()).createContacts(contacts, key),
      numberContacts: async (contacts, key) => (await books()).numberContacts(contacts, key),
      put: async (kind, documents, key) => (await books()).put(kind, documents, key),
      find: async (kind, numbers) => (await books()).find(kind, numbers),
      attach: async (document, file, key) => (await books()).attach(document, file, key),
      attachments: async (document) => (await books()).attachments(document),
    };
  },
};
