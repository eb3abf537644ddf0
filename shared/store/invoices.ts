import type { Invoice, Line } from '../domain/invoice.ts';
import type { Month } from '../domain/month.ts';
import { inParallel } from '../domain/parallel.ts';
import type { Invoices } from '../domain/ports.ts';
import { isOnItsWay } from '../domain/xero/uploadLife.ts';
import { getAll } from './batch.ts';
import { beginning, get, type Item, items, pages } from './client.ts';
import { checkIds, isId, notFound, stripped } from './names.ts';
import { unpack } from './pack.ts';
import { putIf, save } from './putIf.ts';
import { byNumber, type Key, keys, uploads, workShard } from './table.ts';

const keyOf = ({ accountId, month, customerId }: Invoice): Key => keys.invoice(accountId, month, customerId);

/**
 * The header as it is stored: what its key says already is not said twice. It stands in the work index exactly while there is work to do,
 * under the same `dueAt` from queued to sending, so that the claim does not write the index.
 */
function itemOf({ accountId, month, customerId, ...rest }: Invoice): Item {
  const { sk } = keys.invoice(accountId, month, customerId);
  const isWork = rest.dueAt !== undefined && (rest.status === 'queued' || rest.status === 'sending' || rest.repair !== undefined);
  return {
    ...rest,
    byNumber: byNumber(rest.sequence),
    ...(isWork ? { work: workShard(accountId, sk) } : {}),
    ...(isOnItsWay(rest.xero) ? { uploads: isThere(rest) ? uploads.pdfs(accountId) : uploads.invoices(accountId) } : {}),
  };
}

/** Of which only the PDF may be on its way. */
const isThere = ({ xero }: Pick<Invoice, 'xero'>): boolean => xero?.state === 'uploaded';

function invoiceOf(item: Item): Invoice {
  const [, month, customerId] = String(item.sk).split('#');
  return { accountId: item.pk, month, customerId, ...stripped(item) } as unknown as Invoice;
}

async function find(account: string, month: Month, customer: string): Promise<Invoice | undefined> {
  if (!isId(account) || !isId(customer)) return undefined;
  const item = await get(keys.invoice(account, month, customer));
  return item && invoiceOf(item);
}

type OfLines = Pick<Invoice, 'accountId' | 'month' | 'customerId' | 'plan' | 'lineCount'>;

async function linesOf({ accountId, month, customerId, plan, lineCount }: OfLines): Promise<Line[]> {
  if (lineCount === 0) return [];
  checkIds(accountId, customerId, plan);
  const lines: Line[] = [];
  const { pk, sk } = keys.lines(accountId, month, customerId, plan, 0);
  for await (const item of items({ partition: pk, ...beginning(sk.slice(0, sk.lastIndexOf('#') + 1)) })) {
    for (const line of unpack<Line[]>(item.lines)) lines.push(line);
  }
  if (lines.length !== lineCount) throw new Error(`Plan ${plan} holds ${lines.length} lines of an invoice of ${lineCount}`);
  return lines;
}

/** Long ones read at once. */
const WIDTH = 8;

/** The first lines of all in few requests; the rest of those that have more, one by one. */
async function linesOfAll(all: readonly OfLines[]): Promise<readonly (readonly Line[])[]> {
  const wanted = all.filter(({ lineCount }) => lineCount > 0);
  for (const { accountId, customerId, plan } of wanted) checkIds(accountId, customerId, plan);
  const keyOfFirst = ({ accountId, month, customerId, plan }: OfLines) => keys.lines(accountId, month, customerId, plan, 1);
  const found = new Map((await getAll(wanted.map(keyOfFirst))).map((item) => [item.sk, item]));
  const lines = new Map<OfLines, readonly Line[]>();
  await inParallel(wanted, WIDTH, async (invoice) => {
    const item = found.get(keyOfFirst(invoice).sk);
    const first = item ? unpack<Line[]>(item.lines) : [];
    lines.set(invoice, first.length === invoice.lineCount ? first : await linesOf(invoice));
  });
  return all.map((invoice) => lines.get(invoice) ?? []);
}

export const invoices: Invoices = {
  find,

  async get(account, month, customer) {
    const invoice = await find(account, month, customer);
    if (!invoice) throw notFound();
    return invoice;
  },

  async findAll(account, wanted) {
    const known = wanted.filter(({ customer }) => isId(account) && isId(customer));
    return (await getAll(known.map(({ month, customer }) => keys.invoice(account, month, customer)))).map(invoiceOf);
  },

  create: (invoice) => putIf(keyOf(invoice), itemOf(invoice), 0),

  save: (invoice) => save(keyOf(invoice), invoice, itemOf(invoice)),

  lines: linesOf,

  allLines: linesOfAll,

  async byNumber(account, { from = 0, to = Number.MAX_SAFE_INTEGER, newestFirst, limit }) {
    const stretch = { partition: account, from: byNumber(from), to: byNumber(Math.min(to, HIGHEST)) };
    if (from > to || !isId(account)) return { items: [] };
    for await (const page of pages({ index: 'byNumber', ...stretch, descending: newestFirst, limit })) {
      const headers = await getAll(page.items.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) })));
      const last = Number(page.items.at(-1)?.byNumber);
      const next = newestFirst ? last - 1 : last + 1;
      return { items: headers.map(invoiceOf), ...(page.more && next >= from && next <= to ? { next } : {}) };
    }
    return { items: [] };
  },

  async forXero(account, limit) {
    return isId(account) ? onTheirWay(uploads.invoices(account), limit, (each) => !isThere(each)) : [];
  },

  async pdfsForXero(account, limit) {
    if (!isId(account)) return [];
    const pdfs = await onTheirWay(uploads.pdfs(account), limit, isThere);
    // Of one that has just come to be there the index still says that it is on its way.
    return pdfs.length > 0 ? pdfs : onTheirWay(uploads.invoices(account), limit, isThere);
  },

  async countForXero(account) {
    if (!isId(account)) return 0;
    let count = 0;
    for (const partition of [uploads.invoices(account), uploads.pdfs(account)])
      for await (const page of pages({ index: 'uploads', partition, ...ALL_NUMBERS })) count += page.items.length;
    return count;
  },

  async *ofMonth(account, month) {
    const { pk, sk } = keys.invoice(account, month, '');
    for await (const item of items({ partition: pk, ...beginning(sk) })) yield invoiceOf(item);
  },
};

/** The first of them, a request's worth, that are on their way and of this kind. */
async function onTheirWay(partition: string, limit: number, isWanted: (invoice: Invoice) => boolean): Promise<readonly Invoice[]> {
  for await (const page of pages({ index: 'uploads', partition, ...ALL_NUMBERS, limit })) {
    const headers = await getAll(page.items.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) })));
    // The index follows a moment later: what it still lists may be done.
    const wanted = headers.map(invoiceOf).filter((each) => isOnItsWay(each.xero) && isWanted(each));
    if (wanted.length > 0) return wanted;
  }
  return [];
}

/** As many digits as the index key has. */
const HIGHEST = 999_999_999_999;
const ALL_NUMBERS = { from: byNumber(0), to: byNumber(HIGHEST) };
