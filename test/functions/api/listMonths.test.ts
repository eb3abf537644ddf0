import { describe, expect, it } from 'vitest';
import { handler, listMonths } from '../../../functions/api/listMonths.ts';
import { planMonth, skipMonth } from '../../../shared/domain/planning.ts';
import { runs } from '../../../shared/store/runs.ts';
import { call } from '../../support/call.ts';
import { aroundAll, DECEMBER, firstOf, JANUARY, NOVEMBER, Reseller, setNow } from '../../support/reseller.ts';

const { table } = aroundAll();

const months = async ({ id }: Reseller) => (await call(handler, listMonths, { account: id, role: 'viewer' })).body;

describe('the months of an account', () => {
  it('are none before the first is made, which is next', async () => {
    const reseller = await Reseller.setUp();
    setNow(new Date('2026-10-31T12:59:00Z'));
    expect(await months(reseller)).toEqual({
      ...{
        now: '2026-10-31T12:59:00.000Z',
        currentMonth: '2026-10',
        nextMonth: { month: '2026-11', due: false, missed: 0, byItself: true },
      },
      ...{ currency: 'AUD', items: [] },
    });
  });

  it('go by the calendar on the reseller’s own wall, and are due from one in the morning', async () => {
    const reseller = await Reseller.setUp();
    setNow(new Date('2026-10-31T13:00:00Z'));
    expect(await months(reseller)).toMatchObject({ currentMonth: '2026-11', nextMonth: { month: '2026-11', due: false } });
    setNow(firstOf(NOVEMBER));
    expect((await months(reseller)).nextMonth.due).toBe(true);
  });

  it('say when so many were missed that none is made by itself', async () => {
    const reseller = await Reseller.setUp();
    const on = async (day: string) => {
      setNow(new Date(`${day}T00:00:00Z`));
      return (await months(reseller)).nextMonth;
    };
    expect(await on('2027-01-20')).toEqual({ month: '2026-11', due: true, missed: 3, byItself: true });
    expect(await on('2027-02-20')).toEqual({ month: '2026-11', due: true, missed: 4, byItself: false });
  });

  it('come newest first, each with what it came to; a skipped one with the reason', async () => {
    const reseller = await Reseller.setUp();
    await reseller.customer('a');
    await reseller.customer('b', '50.05');
    await reseller.make(NOVEMBER);
    const by = { clock: () => firstOf(DECEMBER) };
    await skipMonth(reseller.account, DECEMBER, 'billed by hand', reseller.world, by);
    setNow(firstOf(JANUARY));
    const { items, nextMonth } = await months(reseller);
    expect(nextMonth).toEqual({ month: '2027-01', due: true, missed: 1, byItself: true });
    const nothing = { subtotal: '0.00', tax: '0.00', total: '0.00', count: 0, parked: 0, fault: null };
    expect(items).toEqual([
      {
        ...nothing,
        month: '2026-12',
        state: 'skipped',
        openedAt: instantOf(DECEMBER),
        closedAt: instantOf(DECEMBER),
        reason: 'billed by hand',
      },
      {
        ...{ month: '2026-11', state: 'closed', count: 2, parked: 0, subtotal: '150.05', tax: '15.01', total: '165.06' },
        ...{ openedAt: instantOf(NOVEMBER), closedAt: instantOf(NOVEMBER), reason: null, fault: null },
      },
    ]);
  });

  it('count what is parked, which is in no total', async () => {
    const reseller = await Reseller.withParked();
    expect((await months(reseller)).items[0]).toMatchObject({ month: NOVEMBER, count: 1, parked: 1, total: '0.00' });
  });

  it('show one that is being made as open, even in the moment before its record is written', async () => {
    const reseller = await Reseller.setUp();
    await reseller.customer('a');
    const lost = { ...reseller.world, runs: { ...runs, open: () => Promise.reject(new Error('The power went')) } };
    await expect(planMonth(reseller.account, NOVEMBER, lost, { clock: () => firstOf(NOVEMBER) })).rejects.toThrow('The power went');
    const open = { month: NOVEMBER, state: 'open', count: 1, total: '110.00', openedAt: instantOf(NOVEMBER), closedAt: null };
    expect((await months(reseller)).items).toEqual([expect.objectContaining(open)]);
    await planMonth(reseller.account, NOVEMBER, reseller.world, { clock: () => firstOf(DECEMBER) });
    expect((await months(reseller)).items).toEqual([expect.objectContaining(open)]);
  });

  it('tell what the check of a whole run found wrong', async () => {
    const reseller = await Reseller.setUp();
    await reseller.make(NOVEMBER);
    const run = await runs.find(reseller.id, NOVEMBER);
    if (run) await runs.close({ ...run, fault: '3 invoices were planned, 2 exist' });
    expect((await months(reseller)).items[0].fault).toBe('3 invoices were planned, 2 exist');
  });

  it('are read in three requests, however many there are; no more than 36 are shown', async () => {
    const reseller = await Reseller.setUp({ firstMonth: '2023-01' as never });
    const year = (of: number) => Array.from({ length: 12 }, (_, index) => `${of}-${String(index + 1).padStart(2, '0')}`);
    const all = [2023, 2024, 2025, 2026].flatMap(year).slice(0, 40);
    for (const month of all)
      await skipMonth(reseller.account, month as never, 'before our time', reseller.world, { clock: () => new Date('2026-06-01') });
    const before = table().requests.length;
    const { items } = await months(reseller);
    expect(
      table()
        .requests.slice(before)
        .map(({ operation }) => operation),
    ).toEqual(['GetItem', 'GetItem', 'Query']);
    expect(items.map(({ month }: { month: string }) => month)).toEqual(all.toReversed().slice(0, 36));
    expect(items.filter(({ openedAt }: { openedAt: string | null }) => openedAt === null)).toEqual([]);
  });
});

const instantOf = (month: typeof NOVEMBER) => firstOf(month).toISOString();
