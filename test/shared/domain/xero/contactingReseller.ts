import { contactsFor } from '../../../../shared/domain/xero/contacting.ts';
import type { Answer, Books, Contact, Entered, NewContact } from '../../../../shared/domain/xero/ports.ts';
import { aCustomer } from '../../../support/builders.ts';
import { sessionAt } from './sessionAt.ts';

export const contact = (over: Partial<Contact> = {}): Contact => ({ contactId: 'x-9', name: 'Somebody', status: 'ACTIVE', ...over });
export const made = (contacts: readonly { readonly number: string }[]): Answer<readonly Entered[]> => ({
  outcome: 'done',
  value: contacts.map(({ number }) => ({ number, taken: true, contactId: `x-${number}` })),
});

/** So many customers without a contact, and a Xero with these. */
export async function contactingReseller(customerIds: readonly string[], contacts: readonly Contact[], books: Partial<Books> = {}) {
  const calls: string[] = [];
  const given: NewContact[] = [];
  const all: Partial<Books> = {
    async contacts(page) {
      calls.push(`page ${page}`);
      const [from, pages] = [(page - 1) * 1000, Math.ceil(contacts.length / 1000)];
      return { outcome: 'done', value: { contacts: contacts.slice(from, from + 1000), more: page < pages, pages } };
    },
    async searchContacts(words) {
      calls.push('search');
      const shown = contacts.filter(
        ({ status, name, number = '' }) => status === 'ACTIVE' && `${name} ${number}`.toLowerCase().includes(words.toLowerCase()),
      );
      return { outcome: 'done', value: shown.slice(0, 50) };
    },
    async numberContacts(some) {
      calls.push(`number ${some.length}`);
      return { outcome: 'done', value: some.map(({ number, contactId }) => ({ number, taken: true, contactId })) };
    },
    async createContacts(some) {
      calls.push(`create ${some.length}`);
      given.push(...some);
      return made(some);
    },
    ...books,
  };
  const at = sessionAt(all);
  for (const [index, customerId] of customerIds.entries())
    await at.store.customers.save('aap', aCustomer({ customerId, name: `Customer no ${index + 1} of ours`, revision: 0 }));
  const customers = () => Promise.all(customerIds.map((customerId) => at.store.customers.get('aap', customerId)));
  /** What a worker makes of them; a new one each time. */
  const contactsOf = async (session = at.another()) => Object.fromEntries(await contactsFor(await customers(), session));
  return { ...at, calls, given, customers, contactsOf };
}

export const ids = (count: number) => Array.from({ length: count }, (_, index) => `c${String(index).padStart(3, '0')}`);
