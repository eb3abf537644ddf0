import { describe, expect, it } from 'vitest';
import { month } from '../../shared/domain/month.ts';
import { documentOf } from '../../shared/domain/printing.ts';
import { aCharge, dec } from '../support/builders.ts';
import { WILD } from './clerk.ts';
import { broken } from './invariants.ts';
import { living } from './judged.ts';
import { Life } from './life.ts';
import { ACCOUNT } from './office.ts';
import { paperOf } from './papers.ts';
import type { Death } from './turns.ts';

const MONTH = month('2026-08');

/**
 * One month: b has two charges, c is owed money, and the wild one needs attention and is repaired. Nothing goes wrong but the one death.
 */
async function lived(names: readonly string[], connects: boolean, death?: Death): Promise<Life> {
  const life = living(new Life({ seed: 1 }, {}, { customers: names, months: [MONTH] }));
  const { customers } = life.world.store;
  await life.setUp({ autoInvoice: true, connects, attachPdf: true });
  const charges = [aCharge({ chargeId: 'one', customerId: 'b' }), aCharge({ chargeId: 'two', customerId: 'b' })];
  const credit = aCharge({ chargeId: 'credit', customerId: 'c', unitPrice: dec('-500') });
  for (const charge of [...charges, credit]) await customers.saveCharge(ACCOUNT, { ...charge, revision: 0 });
  life.world.turns.calls = 0;
  life.world.turns.death = death;
  life.world.clock.until(`${MONTH}-01T00:05:00Z`);
  await life.calm(9);
  await life.repaired();
  // Whoever was asking for the repair may have died of it.
  await life.repaired();
  await life.calm(5, 1);
  return life;
}

/** All that a customer or a tax office may ever see of the month, to the byte. */
async function bytesOf(life: Life): Promise<string> {
  const { store } = life.world;
  const all = [];
  for (const invoice of await life.invoices()) {
    const { number, sequence, customerId, kind, date, dueDate, total, recipients, buyer } = invoice;
    const document = await documentOf(invoice, store);
    const { charges } = await store.customers.file(ACCOUNT, customerId);
    const billed = charges.map((charge) => [charge.chargeId, charge.number, charge.invoiceId]).sort();
    const paper = Buffer.from(paperOf(document)).toString();
    all.push({ number, sequence, customerId, kind, date, dueDate, total, recipients, buyer, document, paper, billed });
  }
  return JSON.stringify(all, null, 1);
}

describe.each([
  ['a month of five customers', ['a', 'b', 'c', 'd', WILD], false],
  ['a month of two on its way into Xero', ['b', 'c'], true],
] as const)('%s', (_, names, connects) => {
  it('comes out the same, to the byte, whichever call it is killed at', async () => {
    const whole = await lived(names, connects);
    const [calls, bytes] = [whole.world.turns.calls, await bytesOf(whole)];
    expect(await broken(whole)).toEqual([]);
    expect(calls).toBeGreaterThan(200);
    let inDoubt = 0;
    for (let at = 1; at <= calls; at += 1) {
      for (const when of ['before', 'after'] as const) {
        const life = await lived(names, connects, { at, when });
        const where = `killed ${when} call ${at} of ${calls}`;
        expect(await broken(life), where).toEqual([]);
        expect(await bytesOf(life), where).toBe(bytes);
        const invoices = await life.invoices();
        const emailed = invoices.filter((each) => life.world.post.taken.has(`${each.month} ${each.customerId} ${each.attempt}`));
        const unconfirmed = invoices.filter(({ status }) => status === 'unconfirmed');
        inDoubt += unconfirmed.length;
        // Each is emailed once; only one whose worker died while it held the claim may have gone unsent, and says so.
        expect(emailed.length + unconfirmed.length, where).toBeGreaterThanOrEqual(names.length);
      }
    }
    expect(inDoubt).toBeGreaterThan(0);
  }, 120_000);
});
