import { beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../../../shared/domain/xero/connection.ts';
import { asked } from '../../../../shared/domain/xero/uploadLife.ts';
import { aMonth, anInstant } from '../../../support/builders.ts';
import { BANKSIA, taken, UploadingReseller } from './uploadingReseller.ts';

let reseller: UploadingReseller;

beforeEach(() => {
  reseller = new UploadingReseller();
});

/** What a person does who connects another organisation. */
const switched = ({ worker: _, ...read }: Connection): Connection => ({ ...read, organisation: BANKSIA });

describe('a worker whose connection is another by now', () => {
  it('sends no batch that it has not begun', async () => {
    await reseller.setUp(400);
    let done = 0;
    reseller.put = async (documents) => {
      done += 1;
      if (done === 1) await reseller.change(switched);
      return taken(documents);
    };
    await reseller.work();
    // Four go at once.
    expect(done).toBeLessThanOrEqual(4);
    expect(await reseller.states()).toEqual({ uploaded: 50 * done, waiting: 400 - 50 * done });
    expect(reseller.messages).toEqual([]);
  });

  it.each<[string, (read: Connection) => Connection]>([
    ['is to be chosen', (read) => ({ ...read, state: 'choosing' })],
    ['has ended', (read) => ({ ...read, state: 'expired' })],
    ['is another worker’s', (read) => ({ ...read, worker: { token: 'other', until: anInstant('2026-08-05T03:00:00Z') } })],
  ])('sends none either when it %s', async (_, change) => {
    await reseller.setUp(1);
    const { customers } = reseller.store;
    const file = async (account: string, customer: string) => {
      await reseller.change(change);
      return customers.file(account, customer);
    };
    reseller.store = { ...reseller.store, customers: { ...customers, file } };
    await reseller.work();
    expect([reseller.asked, await reseller.states()]).toEqual([['accounts', 'taxRates'], { waiting: 1 }]);
  });

  it('makes no contact there', async () => {
    await reseller.setUp(1);
    const { chart } = reseller;
    reseller.chart = async () => {
      const { xeroContactId: _, ...customer } = await reseller.store.customers.get('aap', 'c0000');
      await reseller.store.customers.save('aap', customer);
      await reseller.change(switched);
      return chart();
    };
    await reseller.work();
    expect(reseller.asked).toEqual(['accounts', 'taxRates']);
  });

  it('turns nobody away from the new one', async () => {
    await reseller.setUp(1);
    const { forXero } = reseller.store.invoices;
    const listing = async (account: string, limit: number) => {
      const [invoice] = await reseller.invoices();
      if (invoice?.xero?.organisationId === 'org-1') {
        await reseller.change(switched);
        await reseller.store.invoices.save(asked(invoice, { organisationId: 'org-2', at: reseller.at() }));
      }
      return forXero(account, limit);
    };
    reseller.store = { ...reseller.store, invoices: { ...reseller.store.invoices, forXero: listing } };
    await reseller.work();
    expect((await reseller.invoices())[0]?.xero).toMatchObject({ state: 'waiting', organisationId: 'org-2' });
  });

  it('asks for no month, and takes none for asked: it goes up when the organisation is chosen', async () => {
    const ask = { month: aMonth('2026-07'), by: 'robin', at: anInstant('2026-08-05T01:00:00Z') };
    await reseller.setUp(0, { asks: [ask] }, { uploadByItself: true });
    await reseller.store.runs.saveNumbers({
      ...{ accountId: 'aap', next: 1, revision: 0 },
      months: { [ask.month]: { plan: 'plan-1', first: 1, count: 0, period: ask.month } },
    });
    const { save } = reseller.store.connections;
    // Between the lease and the first look.
    const leasing = async (next: Connection) => {
      const saved = await save(next);
      return next.worker && next.state === 'connected' ? save({ ...saved, state: 'choosing' }) : saved;
    };
    const connections = { ...reseller.store.connections, save: leasing };
    reseller.store = { ...reseller.store, connections };
    await reseller.work();
    const { asks, looked } = await reseller.connection();
    expect([asks, looked]).toEqual([[ask], undefined]);
  });
});

describe('while Xero holds us back', () => {
  const HELD = { heldUntil: anInstant('2026-08-05T08:00:00Z') };

  it('a renewal that nobody ended is done all the same, and nothing else', async () => {
    const renewing = { token: 'dead', until: anInstant('2026-08-05T01:59:00Z') };
    await reseller.setUp(2, { ...HELD, renewing });
    await reseller.work();
    expect([reseller.desk.asked, reseller.asked, reseller.messages]).toEqual([['refresh refresh-1'], [], []]);
    const { renewing: left, worker, heldUntil } = await reseller.connection();
    expect([left, worker, heldUntil]).toEqual([undefined, undefined, HELD.heldUntil]);
  });

  it('the link is kept up as well: what lies idle too long ends', async () => {
    await reseller.setUp(2, { ...HELD, renewedAt: anInstant('2026-07-01T00:00:00Z') });
    await reseller.work();
    expect([reseller.desk.asked, reseller.asked, (await reseller.connection()).heldUntil]).toEqual([
      ['refresh refresh-1'],
      [],
      HELD.heldUntil,
    ]);
  });

  it('nobody begins where there is none', async () => {
    await reseller.setUp(2, HELD);
    const before = await reseller.connection();
    await reseller.work();
    expect(await reseller.connection()).toEqual(before);
  });
});

describe('an invoice for which something of ours fails', () => {
  /** Two of a hundred PDFs cannot be drawn. */
  async function withPoison(count: number): Promise<void> {
    await reseller.setUp(count, {}, { attachPdf: true });
    const { draw } = reseller;
    reseller.draw = async (invoice) => {
      if (/0000[12]$/.test(invoice.number)) throw new Error('The font is broken');
      return draw(invoice);
    };
  }

  it('does not hold up the others: the worker after Xero’s limit is called for as ever', async () => {
    await withPoison(100);
    await reseller.work();
    // Four calls were for the invoices, the chart and the tax rates; the limit is 55 a minute.
    expect(reseller.asked.filter((each) => each === 'attach')).toHaveLength(51);
    expect([reseller.messages, reseller.logged.length, reseller.counted]).toEqual([[60], 2, ['JobFailed']]);
    reseller.pass(1.1);
    await expect(reseller.work()).rejects.toThrow('The font is broken');
    expect((await reseller.invoices()).filter(({ xero }) => xero?.pdf?.state === 'attached')).toHaveLength(98);
  });

  it('comes again by its own message when it is all that is left: nobody is called besides', async () => {
    await withPoison(2);
    await expect(reseller.work()).rejects.toThrow('The font is broken');
    expect([reseller.messages, reseller.logged.length]).toEqual([[], 1]);
  });

  it('is tried once by each worker', async () => {
    await withPoison(3);
    let drawn = 0;
    const { draw } = reseller;
    reseller.draw = async (invoice) => {
      drawn += 1;
      return draw(invoice);
    };
    await expect(reseller.work()).rejects.toThrow();
    expect(drawn).toBe(3);
  });
});

describe('a trouble', () => {
  it('is over when a worker has been in Xero and met none', async () => {
    await reseller.setUp(1, { trouble: { at: anInstant('2026-08-04T00:00:00Z'), words: 'Xero did not answer' } });
    await reseller.work();
    expect((await reseller.connection()).trouble).toBeUndefined();
  });

  it('stands while nobody has been there', async () => {
    const trouble = { at: anInstant('2026-08-04T00:00:00Z'), words: 'Xero did not answer' };
    await reseller.setUp(0, { trouble });
    await reseller.work();
    expect((await reseller.connection()).trouble).toEqual(trouble);
  });

  it('is none that another renews the link just now: it is tried again in a moment', async () => {
    const renewing = { token: 'other', until: anInstant('2026-08-05T02:01:00Z') };
    await reseller.setUp(1, { renewing, tokensEndAt: anInstant('2026-08-05T02:00:20Z') });
    await reseller.work();
    expect([(await reseller.connection()).trouble, reseller.messages]).toEqual([undefined, [10]]);
  });

  it('is that Xero holds us back: when it is over stands beside it', async () => {
    await reseller.setUp(1);
    reseller.chart = () => ({ outcome: 'limited', limit: 'day', seconds: 3600 });
    await reseller.work();
    expect(await reseller.connection()).toMatchObject({
      heldUntil: '2026-08-05T03:00:00.000Z',
      trouble: { words: 'Xero’s limit of calls in a day is reached' },
    });
  });
});
