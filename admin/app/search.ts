/** What a screen keeps in its address, so that a link shows what the sender saw. What makes no sense there is left out, never an error. */

type Raw = Record<string, unknown>;

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value.slice(0, 200) : typeof value === 'number' ? String(value) : undefined;
const month = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\d{4}-(0[1-9]|1[0-2])$/.test(value) ? value : undefined;

/**
 * All that an address may say: texts and numbers, and a month that is one. The router hands on to a screen whatever its own reading leaves
 * out, so it must not come so far.
 */
export function readAddress(raw: Raw): Raw {
  const plain = Object.entries(raw).filter(([, value]) => typeof value === 'string' || typeof value === 'number');
  return Object.fromEntries(plain.filter(([name, value]) => name !== 'month' || value === 'all' || month(value) !== undefined));
}

const given = <T extends Raw>(search: T) =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };

export const monthSearch = (raw: Raw) => given({ month: month(raw.month) });

/** `month: 'all'`: of every month. `sort` is a column, `-` before it for the other way round. */
export const invoicesSearch = (raw: Raw) =>
  given({
    month: raw.month === 'all' ? 'all' : month(raw.month),
    status: text(raw.status),
    customer: text(raw.customer),
    q: text(raw.q),
    sort: text(raw.sort),
  });
export type InvoicesSearch = ReturnType<typeof invoicesSearch>;

export const runSearch = (raw: Raw) => given({ month: month(raw.month), q: text(raw.q), sort: text(raw.sort), show: text(raw.show) });

export const customersSearch = (raw: Raw) => given({ q: text(raw.q), sort: text(raw.sort), show: text(raw.show) });

/** `item`: the service or charge that is open in the drawer, or `new`: the way back closes it. */
export const customerSearch = (raw: Raw) => given({ tab: text(raw.tab), item: text(raw.item) });

export const importSearch = (raw: Raw) => given({ kind: raw.kind === 'services' ? ('services' as const) : undefined });

export const xeroSearch = (raw: Raw) => given({ result: text(raw.result) });

export const settingsSearch = (raw: Raw) => given({ section: text(raw.section) });
