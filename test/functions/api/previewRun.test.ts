import { describe, expect, it } from 'vitest';
import { handler, previewRun } from '../../../functions/api/previewRun.ts';
import * as readInvoice from '../../../functions/api/readInvoice.ts';
import { planMonth } from '../../../shared/domain/planning.ts';
import { customers } from '../../../shared/store/customers.ts';
import { dec } from '../../support/builders.ts';
import { call } from '../../support/call.ts';
import { aroundAll, DECEMBER, firstOf, JANUARY, NOVEMBER, path, Reseller, setNow } from '../../support/reseller.ts';

const { table } = aroundAll();

const preview = (account: string, month: string = NOVEMBER, query: Record<string, string> = {}) =>
  call(handler, previewRun, { account, role: 'viewer', params: { month }, query });

type Previewed = Record<string, string | null> & { readonly totals: { readonly total: string } | null };

async function fiveCustomers(): Promise<Reseller> {
  const reseller = await Reseller.setUp();
  await reseller.customer('a');
  await reseller.customer('b', '10', {}, '2026-11-12');
  await reseller.customer('c', '-25');
  await reseller.customer('d', '50', { enabled: false });
  await reseller.customer('e', '70', { to: [] });
  await reseller.charge('b', '33');
  return reseller;
}

describe('previewing the next run', () => {
  it('shows each invoice to be made, each customer skipped and why', async () => {
    setNow(firstOf(NOVEMBER));
    const { status, body } = await preview((await fiveCustomers()).id);
    expect(status).toBe(200);
    expect(body).toMatchObject({ month: '2026-11', period: '2026-11', from: '2026-11', nextCursor: null });
    expect(
      body.items.map(({ customerId, outcome, kind, totals, reason }: Previewed) => [customerId, outcome, kind, totals?.total, reason]),
    ).toEqual([
      ['a', 'invoice', 'invoice', '110.00', null],
      ['b', 'invoice', 'invoice', '43.26', null],
      ['c', 'invoice', 'creditNote', '-27.50', null],
      ['d', 'skipped', null, undefined, 'disabled: AUD 50.00 ex tax is not billed'],
      ['e', 'invoice', 'invoice', '77.00', null],
    ]);
    expect(body.items[1].lines.map(({ description }: Record<string, string>) => description)).toEqual([
      expect.stringMatching(/12–30 November 2026/),
      'Set-up',
    ]);
  });

  it('is the same planning: what it shows is what the run makes', async () => {
    setNow(firstOf(NOVEMBER));
    const reseller = await fiveCustomers();
    for (const month of [NOVEMBER, DECEMBER]) {
      setNow(firstOf(month));
      const { items } = (await preview(reseller.id, month)).body;
      await reseller.make(month);
      for (const { customerId, outcome, lines, totals, date, dueDate } of items) {
        if (outcome === 'skipped') continue;
        const made = await call(readInvoice.handler, readInvoice.readInvoice, { account: reseller.id, ...path(month, customerId) });
        expect(made.body).toMatchObject({ lines, totals, date, dueDate });
      }
    }
  });

  it('commits nothing: it writes nothing at all', async () => {
    setNow(firstOf(NOVEMBER));
    const reseller = await fiveCustomers();
    const before = table().requests.length;
    await preview(reseller.id);
    const asked = table()
      .requests.slice(before)
      .map(({ operation }) => operation);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((operation) => !/^(GetItem|Query|BatchGetItem)$/.test(operation))).toEqual([]);
  });

  it('tells the change against last month, whose reasons add up to the difference', async () => {
    const reseller = await fiveCustomers();
    await reseller.make(NOVEMBER);
    const service = await customers.getService(reseller.id, 'a', 's-a');
    await customers.saveService(reseller.id, { ...service, unitPrice: dec('120'), quantity: dec('2') });
    await reseller.edit('e', { enabled: false });
    setNow(firstOf(DECEMBER));
    const { body } = await preview(reseller.id, DECEMBER);
    const change = (customer: string) => body.items.find(({ customerId }: Record<string, string>) => customerId === customer).change;
    expect(change('a')).toEqual({
      currency: 'AUD',
      lastTotal: '110.00',
      difference: '154.00',
      reasons: [
        { kind: 'price', words: 'Fibre 100/40: price 100.00 → 120.00', amount: '22.00' },
        { kind: 'quantity', words: 'Fibre 100/40: quantity 1 → 2', amount: '132.00' },
      ],
    });
    expect(change('b').reasons.map(({ kind, amount }: Record<string, string>) => [kind, amount])).toEqual([
      ['prorated', '4.04'],
      ['onceOff', '-36.30'],
    ]);
    expect(change('c')).toMatchObject({ difference: '0.00', reasons: [] });
    expect(change('e')).toMatchObject({ lastTotal: '77.00', difference: '-77.00', reasons: [{ kind: 'gone' }] });
  });

  it('is there for one customer alone, the same as among all', async () => {
    setNow(firstOf(NOVEMBER));
    const reseller = await fiveCustomers();
    for (const month of [NOVEMBER, DECEMBER]) {
      setNow(firstOf(month));
      const { items } = (await preview(reseller.id, month)).body;
      for (const item of items) {
        const { body } = await preview(reseller.id, month, { customerId: item.customerId });
        expect(body).toMatchObject({ items: [item], nextCursor: null });
      }
      await reseller.make(month);
    }
    expect((await preview(reseller.id, JANUARY, { customerId: 'nobody' })).status).toBe(404);
  });

  it('shows what would need attention, and why', async () => {
    const reseller = await Reseller.withParked();
    setNow(firstOf(DECEMBER));
    const { items } = (await preview(reseller.id, DECEMBER)).body;
    expect(items).toEqual([
      expect.objectContaining({ outcome: 'parked', reason: expect.stringMatching(/waits for AAP-00004/), totals: null, change: null }),
    ]);
  });

  it('is there for the next month even before it begins, dated its 1st', async () => {
    const reseller = await fiveCustomers();
    setNow(new Date('2026-10-20T00:00:00Z'));
    expect((await preview(reseller.id)).body.items[0].date).toBe('2026-11-01');
    await reseller.make(NOVEMBER);
    setNow(new Date('2026-11-20T00:00:00Z'));
    expect((await preview(reseller.id, DECEMBER)).body.items[0]).toMatchObject({ date: '2026-12-01', dueDate: '2026-12-15' });
    setNow(new Date('2026-12-20T00:00:00Z'));
    expect((await preview(reseller.id, DECEMBER)).body.items[0].date).toBe('2026-12-20');
  });

  it('is refused for a month that is planned or open, and for one that is not the next', async () => {
    const reseller = await fiveCustomers();
    setNow(firstOf(NOVEMBER));
    const refused = async (month: string) => {
      const { status, body } = await preview(reseller.id, month);
      expect(status).toBe(409);
      return body.detail;
    };
    expect(await refused(DECEMBER)).toMatch(/2026-11 comes first/);
    expect(await refused('2026-10')).toMatch(/before the account's first month/);
    await planMonth(reseller.account, NOVEMBER, reseller.world, { clock: () => firstOf(NOVEMBER) });
    expect(await refused(NOVEMBER)).toMatch(/planned already/);
    expect(await refused(DECEMBER)).toMatch(/2026-11 is still being made/);
    expect(await refused(JANUARY)).toMatch(/2026-11 is still being made/);
  });

  it('is paged by customer, none lost or doubled', async () => {
    setNow(firstOf(NOVEMBER));
    const reseller = await fiveCustomers();
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const { body }: Awaited<ReturnType<typeof preview>> = await preview(reseller.id, NOVEMBER, {
        limit: '2',
        ...(cursor ? { cursor } : {}),
      });
      expect(body).toMatchObject({ month: '2026-11', period: '2026-11' });
      found.push(...body.items.map(({ customerId }: { customerId: string }) => customerId));
      cursor = body.nextCursor;
    } while (cursor);
    expect(found).toEqual(['a', 'b', 'c', 'd', 'e']);
    const other = await fiveCustomers();
    const { nextCursor } = (await preview(other.id, NOVEMBER, { limit: '2' })).body;
    const { status, body } = await preview(reseller.id, NOVEMBER, { cursor: nextCursor });
    expect([status, body.errors[0].field]).toEqual([400, 'cursor']);
  });
});
