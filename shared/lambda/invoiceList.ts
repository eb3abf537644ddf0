import * as z from 'zod/mini';
import type { Account } from '../domain/account.ts';
import type { Invoice } from '../domain/invoice.ts';
import { newestFirst, pageOf, type Wanted } from '../domain/lists.ts';
import { firstNumbers } from '../domain/planning.ts';
import type { Invoices } from '../domain/ports.ts';
import { type Looking, type ShowingPorts, show } from '../domain/showing.ts';
import { nextCursor, numberOf } from './pageCursor.ts';
import { invoiceView, viewInvoice } from './views/invoice.ts';

/** The two lists of invoices differ in what they keep; how they are read, paged and shown is the same. */

export const invoicePage = z.object({ items: z.array(invoiceView), nextCursor: z.nullable(z.string()) });

type Ports = ShowingPorts & { readonly invoices: Pick<Invoices, 'byNumber' | 'find'> };

export type Listing = Looking & {
  readonly settings: Account;
  /** Its name with its filters: a cursor of another list, or of other filters, is refused. */
  readonly list: string;
  readonly wanted: Omit<Wanted, 'from'>;
  readonly keep: (invoice: Invoice) => boolean;
  readonly cursor: string | undefined;
  readonly limit: number;
};

export async function listed(listing: Listing, ports: Ports): Promise<z.infer<typeof invoicePage>> {
  const { settings, list, wanted, keep, limit } = listing;
  const { accountId } = settings;
  const from = numberOf(accountId, list, listing.cursor);
  const numbers = (await ports.runs.numbers(accountId)) ?? firstNumbers(settings);
  const { items, next } = await pageOf(newestFirst(ports.invoices, numbers, { ...wanted, from }), keep, limit);
  const shown = await show(settings, items, ports, listing);
  return { items: shown.map(viewInvoice), nextCursor: nextCursor(accountId, list, next) };
}
