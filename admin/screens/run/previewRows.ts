import type { Preview } from '../../api/types.ts';
import { inWords } from '../../parts/inWords.ts';

export type Previewed = Preview['items'][number];

export const SHOWN = {
  all: 'Everyone',
  changed: 'Changed against last month',
  skipped: 'Skipped',
  parked: 'Need attention',
  creditNote: 'Credit notes',
} as const;
export type ShowKey = keyof typeof SHOWN;

export const isShowKey = (text: string | undefined): text is ShowKey => text !== undefined && Object.hasOwn(SHOWN, text);

const KEEPS: Readonly<Record<ShowKey, (item: Previewed) => boolean>> = {
  all: () => true,
  changed: ({ change }) => (change?.reasons.length ?? 0) > 0,
  skipped: ({ outcome }) => outcome === 'skipped',
  parked: ({ outcome }) => outcome === 'parked',
  creditNote: ({ kind }) => kind === 'creditNote',
};

type ColumnKey = 'name' | 'total' | 'change';

const amount = (text: string | undefined): number => Number(text ?? 0);

const ORDERS: Readonly<Record<ColumnKey, (a: Previewed, b: Previewed) => number>> = {
  name: (a, b) => inWords(a.name, b.name),
  total: (a, b) => amount(a.totals?.total) - amount(b.totals?.total),
  // What changed most stands first, whichever way it went.
  change: (a, b) => Math.abs(amount(a.change?.difference)) - Math.abs(amount(b.change?.difference)),
};

/** `sort` is a column, with `-` before it for the largest first. */
export function shownRows(items: readonly Previewed[], show: ShowKey, query: string, sort: string): Previewed[] {
  const asked = query.trim().toLocaleLowerCase();
  const column = sort.replace(/^-/, '');
  const order = Object.hasOwn(ORDERS, column) ? ORDERS[column as ColumnKey] : ORDERS.change;
  const kept = items.filter((item) => KEEPS[show](item) && (!asked || item.name.toLocaleLowerCase().includes(asked)));
  return kept.sort((a, b) => (sort.startsWith('-') ? order(b, a) : order(a, b)) || inWords(a.name, b.name));
}

export const countOf = (items: readonly Previewed[], show: ShowKey): number => items.filter(KEEPS[show]).length;
