import { describe, expect, it } from 'vitest';
import { instant } from '../../../shared/domain/month.ts';
import { preview } from '../../../shared/domain/preview.ts';
import { repair } from '../../../shared/domain/repairing.ts';
import { standingFiles, standingOf } from '../../../shared/domain/standing.ts';
import { aMonth } from '../../support/builders.ts';
import { MonthlyReseller } from '../../support/monthlyReseller.ts';

const [JANUARY, FEBRUARY, MARCH] = [aMonth('2026-01'), aMonth('2026-02'), aMonth('2026-03')];
const FIVE = ['a', 'b', 'c', 'd', 'e'];

/** January of five customers, whose plan has so many of them on a page. */
async function madeWith(entriesPerPage: number): Promise<MonthlyReseller> {
  const reseller = await new MonthlyReseller(entriesPerPage).setUp();
  for (const customer of FIVE) await reseller.customer(customer);
  await reseller.make(JANUARY);
  return reseller;
}

async function numbersOf({ store }: MonthlyReseller) {
  return (await store.runs.numbers('aap')) ?? expect.fail('Nothing was planned');
}

describe.each([1, 2, 3, 250])('where customers stand, with %i of them on a page of the plan', (entriesPerPage) => {
  it.each([undefined, ...FIVE])('is known of everyone after %s', async (after) => {
    const reseller = await madeWith(entriesPerPage);
    const found: [string, string | undefined][] = [];
    for await (const { file, standing } of standingFiles('aap', await numbersOf(reseller), FEBRUARY, reseller.ports, after)) {
      found.push([file.customer.customerId, standing?.last?.number]);
    }
    const all = FIVE.map((customer, index) => [customer, `AAP-0000${index + 1}`]);
    expect(found).toEqual(all.filter(([customer = '']) => customer > (after ?? '')));
  });

  it.each(FIVE)('is found for %s alone', async (customer) => {
    const reseller = await madeWith(entriesPerPage);
    const stands = await standingOf('aap', customer, await numbersOf(reseller), FEBRUARY, reseller.ports);
    expect(stands?.standing.last?.number).toBe(`AAP-0000${FIVE.indexOf(customer) + 1}`);
  });

  it('is of nobody whom no run has met', async () => {
    const reseller = await madeWith(entriesPerPage);
    for (const stranger of ['0', 'bb', 'z']) {
      expect(await standingOf('aap', stranger, await numbersOf(reseller), FEBRUARY, reseller.ports)).toBeUndefined();
    }
  });
});

describe('a removed customer', () => {
  /** What the run of `month` would say of everyone whom it does not bill. */
  async function skippedIn({ account, ports, firstOf }: MonthlyReseller, month: typeof JANUARY) {
    const { items } = await preview(account, month, ports, { now: firstOf(month), limit: 100 });
    return items.flatMap(({ entry }) => (entry.outcome === 'skipped' ? [`${entry.customerId} ${entry.reason}`] : []));
  }

  async function remove(reseller: MonthlyReseller, customer: string): Promise<void> {
    const { customers } = reseller.store;
    await customers.save('aap', { ...(await customers.get('aap', customer)), removed: instant(reseller.firstOf(FEBRUARY)) });
  }

  it('is told once in the preview, with what is not billed, and heard of no more', async () => {
    const reseller = await madeWith(250);
    await remove(reseller, 'b');
    expect(await skippedIn(reseller, FEBRUARY)).toEqual(['b removed: AUD 100.00 ex tax is not billed']);
    await reseller.make(FEBRUARY);
    expect(await skippedIn(reseller, MARCH)).toEqual([]);
  });

  it('is told all the same when there was nothing to bill the month before', async () => {
    const reseller = await new MonthlyReseller().setUp();
    await reseller.customer('a');
    await reseller.customer('b', '0');
    await reseller.make(JANUARY);
    await remove(reseller, 'b');
    await reseller.make(FEBRUARY);
    const run = await reseller.store.runs.find('aap', FEBRUARY);
    expect(run?.totals.skipped).toBe(1);
  });
});

describe('a customer who is new this month', () => {
  it('is repaired when its very first invoice needs attention, though others had one before', async () => {
    const reseller = await new MonthlyReseller().setUp();
    await reseller.customer('a');
    await reseller.make(JANUARY);
    await reseller.customer('b');
    await reseller.hugeCharge('b');
    await reseller.make(FEBRUARY);
    const parked = await reseller.read(FEBRUARY, 'b');
    expect(parked.status).toBe('parked');
    await reseller.disableHugeCharge('b');
    const repaired = await repair(reseller.account, parked, reseller.ports, { now: reseller.firstOf(FEBRUARY), delaySeconds: 240 });
    expect(repaired).toMatchObject({ number: 'AAP-00003', status: 'queued' });
  });
});
