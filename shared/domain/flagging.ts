import type { Customer, Flag } from './customer.ts';
import type { EmailNews } from './emailNews.ts';

/** Those of the addresses that this customer's invoices are still written to: news of an address that was changed since flags nothing. */
export function addressesInUse({ to, cc }: Pick<Customer, 'to' | 'cc'>, bcc: readonly string[]): Set<string> {
  return new Set([...to, ...cc, ...bcc].map((address) => address.toLowerCase()));
}

/** The customer with the addresses of a permanent bounce or complaint flagged, and which of them are newly so. */
export function flagged(
  customer: Customer,
  bcc: readonly string[],
  news: EmailNews,
  invoice: string,
): { customer: Customer; fresh: string[] } {
  const inUse = addressesInUse(customer, bcc);
  const fresh = [...new Set(news.addresses.map((address) => address.toLowerCase()))].filter(
    (address) => inUse.has(address) && !customer.flags[address],
  );
  if (fresh.length === 0) return { customer, fresh };
  const flag: Flag = { reason: news.kind === 'complaint' ? 'complained' : 'bounced', words: news.said ?? news.words, at: news.at, invoice };
  return { customer: { ...customer, flags: { ...customer.flags, ...Object.fromEntries(fresh.map((address) => [address, flag])) } }, fresh };
}
