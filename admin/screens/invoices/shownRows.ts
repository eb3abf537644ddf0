import type { Invoice, Status } from '../../api/types.ts';
import type { InvoicesSearch } from '../../app/search.ts';
import { inWords } from '../../parts/inWords.ts';

/** How an amount is shown: it is searched for as it is read. */
type Money = { money(amount: string, currency?: string): string };

/** What the address says of how the list is to be shown. */
export type Showing = Pick<InvoicesSearch, 'status' | 'customer' | 'q' | 'sort'>;

export const COLUMNS = ['number', 'customer', 'date', 'total', 'status', 'xero'] as const;
export type Column = (typeof COLUMNS)[number];

const byText = (text: (invoice: Invoice) => string) => (a: Invoice, b: Invoice) => inWords(text(a), text(b));

/** Every order is whole: what is alike stands by its number. */
const ORDERS: Readonly<Record<Column, (a: Invoice, b: Invoice) => number>> = {
  number: byText(({ number }) => number),
  customer: byText(({ customer }) => customer.name),
  date: (a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0),
  total: (a, b) => Number(a.totals.total) - Number(b.totals.total),
  status: byText(({ statusText }) => statusText),
  xero: byText(({ xero }) => xero.stateText),
};

/** The column, and whether downwards; undefined is the list's own order, newest number first. */
export function sortOf(sort: string | undefined): { readonly column: Column; readonly down: boolean } | undefined {
  const column = COLUMNS.find((each) => sort === each || sort === `-${each}`);
  return column && { column, down: sort?.startsWith('-') ?? false };
}

export function shownRows(all: readonly Invoice[], showing: Showing, format: Money): readonly Invoice[] {
  const { status, customer, q } = showing;
  const asked = q?.trim().toLowerCase().split(/\s+/).filter(Boolean) ?? [];
  const kept = all.filter(
    (invoice) =>
      (!status || invoice.status === status) &&
      (!customer || invoice.customer.customerId === customer) &&
      (asked.length === 0 || asked.every((word) => textOf(invoice, format).includes(word))),
  );
  const sort = sortOf(showing.sort);
  if (!sort) return kept;
  const order = ORDERS[sort.column];
  return kept.sort((a, b) => (sort.down ? order(b, a) : order(a, b)) || inWords(b.number, a.number));
}

const texts = new WeakMap<Invoice, string>();

/** What the search looks in; the total both as it is shown and as it would be typed. Kept as long as the invoice is as it is. */
function textOf(invoice: Invoice, format: Money): string {
  const known = texts.get(invoice);
  if (known !== undefined) return known;
  const { number, customer, totals } = invoice;
  const text = `${number} ${customer.name} ${totals.total} ${format.money(totals.total, totals.currency)}`.toLowerCase();
  texts.set(invoice, text);
  return text;
}

export type Counted<T> = { readonly value: T; readonly words: string; readonly count: number };

/** Which statuses there are among them, by their words, and how many of each. */
export function statusesOf(all: readonly Invoice[]): readonly Counted<Status>[] {
  const counts = new Map<Status, { words: string; count: number }>();
  for (const { status, statusText } of all) {
    const counted = counts.get(status);
    if (counted) counted.count += 1;
    else counts.set(status, { words: statusText, count: 1 });
  }
  return [...counts].map(([value, counted]) => ({ value, ...counted })).sort((a, b) => inWords(a.words, b.words));
}

/** The customers among them, by name. */
export function customersOf(all: readonly Invoice[]): readonly { readonly value: string; readonly label: string }[] {
  const names = new Map(all.map(({ customer }) => [customer.customerId, customer.name]));
  return [...names].map(([value, label]) => ({ value, label })).sort((a, b) => inWords(a.label, b.label));
}
