import type { Customer } from '../customer.ts';
import type { Customers } from '../ports.ts';
import { sameName } from './cells.ts';

type Known = Pick<Customer, 'customerId' | 'name' | 'reference'>;

/** The account's customers, to be found by what a spreadsheet calls them. Removed ones are not among them. */
export class KnownCustomers {
  readonly #byId = new Map<string, Known>();
  readonly #byName = new Map<string, Known[]>();
  readonly #byReference = new Map<string, Known[]>();

  /** Reads each page once: a few hundred customers a request. */
  static async of(account: string, customers: Pick<Customers, 'list'>): Promise<KnownCustomers> {
    const known = new KnownCustomers();
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const { items, next } = await customers.list(account, cursor, 200);
      for (const customer of items) known.#add(customer);
      cursor = next;
    }
    return known;
  }

  #add(customer: Known): void {
    this.#byId.set(customer.customerId, customer);
    push(this.#byName, sameName(customer.name), customer);
    if (customer.reference) push(this.#byReference, sameName(customer.reference), customer);
  }

  /** The customer of this very name, whatever its case. */
  named = (name: string): Known | undefined => this.#byName.get(sameName(name))?.[0];

  /** By name, then reference, then id. Several of one name or reference are told apart by the exact writing, or not at all. */
  find(words: string): Known | { readonly problem: string } {
    if (words === '') return { problem: 'is required' };
    const found = this.#byName.get(sameName(words)) ?? this.#byReference.get(sameName(words));
    if (!found) return this.#byId.get(words) ?? { problem: `is no customer of yours: “${words}”. Import or add the customer first` };
    const exact = found.filter(({ name, reference }) => name === words || reference === words);
    const [only, other] = found.length === 1 ? found : exact.length === 1 ? exact : [];
    if (only && !other) return only;
    const names = found.map(({ name, reference }) => `${name}${reference ? ` (${reference})` : ''}`).sort();
    return { problem: `may be several of your customers: ${names.slice(0, 3).join(', ')}. Write the id instead` };
  }
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const held = map.get(key);
  if (held) held.push(value);
  else map.set(key, [value]);
}
