import { describe, expect, it } from 'vitest';
import type { Cents } from '../../shared/domain/money.ts';
import { instant } from '../../shared/domain/month.ts';
import { repair } from '../../shared/domain/repairing.ts';
import { customers } from '../../shared/store/customers.ts';
import { invoices } from '../../shared/store/invoices.ts';
import { aroundAll, DECEMBER, firstOf, JANUARY, NOVEMBER, Reseller } from '../support/reseller.ts';
import { DELAY_S } from '../support/world.ts';

aroundAll();

const asking = { now: firstOf(NOVEMBER), delaySeconds: DELAY_S, by: 'clerk@acacia.example' };
const CONFIRMED = 1_111_000 as Cents;

describe('what becomes of a parked invoice when the world goes on', () => {
  it('keeps the number it was planned with when the prefix is changed since', async () => {
    const reseller = await Reseller.withParked();
    const account = { ...reseller.account, numbering: { ...reseller.account.numbering, prefix: 'NEW-' } };
    const repaired = await repair(account, await reseller.read(NOVEMBER, 'a'), reseller.world, { ...asking, confirmedTotal: CONFIRMED });
    expect(repaired.number).toBe('AAP-00004');
    await reseller.make(DECEMBER, account);
    expect((await reseller.read(DECEMBER, 'a')).number).toBe('NEW-00005');
  });

  it.each([
    ['disabled', { enabled: false }],
    ['removed', { removed: instant(firstOf(NOVEMBER)) }],
  ])('of a customer %s by now is a zero invoice, and its charges stay open', async (_, change) => {
    const reseller = await Reseller.withParked();
    await reseller.edit('a', change);
    const repaired = await repair(reseller.account, await reseller.read(NOVEMBER, 'a'), reseller.world, asking);
    expect(repaired).toMatchObject({ total: 0, kind: 'invoice', number: 'AAP-00004' });
    expect((await customers.getCharge(reseller.id, 'a', 'typo')).number).toBeUndefined();
  });

  it('comes out as a credit note, without a due date, when that is what today’s data say', async () => {
    const reseller = await Reseller.withParked();
    const charge = await customers.getCharge(reseller.id, 'a', 'typo');
    await customers.saveCharge(reseller.id, { ...charge, unitPrice: -charge.unitPrice as typeof charge.unitPrice });
    const repaired = await repair(reseller.account, await reseller.read(NOVEMBER, 'a'), reseller.world, asking);
    expect(repaired).toMatchObject({ kind: 'creditNote', number: 'AAP-00004', status: 'queued' });
    expect(repaired.total).toBeLessThan(0);
    expect('dueDate' in repaired).toBe(false);
  });

  it('bills each period once when advance is switched to arrears between it and its repair', async () => {
    const reseller = await Reseller.withParked();
    const { billing } = reseller.account;
    const account = { ...reseller.account, billing: { ...billing, period: 'arrears' as const } };
    await reseller.make(DECEMBER, account);
    expect((await reseller.read(DECEMBER, 'a')).status).toBe('parked');
    await repair(account, await reseller.read(NOVEMBER, 'a'), reseller.world, { ...asking, confirmedTotal: CONFIRMED });
    await repair(account, await reseller.read(DECEMBER, 'a'), reseller.world, { ...asking, now: firstOf(DECEMBER) });
    await reseller.make(JANUARY, account);
    const periods = async (month: typeof NOVEMBER) =>
      (await invoices.lines(await reseller.read(month, 'a'))).flatMap(({ service }) => service?.period ?? []);
    expect(await periods(NOVEMBER)).toEqual([NOVEMBER]);
    expect(await periods(DECEMBER)).toEqual([]);
    expect(await periods(JANUARY)).toEqual([DECEMBER]);
  });

  it('sends itself only if Auto Invoice says so, the customer’s own before the account’s', async () => {
    const reseller = await Reseller.withParked();
    await reseller.edit('a', { autoInvoice: false });
    const repaired = await repair(reseller.account, await reseller.read(NOVEMBER, 'a'), reseller.world, {
      ...asking,
      confirmedTotal: CONFIRMED,
    });
    expect(repaired).toMatchObject({ status: 'draft', attempt: 0 });
  });
});
