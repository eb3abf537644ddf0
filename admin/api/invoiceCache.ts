import { leavesGap, withInvoice, withPage } from './invoicePages.ts';
import { type InvoicePages, invoiceQuery, type Listing, listQuery, readPage } from './invoices.ts';
import { queries } from './queries.ts';
import type { Invoice } from './types.ts';

const LISTS = ['invoices', 'previous'];
/** What else is told of an invoice, and is not true any more. */
const TOUCHED = ['summary', 'months', 'run', 'xero', 'estimate', 'preview'];

/** What an action answered, true at once wherever the invoice is shown. */
export function putInvoice(invoice: Invoice): void {
  const { invoiceId } = invoice;
  queries.setQueriesData<InvoicePages>(
    { predicate: ({ queryKey: [what, list] }) => what === 'invoices' && LISTS.includes(String(list)) },
    (data) => data && withInvoice(data, invoice),
  );
  queries.setQueryData(invoiceQuery(invoiceId).queryKey, (full) => full && { ...full, ...invoice });
}

/** After `putInvoice`, once for all of them: what is on the screen is read again now, the rest when it is next looked at. */
export function invoicesChanged(ids: readonly string[]): void {
  void queries.invalidateQueries({ queryKey: ['invoices'], refetchType: 'none' });
  for (const id of ids) void queries.invalidateQueries({ queryKey: invoiceQuery(id).queryKey });
  void queries.invalidateQueries({ queryKey: ['invoices', 'of'] });
  for (const key of TOUCHED) void queries.invalidateQueries({ queryKey: [key] });
}

/** Reads one page of a list again; all of it when that would leave a hole. @throws what the API refuses */
export async function refreshPage(listing: Listing, cursor: string): Promise<void> {
  const { queryKey } = listQuery(listing);
  const page = await readPage(listing, cursor);
  const data = queries.getQueryData<InvoicePages>(queryKey);
  if (!data) return;
  if (leavesGap(data, cursor, page)) await queries.invalidateQueries({ queryKey });
  else queries.setQueryData(queryKey, withPage(data, cursor, page));
}

/** The cursors of the pages that hold an invoice of which `wanted` says so. */
export function pagesWith(listing: Listing, wanted: (invoice: Invoice) => boolean): readonly string[] {
  const data = queries.getQueryData<InvoicePages>(listQuery(listing).queryKey);
  return data ? data.pageParams.filter((_, at) => data.pages[at]?.items.some(wanted)) : [];
}

/** Reads again what the list says of these: one that belongs there no more leaves it. Trouble is left to the next look. */
export async function refreshInvoices(listing: Listing, ids: readonly string[]): Promise<void> {
  const wanted = new Set(ids);
  for (const cursor of pagesWith(listing, ({ invoiceId }) => wanted.has(invoiceId))) {
    await refreshPage(listing, cursor).catch(() => undefined);
  }
}
