import { replaceEqualDeep } from '@tanstack/react-query';

/** A list of invoices is read in pages, and any of them again while the others stand: they may overlap, and be of different moments. */

type Item = { readonly invoiceId: string; readonly revision: number };
type Page<T> = { readonly now: string; items: T[]; nextCursor: string | null };
type Pages<T> = { pages: Page<T>[]; pageParams: string[] };

/** The later state of an invoice wins, however late an answer came; one that did not change stays the very same object. */
export function fresher<T extends Item>(before: Pages<T> | undefined, after: Pages<T>): Pages<T> {
  if (!before) return after;
  const known = byId(before.pages);
  const pages = after.pages.map((page) => ({ ...page, items: page.items.map((item) => newer(known.get(item.invoiceId), item)) }));
  return { ...after, pages };
}

function newer<T extends Item>(known: T | undefined, read: T): T {
  if (!known) return read;
  return known.revision > read.revision ? known : replaceEqualDeep(known, read);
}

function byId<T extends Item>(pages: readonly Page<T>[]): Map<string, T> {
  const all = new Map<string, T>();
  for (const { items } of pages) {
    for (const item of items) {
      const known = all.get(item.invoiceId);
      if (!known || known.revision < item.revision) all.set(item.invoiceId, item);
    }
  }
  return all;
}

/** Every invoice once, in the list's order. */
export const rowsOf = <T extends Item>(pages: readonly Page<T>[]): readonly T[] => [...byId(pages).values()];

/** `page` in the place of the one that was read from the same cursor. After a last page there is none. */
export function withPage<T extends Item>(data: Pages<T>, cursor: string, page: Page<T>): Pages<T> {
  const at = data.pageParams.indexOf(cursor);
  if (at < 0) return data;
  const end = page.nextCursor === null ? at + 1 : data.pages.length;
  return { pages: data.pages.with(at, page).slice(0, end), pageParams: data.pageParams.slice(0, end) };
}

/**
 * Whether `page`, read again, ends before the next one begins: others came into the list, so that not all that it held fit any more. Where
 * some left the list it reaches into the next one, which does no harm.
 */
export function leavesGap<T extends Item>(data: Pages<T>, cursor: string, page: Page<T>): boolean {
  const at = data.pageParams.indexOf(cursor);
  const last = page.items.at(-1);
  if (at < 0 || at === data.pages.length - 1 || page.nextCursor === null || !last) return false;
  const before = data.pages[at]?.items ?? [];
  const place = before.findIndex(({ invoiceId }) => invoiceId === last.invoiceId);
  if (place >= 0) return place < before.length - 1;
  return !data.pages.slice(at + 1).some(({ items }) => items.some(({ invoiceId }) => invoiceId === last.invoiceId));
}

/** `invoice` as it is now, wherever it stands. */
export function withInvoice<T extends Item>(data: Pages<T>, invoice: T): Pages<T> {
  const { invoiceId } = invoice;
  const pages = data.pages.map((page) =>
    page.items.some((item) => item.invoiceId === invoiceId)
      ? { ...page, items: page.items.map((item) => (item.invoiceId === invoiceId ? invoice : item)) }
      : page,
  );
  return { ...data, pages };
}
