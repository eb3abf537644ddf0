import { describe, expect, it } from 'vitest';
import { handler, readRun } from '../../../functions/api/readRun.ts';
import { withPlan } from '../../../shared/domain/numbering.ts';
import { inParallel } from '../../../shared/domain/parallel.ts';
import { firstNumbers, planMonth } from '../../../shared/domain/planning.ts';
import { cursorOf } from '../../../shared/lambda/cursor.ts';
import { runs } from '../../../shared/store/runs.ts';
import { call } from '../../support/call.ts';
import { aroundAll, DECEMBER, firstOf, NOVEMBER, Reseller, setNow } from '../../support/reseller.ts';
import { executePages } from '../../support/world.ts';

aroundAll();

const run = (account: string, query: Record<string, string> = {}, month: string = NOVEMBER) =>
  call(handler, readRun, { account, role: 'viewer', params: { month }, query });

describe("reading a month's run", () => {
  it('says of one that is not planned whether it may be started, and if not, why', async () => {
    const { id } = await Reseller.setUp();
    setNow(firstOf(NOVEMBER));
    expect((await run(id)).body).toMatchObject({
      state: 'notPlanned',
      totals: null,
      progress: null,
      start: { allowed: true },
      next: { month: '2026-11', due: true },
    });
    expect((await run(id, {}, DECEMBER)).body.start).toEqual({ allowed: false, reason: '2026-12 has not begun yet in Australia/Sydney' });
    setNow(new Date('2026-10-20T00:00:00Z'));
    expect((await run(id)).body).toMatchObject({ start: { allowed: false }, next: { month: '2026-11', due: false } });
  });

  it('tells how far an open one has come', async () => {
    const reseller = await Reseller.setUp();
    await reseller.customer('a');
    await planMonth(reseller.account, NOVEMBER, reseller.world, { clock: () => firstOf(NOVEMBER), by: 'clerk@reseller.example' });
    expect((await run(reseller.id)).body).toMatchObject({
      state: 'open',
      by: 'clerk@reseller.example',
      progress: { done: 0, pages: 1 },
      created: 0,
      unchanged: 0,
      openedAt: '2026-10-31T14:05:00.000Z',
      closedAt: null,
    });
    await executePages(reseller.world, firstOf(NOVEMBER));
    expect((await run(reseller.id)).body).toMatchObject({ state: 'closed', progress: null, closedAt: '2026-10-31T14:05:00.000Z' });
  });

  it('tells what a closed one came to, and whom it skipped and why', async () => {
    const reseller = await Reseller.setUp();
    await reseller.customer('a');
    await reseller.customer('b', '50', { enabled: false });
    await reseller.customer('c', '50', {}, '2027-01-01');
    await reseller.make(NOVEMBER);
    setNow(firstOf(NOVEMBER));
    const { body } = await run(reseller.id);
    expect(body).toMatchObject({
      totals: { count: 1, parked: 0, skipped: 2, currency: 'AUD', subtotal: '100.00', tax: '10.00', total: '110.00' },
      created: 0,
      unchanged: 1,
      start: { allowed: false, reason: '2026-11 is planned already' },
      next: { month: '2026-12', due: false },
      fault: null,
    });
    expect(body.skipped).toEqual({
      items: [
        { customerId: 'b', name: 'Customer b', reason: 'disabled: AUD 50.00 ex tax is not billed' },
        { customerId: 'c', name: 'Customer c', reason: 'nothing to bill' },
      ],
      nextCursor: null,
    });
  });

  it('takes the commit for what counts, even if the record of the run was lost after it', async () => {
    const reseller = await Reseller.setUp();
    const planned = { plan: 'lost', first: 1, count: 3, period: NOVEMBER };
    await runs.saveNumbers(withPlan(firstNumbers(reseller.account), NOVEMBER, planned));
    expect((await run(reseller.id)).body).toMatchObject({ state: 'open', progress: null, totals: null, created: 0 });
    const other = await Reseller.setUp();
    await runs.saveNumbers(withPlan(firstNumbers(other.account), NOVEMBER, { ...planned, count: 0, skipped: 'by hand' }));
    expect((await run(other.id)).body).toMatchObject({ state: 'skipped', reason: 'by hand', unchanged: 0 });
  });

  it('pages through the skipped customers of a long plan', async () => {
    const reseller = await Reseller.setUp();
    const names = Array.from({ length: 250 }, (_, index) => `c${String(index).padStart(3, '0')}`);
    await inParallel(names, 32, (name) => reseller.idle(name));
    await reseller.make(NOVEMBER);
    const found: string[] = [];
    let cursor: string | null = null;
    let pages = 0;
    do {
      const { body }: Awaited<ReturnType<typeof run>> = await run(reseller.id, cursor ? { cursor } : {});
      found.push(...body.skipped.items.map(({ customerId }: { customerId: string }) => customerId));
      cursor = body.skipped.nextCursor;
      pages += 1;
    } while (cursor);
    expect(found).toEqual(names);
    expect(pages).toBe(3);
  });

  it.each(['x', '0.0'])('refuses a cursor that is not its own, and names it: %s', async (place) => {
    const { id } = await Reseller.setUp();
    const cursor = place === 'x' ? place : cursorOf(id, 'skipped 2026-11', place);
    const { status, body } = await run(id, { cursor });
    expect([status, body.errors[0].field]).toEqual([400, 'cursor']);
  });
});
