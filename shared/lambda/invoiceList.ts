import * as z from 'zod/mini';
import type { Account } from '../domain/account.ts';
import type { Invoice } from '../domain/invoice.ts';
import { STATUSES, type Status } from '../domain/lifecycle.ts';
import { newestFirst, pageOf } from '../domain/lists.ts';
import { instant, type Month } from '../domain/month.ts';
import { firstNumbers } from '../domain/planning.ts';
import type { Invoices } from '../domain/ports.ts';
import { type Looking, type ShowingPorts, show } from '../domain/showing.ts';
import { nextCursor, numberOf } from './pageCursor.ts';
import { customerId, limit, month } from './schemas.ts';
import { type InvoiceView, invoiceView, viewInvoice } from './views/invoice.ts';

/** The two lists of invoices differ in what they keep; how they are asked for, read, paged and shown is the same. */

export const invoiceQuery = z.strictObject({
  month: z.optional(month),
  status: z.optional(z.enum(STATUSES)),
  customerId: z.optional(customerId),
  cursor: z.optional(z.string()),
  limit: limit(50, 500),
});

/** `now` is the server's: what counts down to `dueAt` counts by it. */
export const invoicePage = z.object({ now: z.string(), items: z.array(invoiceView), nextCursor: z.nullable(z.string()) });

type Ports = ShowingPorts & { readonly invoices: Pick<Invoices, 'byNumber' | 'findAll'> };

export type Listing = Looking & {
  readonly settings: Account;
  /** `invoices` or `previous`. A cursor of another list, or of other filters, is refused. */
  readonly name: string;
  readonly keep: (invoice: Invoice) => boolean;
  readonly query: {
    readonly month?: Month | undefined;
    readonly status?: Status | undefined;
    readonly customerId?: string | undefined;
    readonly cursor?: string | undefined;
    readonly limit: number;
  };
};

/** Of JSON text: a function answers at most 6 MB. A page of invoices with fifty recipients each ends early. */
const PAGE_CHARACTERS = 3_000_000;

export async function listed({ settings, name, keep, query, role, now }: Listing, ports: Ports): Promise<z.infer<typeof invoicePage>> {
  const { accountId } = settings;
  const { cursor, limit, status, month, customerId } = query;
  const list = `${name} ${JSON.stringify([month, customerId, status])}`;
  const from = numberOf(accountId, list, cursor);
  const numbers = (await ports.runs.numbers(accountId)) ?? firstNumbers(settings);
  const source = newestFirst(ports.invoices, numbers, { month, customerId, from }, limit);
  const { items, next } = await pageOf(source, (invoice) => keep(invoice) && (!status || invoice.status === status), limit);
  const shown = (await show(settings, items, ports, { role, now }, numbers)).map(viewInvoice);
  const fitting = fits(shown);
  const goesOn = items[fitting]?.sequence ?? next;
  return { now: instant(now), items: shown.slice(0, fitting), nextCursor: nextCursor(accountId, list, goesOn) };
}

/** How many of them make an answer that is not too large: at least one. */
function fits(views: readonly InvoiceView[]): number {
  let characters = 0;
  const tooFar = views.findIndex((view, index) => {
    characters += JSON.stringify(view).length;
    return characters > PAGE_CHARACTERS && index > 0;
  });
  return tooFar === -1 ? views.length : tooFar;
}
