import { describe, expect, it } from 'vitest';
import { handler, listInvoices } from '../../../functions/api/listInvoices.ts';
import { cursorOf } from '../../../shared/lambda/cursor.ts';
import { call } from '../../support/call.ts';
import { aroundAll, DECEMBER, NOVEMBER, Reseller } from '../../support/reseller.ts';

const { table } = aroundAll();

const list = (account: string, query: Record<string, string> = {}) => call(handler, listInvoices, { account, query });
const numbers = (body: { items: { number: string }[] }) => body.items.map(({ number }) => number);

/** November and December of customers a, b and c; a's November was sent. */
async function twoMonths(): Promise<Reseller> {
  const reseller = await Reseller.setUp();
  for (const customer of ['a', 'b', 'c']) await reseller.customer(customer);
  await reseller.make(NOVEMBER);
  await reseller.make(DECEMBER);
  await reseller.sent(NOVEMBER, 'a');
  return reseller;
}

describe('the current list of invoices', () => {
  it('shows everything that is not in Previous, newest number first', async () => {
    const reseller = await twoMonths();
    const { status, body } = await list(reseller.id);
    expect(status).toBe(200);
    expect(numbers(body)).toEqual(['AAP-00006', 'AAP-00005', 'AAP-00004', 'AAP-00003', 'AAP-00002']);
    expect(body.nextCursor).toBeNull();
  });

  it('tells of each what a clerk needs: money as text with its currency, status in words, recipients, when it goes out', async () => {
    const reseller = await twoMonths();
    const { body } = await list(reseller.id, { month: DECEMBER, customerId: 'a' });
    expect(body.items).toEqual([
      expect.objectContaining({
        invoiceId: '2026-12_a',
        number: 'AAP-00004',
        kind: 'invoice',
        title: 'Tax Invoice',
        customer: { customerId: 'a', name: 'Customer a' },
        month: '2026-12',
        date: '2026-12-01',
        dueDate: '2026-12-15',
        totals: { currency: 'AUD', subtotal: '100.00', tax: '10.00', total: '110.00' },
        status: 'queued',
        statusText: 'Queued',
        attempt: 1,
        recipients: { to: ['a@customer.example'], cc: [], bcc: [] },
        queuedAt: '2026-11-30T14:05:00.000Z',
        dueAt: '2026-11-30T14:09:00.000Z',
        firstSentAt: null,
        lastNews: { at: '2026-11-30T14:05:00.000Z', words: 'Made and queued' },
        parked: null,
        xero: expect.objectContaining({ state: 'notUploaded', stateText: 'Not in Xero', link: null, total: null }),
      }),
    ]);
  });

  it('brings one that was sent before back while it is on its way again', async () => {
    const reseller = await twoMonths();
    await reseller.change(NOVEMBER, 'a', (read) => ({ ...read, status: 'queued' }));
    expect(numbers((await list(reseller.id)).body)).toContain('AAP-00001');
  });

  it('keeps to the month, the status and the customer that are asked for', async () => {
    const reseller = await twoMonths();
    const { id } = reseller;
    await reseller.change(NOVEMBER, 'b', (read) => ({ ...read, status: 'cancelled' }));
    expect(numbers((await list(id, { month: NOVEMBER })).body)).toEqual(['AAP-00003', 'AAP-00002']);
    expect(numbers((await list(id, { status: 'cancelled' })).body)).toEqual(['AAP-00002']);
    expect(numbers((await list(id, { customerId: 'c' })).body)).toEqual(['AAP-00006', 'AAP-00003']);
    expect(numbers((await list(id, { customerId: 'c', month: NOVEMBER })).body)).toEqual(['AAP-00003']);
    expect(numbers((await list(id, { month: '2027-05' })).body)).toEqual([]);
    expect(numbers((await list(id, { customerId: 'nobody' })).body)).toEqual([]);
  });

  it.each([{}, { month: DECEMBER }, { customerId: 'a' }])('pages through %j without losing or doubling one', async (filter) => {
    const reseller = await Reseller.setUp();
    for (const customer of ['a', 'b', 'c']) await reseller.customer(customer);
    await reseller.make(NOVEMBER);
    await reseller.make(DECEMBER);
    const whole = numbers((await list(reseller.id, filter)).body);
    const found: string[] = [];
    let cursor: string | null = null;
    let pages = 0;
    do {
      const { body }: Awaited<ReturnType<typeof list>> = await list(reseller.id, { ...filter, limit: '1', ...(cursor ? { cursor } : {}) });
      found.push(...numbers(body));
      cursor = body.nextCursor;
      pages += 1;
    } while (cursor);
    expect(found).toEqual(whole);
    expect(pages).toBe(whole.length);
  });

  it("refuses a cursor that is forged, another account's, another list's or of other filters, and names it", async () => {
    const [reseller, other] = [await twoMonths(), await twoMonths()];
    const { nextCursor } = (await list(other.id, { limit: '1' })).body;
    const own = (await list(reseller.id, { limit: '1' })).body.nextCursor;
    const bad = [nextCursor, 'x', '', 'bnVsbA', cursorOf(reseller.id, 'previous [null,null,null]', '3'), `${own}`.slice(1)];
    for (const cursor of bad) {
      const { status, body } = await list(reseller.id, { cursor });
      expect([cursor, status, body.errors?.[0]?.field]).toEqual([cursor, 400, 'cursor']);
    }
    expect((await list(reseller.id, { cursor: own, month: DECEMBER })).status).toBe(400);
  });

  it('refuses what it does not know, and names it', async () => {
    const { id } = await Reseller.setUp();
    for (const query of [
      { limit: '0' },
      { limit: '501' },
      { month: '2026-13' },
      { status: 'gone' },
      { colour: 'red' },
      { customerId: 'a b' },
    ]) {
      const { status, body } = await list(id, query);
      expect([query, status, body.errors[0].field]).toEqual([query, 400, Object.keys(query)[0]]);
    }
  });

  it("does not show one reseller another's invoice", async () => {
    await twoMonths();
    const other = await Reseller.setUp();
    expect((await list(other.id)).body).toEqual({ now: expect.any(String), items: [], nextCursor: null });
  });

  it('says what is missing until the account is set up', async () => {
    const { status, body } = await list('nobody-yet');
    expect([status, body.code]).toEqual([409, 'setup-required']);
  });

  it('reads each customer and each plan once, however many invoices name it', async () => {
    const reseller = await twoMonths();
    const before = table().requests.length;
    await list(reseller.id);
    const read = table()
      .requests.slice(before)
      .map(({ body }) => String(body));
    const times = (what: string) => read.join().split(`"${what}`).length - 1;
    expect([times('CUSTOMER#a'), times('CUSTOMER#b'), times('CUSTOMER#c'), times('PLAN#')]).toEqual([1, 1, 1, 2]);
    expect(read.filter((body) => /"(CUSTOMER|PLAN)#/.test(body))).toHaveLength(2);
  });
});
