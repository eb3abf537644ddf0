import { describe, expect, it } from 'vitest';
import { Problem } from '../../../shared/domain/problem.ts';
import { finishRepair, repair } from '../../../shared/domain/repairing.ts';
import { aMonth } from '../../support/builders.ts';
import { MonthlyReseller } from '../../support/monthlyReseller.ts';

const JANUARY = aMonth('2026-01');

/** January, in which customer a needs attention, and what was wrong is corrected by now. */
async function aParked() {
  const reseller = await new MonthlyReseller().setUp();
  await reseller.customer('a');
  await reseller.hugeCharge('a');
  await reseller.make(JANUARY);
  await reseller.disableHugeCharge('a');
  return { reseller, asking: { now: reseller.firstOf(JANUARY), delaySeconds: 240 }, read: () => reseller.read(JANUARY, 'a') };
}

describe('a repair', () => {
  it('that the sweeper ends a moment before is answered as it stands: done', async () => {
    const { reseller, asking, read } = await aParked();
    const { ports, store } = reseller;
    let saved = 0;
    const save: typeof store.invoices.save = async (invoice) => {
      saved += 1;
      // The first names the plan; before the second is written, another has.
      if (saved === 2) await finishRepair(await read(), ports, asking);
      return store.invoices.save(invoice);
    };
    const repaired = await repair(reseller.account, await read(), { ...ports, invoices: { ...store.invoices, save } }, asking);
    expect(repaired).toEqual(await read());
    expect([repaired.status, repaired.attempt]).toEqual(['queued', 1]);
  });

  it('that was overtaken by another change is not taken for done while it still needs attention', async () => {
    const { reseller, asking, read } = await aParked();
    const { ports, store } = reseller;
    let saved = 0;
    const save: typeof store.invoices.save = async (invoice) => {
      saved += 1;
      if (saved === 2) throw new Problem('stale', 'Someone else changed this meanwhile');
      return store.invoices.save(invoice);
    };
    const repaired = repair(reseller.account, await read(), { ...ports, invoices: { ...store.invoices, save } }, asking);
    await expect(repaired).rejects.toThrow('Someone else changed this meanwhile');
    const { status, repair: named } = await read();
    expect([status, named]).toEqual(['parked', expect.any(String)]);
  });
});
