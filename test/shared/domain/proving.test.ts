import { describe, expect, it } from 'vitest';
import type { PlanEntry, Run } from '../../../shared/domain/plan.ts';
import { type ProvingPorts, proveMonths } from '../../../shared/domain/proving.ts';
import { repair } from '../../../shared/domain/repairing.ts';
import { aMonth, money } from '../../support/builders.ts';
import { MonthlyReseller } from '../../support/monthlyReseller.ts';

const JANUARY = aMonth('2026-01');

/** What is wrong with the account's months; nothing when they are whole. */
async function faultsOf(ports: ProvingPorts): Promise<string[]> {
  const faults: string[] = [];
  for await (const proof of proveMonths('aap', ports)) faults.push(...proof.faults);
  return faults;
}

/** January with three customers, made. */
async function aMadeJanuary(): Promise<MonthlyReseller> {
  const reseller = await new MonthlyReseller().setUp();
  for (const customer of ['a', 'b', 'c']) await reseller.customer(customer);
  await reseller.make(JANUARY);
  return reseller;
}

/** A charge of the third cannot be priced, so it is parked. */
async function withParked(): Promise<MonthlyReseller> {
  const reseller = await new MonthlyReseller().setUp();
  for (const customer of ['a', 'b', 'c']) await reseller.customer(customer);
  await reseller.hugeCharge('c');
  await reseller.make(JANUARY);
  return reseller;
}

/** The store, in which the plan's entries are as `change` makes them. */
function withEntries({ store }: MonthlyReseller, change: (entry: PlanEntry) => PlanEntry): ProvingPorts {
  return {
    ...store,
    runs: {
      ...store.runs,
      async *allEntries(head) {
        for await (const entry of store.runs.allEntries(head)) yield change(entry);
      },
    },
  };
}

/** The entry of `customer` bears another number. */
const renumbered = (customer: string, sequence: number) => (entry: PlanEntry) =>
  entry.outcome === 'invoice' && entry.customerId === customer ? { ...entry, invoice: { ...entry.invoice, sequence } } : entry;

describe('the proof of a month', () => {
  it('finds nothing in one that was made as planned', async () => {
    expect(await faultsOf((await aMadeJanuary()).store)).toEqual([]);
  });

  it('tells a number that two entries of the plan bear', async () => {
    const faults = await faultsOf(withEntries(await aMadeJanuary(), renumbered('b', 1)));
    expect(faults).toContain('number 1 was given twice');
    expect(faults).toContain('number 2 is in no entry of its plan');
  });

  it.each([0, 4])('tells number %i, which is beyond those that the month took', async (sequence) => {
    const faults = await faultsOf(withEntries(await aMadeJanuary(), renumbered('b', sequence)));
    expect(faults).toContain(`number ${sequence} is not one that it took`);
  });

  it('tells a run that says another total than its plan', async () => {
    const { store } = await aMadeJanuary();
    const find = async (...which: Parameters<typeof store.runs.find>): Promise<Run | undefined> => {
      const run = await store.runs.find(...which);
      return run && { ...run, totals: { ...run.totals, total: money('1') } };
    };
    expect(await faultsOf({ ...store, runs: { ...store.runs, find } })).toEqual([
      'its run says 3 invoices, 0 parked, 30000 + 3000 = 100 cents, its plan 3 invoices, 0 parked, 30000 + 3000 = 33000 cents',
    ]);
  });

  it('finds nothing wrong with an invoice that needs attention, if it was planned so', async () => {
    const reseller = await withParked();
    expect((await reseller.read(JANUARY, 'c')).status).toBe('parked');
    expect(await faultsOf(reseller.store)).toEqual([]);
  });

  it('tells one that needs attention though it was planned whole', async () => {
    const reseller = await aMadeJanuary();
    const { invoices } = reseller.store;
    await invoices.save({ ...(await reseller.read(JANUARY, 'b')), status: 'parked' });
    expect(await faultsOf(reseller.store)).toEqual(['AAP-00002 of Customer b (b) needs attention, and was planned whole']);
  });

  it('finds nothing wrong with one that was repaired since, and comes to more than the nothing it was planned at', async () => {
    const reseller = await withParked();
    await reseller.disableHugeCharge('c');
    await repair(reseller.account, await reseller.read(JANUARY, 'c'), reseller.ports, {
      now: reseller.firstOf(JANUARY),
      delaySeconds: 240,
    });
    expect((await reseller.read(JANUARY, 'c')).total).toBeGreaterThan(0);
    expect(await faultsOf(reseller.store)).toEqual([]);
  });
});
