import type { Month } from '../domain/month.ts';

/**
 * The one table: every key and index in the system is written here and nowhere else. `lib/storage.ts` makes the table from INDEXES, and so
 * do the tests. Everything of a reseller lives under its account id, so no query can reach another's.
 *
 * The sort key is the business rule: an invoice's names its month and its customer, so a second one cannot be put.
 */
export const INDEXES = [
  /** Sparse: every account that is set up, for the hourly question "is a month due?"; and every connection, for the sweeper. */
  { name: 'accounts', partition: 'accounts', sort: 'pk' },
  /** Sparse: headers queued or sending, repairs under way and open runs, by the instant they are due. What the sweeper reads. */
  { name: 'work', partition: 'work', sort: 'dueAt' },
  /** An account's invoices by zero-padded number: lists newest first, a month's CSV in order. */
  { name: 'byNumber', partition: 'pk', sort: 'byNumber' },
  /** Sparse: an account's invoices on their way into Xero, and apart from them those whose PDFs are, by number. */
  { name: 'uploads', partition: 'uploads', sort: 'byNumber' },
] as const;

/** All index keys are text; each index projects keys only, and a read of the items follows. */
export type IndexName = (typeof INDEXES)[number]['name'];

/** The `work` index is spread over this many partitions: one would throttle at about 1,000 writes a second. */
export const WORK_SHARDS = 8;

export type Key = { readonly pk: string; readonly sk: string };

const padded = (part: number, digits: number) => String(part).padStart(digits, '0');

export const keys = {
  account: (account: string): Key => ({ pk: account, sk: 'ACCOUNT' }),
  numbers: (account: string): Key => ({ pk: account, sk: 'NUMBERS' }),
  connection: (account: string): Key => ({ pk: account, sk: 'XERO' }),
  /** A consent under way at Xero. */
  consent: (account: string): Key => ({ pk: account, sk: 'XERO#CONSENT' }),
  customer: (account: string, customer: string): Key => ({ pk: account, sk: `CUSTOMER#${customer}` }),
  service: (account: string, customer: string, service: string): Key => ({ pk: account, sk: `CUSTOMER#${customer}#SERVICE#${service}` }),
  charge: (account: string, customer: string, charge: string): Key => ({ pk: account, sk: `CUSTOMER#${customer}#CHARGE#${charge}` }),
  invoice: (account: string, month: Month, customer: string): Key => ({ pk: account, sk: `INVOICE#${month}#${customer}` }),
  lines: (account: string, month: Month, customer: string, plan: string, chunk: number): Key => ({
    pk: account,
    sk: `LINES#${month}#${customer}#${plan}#${padded(chunk, 4)}`,
  }),
  plan: (account: string, plan: string, page: number): Key => ({ pk: account, sk: `PLAN#${plan}#${padded(page, 4)}` }),
  /** What one customer's entry carries on, when it is too long to stand in its page. */
  ledger: (account: string, plan: string, customer: string, chunk: number): Key => ({
    pk: account,
    sk: `LEDGER#${plan}#${customer}#${padded(chunk, 4)}`,
  }),
  run: (account: string, month: Month): Key => ({ pk: account, sk: `RUN#${month}` }),
  domain: (domain: string): Key => ({ pk: `DOMAIN#${domain}`, sk: 'OWNER' }),
  breaker: (): Key => ({ pk: 'MAIL', sk: 'BREAKER' }),
} as const;

/** `byNumber` of the 42nd number. Twelve digits sort as text in the order of the numbers. */
export const byNumber = (sequence: number): string => padded(sequence, 12);

/** The partitions of the `uploads` index. However many PDFs wait, they stand before no invoice. */
export const uploads = {
  invoices: (account: string): string => account,
  pdfs: (account: string): string => `${account}#PDF`,
} as const;

/** The partition of the `work` index that an account's item belongs to; stable, and spread over all shards within one account. */
export function workShard(account: string, item: string): string {
  let hash = 7;
  for (const character of `${account}/${item}`) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  return `WORK#${hash % WORK_SHARDS}`;
}
