import { describe, expect, it } from 'vitest';
import { handler, monthSummary } from '../../../functions/api/monthSummary.ts';
import { toDecimal } from '../../../shared/domain/money.ts';
import { skipMonth } from '../../../shared/domain/planning.ts';
import { call } from '../../support/call.ts';
import { aroundAll, DECEMBER, firstOf, NOVEMBER, Reseller } from '../../support/reseller.ts';
import { invoicesOf } from '../../support/world.ts';

aroundAll();

const summary = (account: string, month: string = NOVEMBER) => call(handler, monthSummary, { account, role: 'viewer', params: { month } });

type Mentions = { readonly count: number; readonly invoices: readonly { readonly number: string; readonly words: string }[] };
const told = ({ invoices }: Mentions) => invoices.map(({ number, words }) => `${number}: ${words}`);

/** a was delivered, b bounced, c is queued, d in credit, e has no address, f is disabled, g waits to be sent. */
async function aMonth(): Promise<Reseller> {
  const reseller = await Reseller.setUp();
  await reseller.customer('a');
  await reseller.customer('b', '10');
  await reseller.customer('c', '20');
  await reseller.customer('d', '-25');
  await reseller.customer('e', '30', { to: [] });
  await reseller.customer('f', '40', { enabled: false });
  await reseller.customer('g', '50', { autoInvoice: false });
  await reseller.make(NOVEMBER);
  for (const customer of ['a', 'b']) await reseller.sent(NOVEMBER, customer);
  await reseller.told(NOVEMBER, 'a', { kind: 'delivery' });
  await reseller.told(NOVEMBER, 'b', {
    kind: 'bounce',
    bounce: { permanent: true, subType: 'General' },
    words: 'Bounced (550 user unknown)',
  });
  return reseller;
}

describe("a month's summary", () => {
  it('says how many and how much, by status and by kind', async () => {
    const { body } = await summary((await aMonth()).id);
    expect(body).toMatchObject({
      month: '2026-11',
      state: 'closed',
      currency: 'AUD',
      count: 6,
      subtotal: '185.00',
      tax: '18.50',
      total: '203.50',
    });
    expect(body.byStatus.map(({ statusText, count, total }: Record<string, unknown>) => [statusText, count, total])).toEqual([
      ['Not sent', 1, '55.00'],
      ['Queued', 2, '-5.50'],
      ['Delivered', 1, '110.00'],
      ['Bounced', 1, '11.00'],
      ['Failed', 1, '33.00'],
    ]);
    expect(body.byKind.map(({ kind, count, total }: Record<string, unknown>) => [kind, count, total])).toEqual([
      ['invoice', 5, '231.00'],
      ['creditNote', 1, '-27.50'],
    ]);
  });

  it('adds up what it reads, so it cannot drift from the invoices whatever befalls them', async () => {
    const reseller = await aMonth();
    for (const [customer, status] of [
      ['c', 'sending'],
      ['d', 'cancelled'],
      ['g', 'unconfirmed'],
    ] as const) {
      await reseller.change(NOVEMBER, customer, (read) => ({ ...read, status }));
      const { body } = await summary(reseller.id);
      const all = await invoicesOf(reseller.id, NOVEMBER);
      const total = toDecimal(all.reduce((so, invoice) => so + invoice.total, 0) as never);
      const cents = (text: string) => Math.round(Number(text) * 100);
      expect([body.count, body.total]).toEqual([all.length, total]);
      expect(body.byStatus.reduce((so: number, each: { total: string }) => so + cents(each.total), 0)).toBe(cents(total));
    }
  });

  it('tells trouble first, with the words of each', async () => {
    const reseller = await aMonth();
    const { body } = await summary(reseller.id);
    expect(body.trouble.map((each: Mentions & { text: string }) => [each.text, told(each)])).toEqual([
      ['Bounced', ['AAP-00002: Bounced (550 user unknown)']],
      ['Failed', ['AAP-00005: Made, but not sent: Customer e has no email address']],
      ['No address to send to', ['AAP-00005: Customer e has no email address']],
    ]);
    const parked = await Reseller.withParked();
    const { trouble } = (await summary(parked.id)).body;
    expect(trouble.map((each: Mentions & { kind: string }) => [each.kind, each.count])).toEqual([['parked', 1]]);
  });

  it('says who has not received theirs, by the history of all attempts', async () => {
    const reseller = await aMonth();
    // Sent again after it was delivered: it was received all the same.
    await reseller.change(NOVEMBER, 'a', (read) => ({ ...read, status: 'queued', attempt: 2 }));
    const { body } = await summary(reseller.id);
    expect(body.notReceived.count).toBe(5);
    expect(body.notReceived.invoices.map(({ number }: { number: string }) => number)).not.toContain('AAP-00001');
  });

  it('says what is in Xero and what is not yet', async () => {
    expect((await summary((await aMonth()).id)).body.xero).toEqual({
      connected: false,
      uploaded: 0,
      notUploaded: 6,
      waiting: 0,
      failed: 0,
    });
    expect((await summary((await Reseller.withParked()).id)).body.xero.notUploaded).toBe(0);
  });

  it('says whom the run skipped, and why', async () => {
    const { body } = await summary((await aMonth()).id);
    expect(body.skipped).toEqual({
      count: 1,
      items: [{ customerId: 'f', name: 'Customer f', reason: 'disabled: AUD 40.00 ex tax is not billed' }],
      nextCursor: null,
    });
  });

  it('stands against last month', async () => {
    const reseller = await aMonth();
    expect((await summary(reseller.id)).body.lastMonth).toBeNull();
    await reseller.edit('g', { enabled: false });
    await reseller.make(DECEMBER);
    const { body } = await summary(reseller.id, DECEMBER);
    expect(body.lastMonth).toEqual({ month: '2026-11', count: 6, total: '203.50', countDifference: -1, difference: '-55.00' });
  });

  it("leads to the month's CSV, where there is one", async () => {
    expect((await summary((await aMonth()).id)).body.csv).toBe('/v1/months/2026-11/csv');
    expect((await summary((await Reseller.withParked()).id)).body.csv).toBeNull();
  });

  it('is all nought for a month that is not made, and says why one was skipped', async () => {
    const reseller = await Reseller.setUp();
    expect((await summary(reseller.id)).body).toMatchObject({
      state: 'notPlanned',
      count: 0,
      total: '0.00',
      trouble: [],
      byStatus: [],
      csv: null,
    });
    await skipMonth(reseller.account, NOVEMBER, 'billed by hand', reseller.world, { clock: () => firstOf(NOVEMBER) });
    expect((await summary(reseller.id)).body).toMatchObject({ state: 'skipped', reason: 'billed by hand' });
  });

  it("counts nothing of another account's", async () => {
    await aMonth();
    expect((await summary((await Reseller.setUp()).id)).body.count).toBe(0);
  });
});
