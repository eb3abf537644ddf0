import type { Charge, Customer, CustomerFile, Service } from '../domain/customer.ts';
import type { CustomerName, Page } from '../domain/ports.ts';
import { invalid } from '../domain/problem.ts';
import { beginning, type Item, items, LAST, pages } from './client.ts';
import { isId, stripped } from './names.ts';

/**
 * A customer's items stand together: itself, its charges, its services. `#` sorts before every character of an id, so all of `a`
 * (`CUSTOMER#a#…`) comes before `CUSTOMER#a-b`, and the customers come in the order of their ids.
 */
const PREFIX = 'CUSTOMER#';
const startOf = (customer: string) => `${PREFIX}${customer}`;
/** After the last item of this customer, before the next one's. */
const endOf = (customer: string) => `${PREFIX}${customer}#${LAST}`;

/** Items looked at in one request: enough for a page of customers with a few services each. */
const LOOK = 100;

const customerOf = ({ sk }: Item): string => String(sk).split('#')[1] ?? '';
const partOf = ({ sk }: Item): string | undefined => String(sk).split('#')[2];

type Bounds = { readonly after?: string; readonly from?: string; readonly to?: string };

/** Customers with everything, one at a time, read as one consistent query. */
export async function* filesBetween(account: string, { after, from = '', to }: Bounds): AsyncIterable<CustomerFile> {
  let group: Item[] = [];
  const first = after === undefined ? startOf(from) : endOf(after);
  for await (const item of items({ partition: account, from: first, to: to === undefined ? `${PREFIX}${LAST}` : endOf(to) })) {
    const [last] = group;
    if (last && customerOf(last) !== customerOf(item)) {
      yield* fileOf(group);
      group = [];
    }
    group.push(item);
  }
  yield* fileOf(group);
}

function* fileOf(group: readonly Item[]): Iterable<CustomerFile> {
  const parts = (kind: string | undefined) => group.filter((item) => partOf(item) === kind).map(stripped);
  const [customer] = parts(undefined);
  if (!customer) return;
  yield { customer: customer as Customer, services: parts('SERVICE') as Service[], charges: parts('CHARGE') as Charge[] };
}

/** Services and charges have no name. They are read over, but not sent. */
export async function* namesOf(account: string): AsyncIterable<CustomerName> {
  const only = ['name', 'customerId', 'reference', 'removed'] as const;
  for await (const item of items({ partition: account, ...beginning(PREFIX), only })) yield item as CustomerName;
}

/** The cursor is the last customer of the page before. A customer's thousands of services are skipped, not read. */
export async function listCustomers(account: string, cursor: string | undefined, limit: number): Promise<Page<Customer>> {
  if (cursor !== undefined && !isId(cursor)) throw invalid('cursor', 'is not one of this list');
  const found: Customer[] = [];
  let from: string | undefined = cursor === undefined ? PREFIX : endOf(cursor);
  while (from !== undefined) {
    const look = await someFrom(account, from);
    for (const item of look.items) {
      if (partOf(item) !== undefined || item.removed !== undefined) continue;
      found.push(stripped(item) as Customer);
      if (found.length === limit) return { items: found, next: customerOf(item) };
    }
    const last = look.items.at(-1);
    from = look.more && last ? endOf(customerOf(last)) : undefined;
  }
  return { items: found };
}

async function someFrom(account: string, from: string): Promise<{ readonly items: readonly Item[]; readonly more: boolean }> {
  for await (const page of pages({ partition: account, from, to: `${PREFIX}${LAST}`, limit: LOOK })) return page;
  return { items: [], more: false };
}
