import { cut } from '../oneLine.ts';
import type { CustomerName, Customers } from '../ports.ts';
import { likeName, sameName } from './cells.ts';

/** Characters of a file's own words that an answer repeats. */
const QUOTED = 100;

/** The account's customers, removed ones too, to be found by what a spreadsheet calls them. */
export class KnownCustomers {
  readonly #byId = new Map<string, CustomerName>();
  readonly #byName = new Map<string, CustomerName[]>();
  readonly #byReference = new Map<string, CustomerName[]>();
  readonly #byLikeness = new Map<string, CustomerName>();

  static async of(account: string, customers: Pick<Customers, 'names'>): Promise<KnownCustomers> {
    const known = new KnownCustomers();
    for await (const customer of customers.names(account)) known.#add(customer);
    return known;
  }

  #add(customer: CustomerName): void {
    this.#byId.set(customer.customerId, customer);
    push(this.#byName, sameName(customer.name), customer);
    if (!customer.removed && likeName(customer.name)) this.#byLikeness.set(likeName(customer.name), customer);
    if (customer.reference) push(this.#byReference, sameName(customer.reference), customer);
  }

  withId = (id: string): CustomerName | undefined => this.#byId.get(id);

  /** The customer of this name, whatever its case; a removed one only where there is no other. */
  named(name: string): CustomerName | undefined {
    const all = this.#byName.get(sameName(name)) ?? [];
    return all.find(({ removed }) => !removed) ?? all[0];
  }

  /** One whose name differs by accents or signs alone: perhaps the same, which only a person can tell. */
  like = (name: string): CustomerName | undefined => this.#byLikeness.get(likeName(name));

  /**
   * By name, reference or id; a removed one is not found. First by the exact writing, then whatever its case and spaces. Several of them
   * are never guessed at: the wrong one would be billed.
   */
  find(words: string): CustomerName | { readonly problem: string } {
    if (words === '') return { problem: 'is required' };
    const key = sameName(words);
    const [all, standing] = split([this.#byId.get(words), ...(this.#byName.get(key) ?? []), ...(this.#byReference.get(key) ?? [])]);
    const exact = standing.filter(({ customerId, name, reference }) => [customerId, name, reference].includes(words));
    const found = exact.length > 0 ? exact : standing;
    const [only, other] = found;
    if (only && !other) return only;
    if (other)
      return { problem: `may be several of your customers: ${found.slice(0, 3).map(told).sort().join(', ')}. Write the id instead` };
    const quoted = `“${cut(words, QUOTED)}”`;
    if (all.length > 0) return { problem: `was removed: ${quoted}` };
    const like = this.like(words);
    const then = like ? `If “${like.name}” is meant, write it so` : 'Import or add the customer first';
    return { problem: `is no customer of yours: ${quoted}. ${then}` };
  }
}

/** Each once, and those of them that are not removed. */
function split(customers: readonly (CustomerName | undefined)[]): readonly [CustomerName[], CustomerName[]] {
  const all = [...new Set(customers)].filter((customer) => customer !== undefined);
  return [all, all.filter(({ removed }) => !removed)];
}

const told = ({ name, reference, customerId }: CustomerName): string => `${name} (${reference ? `${reference}, ` : ''}id ${customerId})`;

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const held = map.get(key);
  if (held) held.push(value);
  else map.set(key, [value]);
}
