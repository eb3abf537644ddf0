import type { Customer } from '../../api/types.ts';
import { inWords } from '../../parts/inWords.ts';

export const SHOWN = { all: 'All', warning: 'With a warning', disabled: 'Disabled' } as const;
export type ShowKey = keyof typeof SHOWN;

export const isShowKey = (text: string | undefined): text is ShowKey => text !== undefined && Object.hasOwn(SHOWN, text);

const KEEPS: Readonly<Record<ShowKey, (customer: Customer) => boolean>> = {
  all: () => true,
  warning: ({ warnings }) => warnings.length > 0,
  disabled: ({ enabled }) => !enabled,
};

export const countOf = (customers: readonly Customer[], show: ShowKey): number => customers.filter(KEEPS[show]).length;

const textOf = ({ name, to, cc, reference, phone, notes }: Customer): string =>
  [name, ...to, ...cc, reference, phone, notes].filter(Boolean).join('\n').toLocaleLowerCase();

const ORDERS: Readonly<Record<string, (a: Customer, b: Customer) => number>> = {
  name: (a, b) => inWords(a.name, b.name),
  to: (a, b) => inWords(a.to[0] ?? '', b.to[0] ?? ''),
};

/** `sort` is `name` or `to`, with `-` before it for the other way round. */
export function shownCustomers(customers: readonly Customer[], show: ShowKey, query: string, sort: string): Customer[] {
  const asked = query.trim().toLocaleLowerCase();
  const order = ORDERS[sort.replace(/^-/, '')] ?? ORDERS.name ?? (() => 0);
  const kept = customers.filter((customer) => KEEPS[show](customer) && (!asked || textOf(customer).includes(asked)));
  return kept.sort(sort.startsWith('-') ? (a, b) => order(b, a) : order);
}
