import type { Customer, Flag } from './customer.ts';
import type { EmailNews } from './emailNews.ts';

export type Flagged = { readonly customer: Customer; readonly fresh: readonly string[]; readonly ofThisNews: readonly string[] };

/** Those of the addresses that this customer's invoices are still written to: news of an address that was changed since flags nothing. */
export function addressesInUse({ to, cc }: Pick<Customer, 'to' | 'cc'>, bcc: readonly string[]): Set<string> {
  return new Set([...to, ...cc, ...bcc].map((address) => address.toLowerCase()));
}

/**
 * The customer with the addresses of a permanent bounce or complaint flagged. `fresh` are newly so; `ofThisNews` are those and any that the
 * same news flagged before its recording was cut short: whoever looks after bounces may not have been told of them.
 */
export function flagged(customer: Customer, bcc: readonly string[], news: EmailNews, invoice: string): Flagged {
  const inUse = addressesInUse(customer, bcc);
  const named = [...new Set(news.addresses.map((address) => address.toLowerCase()))].filter((address) => inUse.has(address));
  const fresh = named.filter((address) => !Object.hasOwn(customer.flags, address));
  const ofThisNews = named.filter((address) => fresh.includes(address) || isOf(customer.flags[address], news, invoice));
  if (fresh.length === 0) return { customer, fresh, ofThisNews };
  const flag: Flag = { reason: news.kind === 'complaint' ? 'complained' : 'bounced', words: news.said ?? news.words, at: news.at, invoice };
  const flags = { ...customer.flags, ...Object.fromEntries(fresh.map((address) => [address, flag])) };
  return { customer: { ...customer, flags }, fresh, ofThisNews };
}

const isOf = (flag: Flag | undefined, news: EmailNews, invoice: string): boolean => flag?.invoice === invoice && flag.at === news.at;
