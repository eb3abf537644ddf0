import { describe, expect, it } from 'vitest';
import { handler, readInvoice } from '../../../functions/api/readInvoice.ts';
import { accounts } from '../../../shared/store/accounts.ts';
import { customers } from '../../../shared/store/customers.ts';
import { call } from '../../support/call.ts';
import { aroundAll, DECEMBER, NOVEMBER, path, Reseller } from '../../support/reseller.ts';

aroundAll();

const read = (account: string, invoice: ReturnType<typeof path>) => call(handler, readInvoice, { account, role: 'viewer', ...invoice });

describe('reading one invoice', () => {
  it('shows its lines, each with its period, price, amount and tax', async () => {
    const reseller = await Reseller.setUp();
    await reseller.customer('a', '0.0825', {}, '2026-11-12');
    await reseller.charge('a', '50');
    await reseller.make(NOVEMBER);
    const { status, body, headers } = await read(reseller.id, path(NOVEMBER, 'a'));
    expect(status).toBe(200);
    expect(body.lines).toEqual([
      {
        description: 'Fibre 100/40, 12–30 November 2026 (19 of 30 days, 1 × 0.0825)',
        quantity: '1',
        unitPrice: '0.05',
        amount: '0.05',
        taxRate: '10',
        tax: '0.01',
        accountCode: null,
        serviceId: 's-a',
        period: '2026-11',
        chargeId: null,
        adjusts: null,
      },
      expect.objectContaining({ description: 'Set-up', unitPrice: '50.00', amount: '50.00', tax: '5.00', chargeId: 'c-a', period: null }),
    ]);
    expect(body.totals).toEqual({ currency: 'AUD', subtotal: '50.05', tax: '5.01', total: '55.06' });
    expect(headers.etag).toBe(`"${body.revision}"`);
  });

  it('names the tax type of a line that has its own, by the code of Xero’s API and the name of its import', async () => {
    const reseller = await Reseller.setUp();
    await reseller.idle('a');
    const own = { taxType: 'TAX009', taxTypeName: 'Levy on Income' };
    await reseller.service('a', '100', own);
    await reseller.charge('a', '50');
    await reseller.make(NOVEMBER);
    const { body } = await read(reseller.id, path(NOVEMBER, 'a'));
    expect(body.lines[0]).toMatchObject(own);
    expect(Object.keys(body.lines[1])).toEqual(Object.keys(body.lines[0]).filter((key) => !(key in own)));
  });

  it('tells its history in plain words: when, what, and who or which event', async () => {
    const reseller = await Reseller.setUp();
    await reseller.customer('a');
    await reseller.make(NOVEMBER);
    await reseller.sent(NOVEMBER, 'a');
    await reseller.told(NOVEMBER, 'a', {
      kind: 'bounce',
      bounce: { permanent: true, subType: 'General' },
      words: 'Bounced (550 5.1.1 user unknown)',
    });
    const { body } = await read(reseller.id, path(NOVEMBER, 'a'));
    expect(body.history.map(({ statusText, words }: Record<string, string>) => `${statusText}: ${words}`)).toEqual([
      'Queued: Made and queued',
      'Sending: Taken up for sending',
      'Sent: Handed over to be delivered',
      'Bounced: Bounced (550 5.1.1 user unknown)',
    ]);
    expect(body.history[3]).toMatchObject({ event: 'bounce', at: '2026-10-31T14:15:00.000Z', attempt: 1, by: null });
  });

  it('shows a credit note with its reason, what it adjusts, and no due date', async () => {
    const reseller = await Reseller.setUp();
    await reseller.customer('a');
    await reseller.make(NOVEMBER);
    const service = await customers.getService(reseller.id, 'a', 's-a');
    await customers.saveService(reseller.id, { ...service, to: '2026-11-10' as never });
    await reseller.make(DECEMBER);
    const { body } = await read(reseller.id, path(DECEMBER, 'a'));
    expect(body).toMatchObject({ kind: 'creditNote', title: 'Adjustment Note', dueDate: null, number: 'AAP-00002' });
    expect(body.adjustment).toEqual({ reason: expect.stringMatching(/changed after they were billed/), numbers: ['AAP-00001'] });
    expect(body.totals.total).toBe('-73.34');
  });

  it('keeps its title, whatever the account becomes later', async () => {
    const reseller = await Reseller.setUp();
    await reseller.customer('a');
    await reseller.make(NOVEMBER);
    const { account } = reseller;
    await accounts.save({ ...account, company: { ...account.company, registeredForTax: false } });
    expect((await read(reseller.id, path(NOVEMBER, 'a'))).body.title).toBe('Tax Invoice');
  });

  it("answers another account's id exactly as one that does not exist", async () => {
    const [reseller, other] = [await Reseller.setUp(), await Reseller.setUp()];
    for (const each of [reseller, other]) await each.customer('a');
    await reseller.make(NOVEMBER);
    const foreign = await read(other.id, path(NOVEMBER, 'a'));
    const unknown = await read(other.id, path(NOVEMBER, 'nobody'));
    expect(foreign.status).toBe(404);
    expect(foreign).toEqual(unknown);
  });

  it('refuses what is no invoice id, and names it', async () => {
    const { id } = await Reseller.setUp();
    const { status, body } = await read(id, { params: { invoiceId: '2026-11_a#b' } });
    expect([status, body.errors[0].field]).toEqual([400, 'invoiceId']);
  });
});
