import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { config } from '../config.ts';
import type { Line } from '../domain/invoice.ts';
import type { Ledger, SettledPeriod } from '../domain/ledger.ts';
import { inParallel } from '../domain/parallel.ts';
import type { PlanEntry, PlanHead, PricedEntry } from '../domain/plan.ts';
import { Batches, getAll } from './batch.ts';
import { client, get } from './client.ts';
import { checkIds, stripped } from './names.ts';
import { chunks, pack, packText, unpack } from './pack.ts';
import { type Key, keys } from './table.ts';

/** Of JSON text, in bytes, before it is packed: an item of DynamoDB holds 400 KB, and text that does not pack stays below. */
const PAGE_BYTES = 300_000;
const LINES_BYTES = 300_000;
const LEDGER_BYTES = 300_000;
/** A ledger longer than this stands beside its page. */
const LONG_LEDGER_BYTES = 40_000;
const LINES_LIMIT = 200;

/** An entry as its page holds it: in how many items its lines stand and, when it is too long, its ledger. */
type Stored = { readonly entry: PlanEntry; readonly lineChunks: number; readonly ledgerChunks: number };

/** The head stands where a page 0 would. */
const HEAD = 0;

export async function writeHead(head: PlanHead): Promise<void> {
  await client().send(new PutCommand({ TableName: config.tableName(), Item: { ...keys.plan(head.accountId, head.plan, HEAD), ...head } }));
}

export async function readHead(account: string, plan: string): Promise<PlanHead> {
  checkIds(account, plan);
  const item = await get(keys.plan(account, plan, HEAD));
  if (!item) throw new Error(`Plan ${plan} has no head`);
  return stripped(item) as PlanHead;
}

export async function readHeads(account: string, plans: readonly string[]): Promise<Map<string, PlanHead>> {
  checkIds(account, ...plans);
  const found = await getAll([...new Set(plans)].map((plan) => keys.plan(account, plan, HEAD)));
  const heads = new Map(found.map((item) => [String(item.plan), stripped(item) as PlanHead]));
  const gone = plans.find((plan) => !heads.has(plan));
  if (gone !== undefined) throw new Error(`Plan ${gone} has no head`);
  return heads;
}

/** Freezes entries as they come, a page of them at a time in memory; answers how many pages. */
export async function writeEntries(account: string, plan: string, entries: AsyncIterable<PricedEntry>): Promise<number> {
  const batches = new Batches();
  let page: string[] = [];
  let size = 0;
  let count = 0;
  const endPage = async () => {
    count += 1;
    await batches.put({ ...keys.plan(account, plan, count), entries: packText(`[${page.join(',')}]`) });
    page = [];
    size = 0;
  };
  try {
    for await (const priced of entries) {
      const text = JSON.stringify(await writeBeside(account, plan, priced, batches));
      const bytes = Buffer.byteLength(text) + 1;
      if (page.length > 0 && size + bytes > PAGE_BYTES) await endPage();
      page.push(text);
      size += bytes;
    }
    if (page.length > 0) await endPage();
  } finally {
    await batches.end();
  }
  return count;
}

/** Writes what is too long for a page, and answers what stands in it. */
async function writeBeside(account: string, plan: string, { entry, lines }: PricedEntry, batches: Batches): Promise<Stored> {
  const lineChunks = entry.outcome === 'skipped' ? 0 : await writeLines(account, plan, entry, lines, batches);
  if (Buffer.byteLength(JSON.stringify(entry.ledger)) <= LONG_LEDGER_BYTES) return { entry, lineChunks, ledgerChunks: 0 };
  const { settled, ...ledger } = entry.ledger;
  let ledgerChunks = 0;
  for (const rows of chunks(settled, Number.POSITIVE_INFINITY, LEDGER_BYTES)) {
    ledgerChunks += 1;
    await batches.put({ ...keys.ledger(account, plan, entry.customerId, ledgerChunks), settled: pack(rows) });
  }
  return { entry: { ...entry, ledger: { ...ledger, settled: [] } }, lineChunks, ledgerChunks };
}

async function writeLines(
  account: string,
  plan: string,
  { invoice }: Exclude<PlanEntry, { outcome: 'skipped' }>,
  lines: readonly Line[],
  batches: Batches,
): Promise<number> {
  let count = 0;
  for (const rows of chunks(lines, LINES_LIMIT, LINES_BYTES)) {
    count += 1;
    await batches.put({ ...keys.lines(account, invoice.month, invoice.customerId, plan, count), lines: pack(rows) });
  }
  return count;
}

/** None beyond the last page. @throws when a page is gone: a plan that was committed has all of them */
export async function readEntries(account: string, plan: string, page: number): Promise<PlanEntry[]> {
  const stored = await readPage(account, plan, page);
  if (!stored && page <= (await readHead(account, plan)).pages) throw new Error(`Page ${page} of plan ${plan} is gone`);
  if (!stored) return [];
  return Promise.all(stored.map((each) => withLedger(account, plan, each)));
}

async function readPage(account: string, plan: string, page: number): Promise<Stored[] | undefined> {
  const item = await get(keys.plan(account, plan, page));
  return item && unpack<Stored[]>(item.entries);
}

async function withLedger(account: string, plan: string, { entry, ledgerChunks }: Stored): Promise<PlanEntry> {
  if (ledgerChunks === 0) return entry;
  const found = await getAll(ledgerKeys(account, plan, entry.customerId, ledgerChunks));
  if (found.length !== ledgerChunks) throw new Error(`Plan ${plan} lacks a part of the ledger of ${entry.customerId}`);
  const settled = found.flatMap((item) => unpack<SettledPeriod[]>(item.settled));
  const ledger: Ledger = { ...entry.ledger, settled };
  return { ...entry, ledger };
}

const ledgerKeys = (account: string, plan: string, customer: string, count: number): Key[] =>
  Array.from({ length: count }, (_, index) => keys.ledger(account, plan, customer, index + 1));

/** Pages read at once while a plan is erased. */
const WIDTH = 4;

/** Erases a plan that nothing names. Each page goes after what it tells of, so that what a crash leaves can still be found. */
export async function discard(account: string, plan: string, pages: number): Promise<void> {
  const numbers = Array.from({ length: pages }, (_, index) => index + 1);
  await inParallel(numbers, WIDTH, async (page) => {
    const batches = new Batches();
    for (const stored of (await readPage(account, plan, page)) ?? []) {
      for (const key of keysBeside(account, plan, stored)) await batches.remove(key);
    }
    await batches.end();
  });
  const batches = new Batches();
  for (const page of [...numbers, HEAD]) await batches.remove(keys.plan(account, plan, page));
  await batches.end();
}

function keysBeside(account: string, plan: string, { entry, lineChunks, ledgerChunks }: Stored): Key[] {
  const ledger = ledgerKeys(account, plan, entry.customerId, ledgerChunks);
  if (entry.outcome === 'skipped') return ledger;
  const { month, customerId } = entry.invoice;
  return [...ledger, ...Array.from({ length: lineChunks }, (_, index) => keys.lines(account, month, customerId, plan, index + 1))];
}
