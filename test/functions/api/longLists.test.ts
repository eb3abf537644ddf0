import { beforeAll, describe, expect, it } from 'vitest';
import { handler, listInvoices } from '../../../functions/api/listInvoices.ts';
import { inParallel } from '../../../shared/domain/parallel.ts';
import { call } from '../../support/call.ts';
import { aroundAll, DECEMBER, NOVEMBER, Reseller } from '../../support/reseller.ts';

const { table } = aroundAll();

/** A function may answer so much; past it the clerk would see an error instead of the list. */
const ANSWER_BYTES = 6 * 1024 * 1024;
const COUNT = 520;
const names = Array.from({ length: COUNT }, (_, index) => `c${String(index).padStart(4, '0')}`);

const list = (account: string, query: Record<string, string> = {}) => call(handler, listInvoices, { account, query });

/** What the table was asked while `work` was done, by operation. */
async function requestsOf(work: () => Promise<unknown>): Promise<Record<string, number>> {
  const before = table().requests.length;
  await work();
  const counts: Record<string, number> = {};
  for (const { operation } of table().requests.slice(before)) counts[operation] = (counts[operation] ?? 0) + 1;
  return counts;
}

describe('a long list of invoices', () => {
  let reseller: Reseller;
  beforeAll(async () => {
    reseller = await Reseller.setUp();
    await inParallel(names, 16, (name) => reseller.customer(name));
    await reseller.make(NOVEMBER);
    await reseller.make(DECEMBER);
  }, 60_000);

  it('answers 500 at once, far below what a function may answer', async () => {
    const { body } = await list(reseller.id, { month: DECEMBER, limit: '500' });
    expect(body.items).toHaveLength(500);
    expect(JSON.stringify(body).length).toBeLessThan(ANSWER_BYTES / 5);
    const rest = await list(reseller.id, { month: DECEMBER, limit: '500', cursor: body.nextCursor });
    expect([rest.body.items.length, rest.body.nextCursor]).toEqual([COUNT - 500, null]);
  });

  it('reads a page of 500 in 15 requests, and not one for each invoice', async () => {
    const counts = await requestsOf(() => list(reseller.id, { month: DECEMBER, limit: '500' }));
    // Settings, numbers and the connection; the numbers' index; headers, customers and the plan's head, a hundred at a time.
    expect(counts).toEqual({ GetItem: 3, Query: 1, BatchGetItem: 11 });
  });

  it('follows what is parked month by month, all of them at once', async () => {
    const parked = names.slice(0, 40);
    for (const month of [NOVEMBER, DECEMBER]) {
      await inParallel(parked, 16, async (name) => void (await reseller.change(month, name, (read) => ({ ...read, status: 'parked' }))));
    }
    const query = { month: DECEMBER, status: 'parked', limit: '500' };
    const { body } = await list(reseller.id, query);
    expect(body.items).toHaveLength(40);
    expect(body.items.at(-1).actions.repair.reason).toMatch(/^AAP-00001 needs attention first/);
    const { BatchGetItem } = await requestsOf(() => list(reseller.id, query));
    // Six of headers by number (the month has 520), one each of customers, heads and the month before.
    expect(BatchGetItem).toBe(9);
  });

  it('ends a page early when it would be too large to answer, and loses none', async () => {
    const many = Array.from({ length: 50 }, (_, index) => `${'x'.repeat(300)}${index}@customer.example`);
    const long = names.slice(100, 400);
    await inParallel(long, 16, async (name) => {
      await reseller.change(NOVEMBER, name, (read) => ({ ...read, recipients: { to: many, cc: [], bcc: [] } }));
    });
    const found: string[] = [];
    let pages = 0;
    for (let cursor: string | null | undefined; cursor !== null; pages += 1) {
      const { body, status }: Awaited<ReturnType<typeof list>> = await list(reseller.id, {
        ...{ month: NOVEMBER, limit: '500' },
        ...(cursor ? { cursor } : {}),
      });
      expect(status).toBe(200);
      expect(JSON.stringify(body).length).toBeLessThan(ANSWER_BYTES * 0.6);
      for (const { customer } of body.items) found.push(customer.customerId);
      cursor = body.nextCursor;
    }
    expect(pages).toBeGreaterThan(1);
    expect(found).toEqual(names.toReversed());
  });
});
