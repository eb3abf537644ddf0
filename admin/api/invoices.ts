import { type InfiniteData, infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { body, client } from './client.ts';
import { serverNow } from './clock.ts';
import { fresher } from './invoicePages.ts';
import type { Answer, Invoice } from './types.ts';

export type InvoicePage = Answer<'/v1/invoices', 'get'>;
export type InvoicePages = InfiniteData<InvoicePage, string>;

/** One of the two lists, of one month or of all. */
export type Listing = { readonly list: 'invoices' | 'previous'; readonly month: string | undefined };

/** As many as the API gives at once. */
const PAGE_LIMIT = '500';

export async function readPage({ list, month }: Listing, cursor: string, signal?: AbortSignal): Promise<InvoicePage> {
  const query = { limit: PAGE_LIMIT, ...(month ? { month } : {}), ...(cursor ? { cursor } : {}) };
  const asked = { params: { query }, ...(signal ? { signal } : {}) };
  return body(list === 'previous' ? await client.GET('/v1/invoices/previous', asked) : await client.GET('/v1/invoices', asked));
}

export const listQuery = (listing: Listing) =>
  infiniteQueryOptions({
    queryKey: ['invoices', listing.list, listing.month ?? 'all'],
    queryFn: ({ signal, pageParam }) => readPage(listing, pageParam, signal),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    structuralSharing: (before, after) => fresher(before as InvoicePages | undefined, after as InvoicePages),
  });

/** How often one is read again while its email or its upload is on its way, in milliseconds. */
export const POLL_MS = 3_000;

export const invoiceQuery = (invoiceId: string) =>
  queryOptions({
    queryKey: ['invoices', 'one', invoiceId],
    queryFn: async ({ signal }) => body(await client.GET('/v1/invoices/{invoiceId}', { params: { path: { invoiceId } }, signal })),
    refetchInterval: ({ state }) => (state.data && motionOf(state.data, serverNow()) !== 'still' ? POLL_MS : false),
  });

/** News of what was sent may come for this long; later it is looked for only when someone comes back to the page. */
const NEWS_MS = 10 * 60_000;
/** The email goes out about then, not to the second. */
const ABOUT_MS = 3_000;

/** Whether news of it is to be expected at any moment, later (its countdown runs), or not at all. */
export function motionOf({ status, dueAt, lastNews, xero }: Invoice, now: number): 'moving' | 'waiting' | 'still' {
  if (status === 'sending' || xero.state === 'waiting' || xero.state === 'unknown' || xero.pdf?.state === 'waiting') return 'moving';
  if (status === 'queued') return dueAt && Date.parse(dueAt) - ABOUT_MS > now ? 'waiting' : 'moving';
  return status === 'sent' && lastNews && now - Date.parse(lastNews.at) < NEWS_MS ? 'moving' : 'still';
}

const of = (invoiceId: string) => ({ params: { path: { invoiceId } } });

export const sendInvoice = async (id: string): Promise<Invoice> => body(await client.POST('/v1/invoices/{invoiceId}/send', of(id)));
export const cancelInvoice = async (id: string): Promise<Invoice> => body(await client.POST('/v1/invoices/{invoiceId}/cancel', of(id)));
export const uploadInvoice = async (id: string): Promise<Invoice> =>
  body(await client.POST('/v1/invoices/{invoiceId}/upload', { ...of(id), body: {} }));
/** What Xero did not accept stands there all the same: a person typed it in. */
export const enteredByHand = async (id: string): Promise<Invoice> =>
  body(await client.POST('/v1/invoices/{invoiceId}/upload', { ...of(id), body: { enteredByHand: true } }));

/** `confirmTotal` is what a person has said is right, where the API asked. */
export const repairInvoice = async (id: string, confirmTotal?: string): Promise<Invoice> =>
  body(await client.POST('/v1/invoices/{invoiceId}/repair', { ...of(id), body: confirmTotal === undefined ? {} : { confirmTotal } }));

export const pdfLink = async (id: string) => body(await client.GET('/v1/invoices/{invoiceId}/pdf', of(id)));
export const csvLink = async (id: string) => body(await client.GET('/v1/invoices/{invoiceId}/csv', of(id)));

export type MonthUpload = Answer<'/v1/months/{month}/upload', 'post'>;
export const uploadMonth = async (month: string): Promise<MonthUpload> =>
  body(await client.POST('/v1/months/{month}/upload', { params: { path: { month } } }));
