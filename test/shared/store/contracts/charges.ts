import { expect, it } from 'vitest';
import type { Charge } from '../../../../shared/domain/customer.ts';
import type { Customers } from '../../../../shared/domain/ports.ts';
import { aCharge, aCustomer, dec } from '../../../support/builders.ts';
import { anAccountId, race } from './collected.ts';

const BILLED = { number: 'AAP-00007', invoiceId: '2026-07_bakery' };

/** What becomes of a charge between its being entered and its being billed. */
export function chargesContract(customers: Customers): void {
  async function entered(over: Partial<Charge> = {}): Promise<{ account: string; charge: Charge; now(): Promise<Charge> }> {
    const account = anAccountId();
    await customers.save(account, aCustomer({ revision: 0 }));
    const charge = await customers.saveCharge(account, aCharge({ revision: 0, ...over }));
    return { account, charge, now: () => customers.getCharge(account, charge.customerId, charge.chargeId) };
  }

  it('a charge is edited while it has no number, by one editor at a time', async () => {
    const { account, charge, now } = await entered();
    const edits = ['1', '2'].map((price) => () => customers.saveCharge(account, { ...charge, unitPrice: dec(price) }));
    expect(await race(edits)).toEqual({ won: 1, refused: ['stale'] });
    expect((await now()).revision).toBe(2);
  });

  it('a charge is removed while it has no number; removing it again changes nothing', async () => {
    const { account, charge, now } = await entered();
    const edited = await customers.saveCharge(account, { ...charge, description: 'Set-up at night' });
    await expect(customers.removeCharge(account, charge)).rejects.toMatchObject({ code: 'stale' });
    await customers.removeCharge(account, edited);
    await expect(now()).rejects.toMatchObject({ code: 'not-found' });
    await customers.removeCharge(account, edited);
  });

  it('a billed charge can be neither edited nor removed by someone who read it before', async () => {
    const { account, charge, now } = await entered();
    expect(await customers.markInvoiced(account, { ...charge, ...BILLED })).toBe(true);
    await expect(customers.saveCharge(account, { ...charge, unitPrice: dec('1') })).rejects.toMatchObject({ code: 'stale' });
    await expect(customers.removeCharge(account, charge)).rejects.toMatchObject({ code: 'conflict' });
    expect(await now()).toStrictEqual({ ...charge, ...BILLED, revision: 2 });
  });

  it('billing a charge is repeatable, and refuses a second number', async () => {
    const { account, charge, now } = await entered();
    const mark = (number: string) => customers.markInvoiced(account, { ...charge, ...BILLED, number });
    expect([await mark('AAP-00007'), await mark('AAP-00007'), await mark('AAP-00008')]).toEqual([true, true, false]);
    expect((await now()).number).toBe('AAP-00007');
  });

  it('a charge that was edited or removed after the commit comes back as it was billed', async () => {
    const edited = await entered();
    await customers.saveCharge(edited.account, { ...edited.charge, unitPrice: dec('999'), enabled: false });
    expect(await customers.markInvoiced(edited.account, { ...edited.charge, ...BILLED, revision: 0 })).toBe(true);
    expect(await edited.now()).toMatchObject({ unitPrice: edited.charge.unitPrice, enabled: true, ...BILLED });

    const removed = await entered();
    await customers.removeCharge(removed.account, removed.charge);
    expect(await customers.markInvoiced(removed.account, { ...removed.charge, ...BILLED, revision: 0 })).toBe(true);
    expect(await removed.now()).toMatchObject({ description: removed.charge.description, ...BILLED });
    // Whoever still has the removed one open cannot write over the bill, though the revision looks the same.
    await expect(customers.saveCharge(removed.account, removed.charge)).rejects.toMatchObject({ code: 'stale' });
  });

  it('comes back with the codes under which it was billed', async () => {
    const codes = { accountCode: '260', taxType: 'TAX009', taxTypeName: 'Levy on Income' };
    const { account, charge, now } = await entered(codes);
    await customers.saveCharge(account, { ...charge, accountCode: '200', taxType: 'OUTPUT', taxTypeName: 'GST on Income' });
    expect(await customers.markInvoiced(account, { ...charge, ...BILLED, revision: 0 })).toBe(true);
    expect(await now()).toMatchObject({ ...codes, ...BILLED });
  });

  it('billing wins against edits and removals at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { account, charge, now } = await entered();
      await race([
        () => customers.saveCharge(account, { ...charge, unitPrice: dec('1') }),
        () => customers.markInvoiced(account, { ...charge, ...BILLED }),
        () => customers.removeCharge(account, charge),
        () => customers.markInvoiced(account, { ...charge, ...BILLED }),
      ]);
      expect(await now()).toMatchObject({ unitPrice: charge.unitPrice, ...BILLED });
    }
  });
}
