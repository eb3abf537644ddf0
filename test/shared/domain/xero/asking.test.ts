import { describe, expect, it } from 'vitest';
import type { Account } from '../../../../shared/domain/account.ts';
import type { Invoice } from '../../../../shared/domain/invoice.ts';
import type { Month } from '../../../../shared/domain/month.ts';
import type { Numbers } from '../../../../shared/domain/numbering.ts';
import { askByHand, askByItself, askForMonth } from '../../../../shared/domain/xero/asking.ts';
import type { Connection } from '../../../../shared/domain/xero/connection.ts';
import type { UploadMessage } from '../../../../shared/domain/xero/ports.ts';
import { refused, sending, uploaded } from '../../../../shared/domain/xero/uploadLife.ts';
import { aConnection, aMonth, anAccount, anInstant, anInvoice, money, someNumbers } from '../../../support/builders.ts';
import { Crash, dyingPorts } from '../../../support/crashes.ts';
import { memoryStore } from '../../../support/memoryStore.ts';

const [JUNE, JULY, AUGUST, SEPTEMBER] = ['2026-06', '2026-07', '2026-08', '2026-09'].map(aMonth) as [Month, Month, Month, Month];
/** Midday in Sydney. */
const noon = (day: string) => new Date(`${day}T02:00:00Z`);
const AT = anInstant('2026-08-01T02:00:00Z');
const THERE = { id: 'i-1', total: money('110'), link: 'https://go.example/i-1', contactId: 'c-1' };
const BY_ITSELF = { ...anAccount().xero, uploadByItself: true };

const isThere = (invoice: Invoice) => uploaded(sending(invoice, 'worker', 'c-1', AT), THERE, false, { at: AT, words: 'In Xero' });
const isRefused = (invoice: Invoice) => refused(sending(invoice, 'worker', 'c-1', AT), { words: 'No', advice: 'Mend it.' }, AT);

/** An account connected in July, with three invoices in each of its months. */
async function reseller(over: Partial<Account['xero']> = {}, months: readonly Month[] = [JUNE, JULY]) {
  const store = memoryStore();
  const account = anAccount({ xero: { ...BY_ITSELF, ...over } });
  const messages: UploadMessage[] = [];
  const read: Month[] = [];
  const ofMonth = (of: string, month: Month) => {
    read.push(month);
    return store.invoices.ofMonth(of, month);
  };
  const ports = {
    ...store,
    invoices: { ...store.invoices, ofMonth },
    uploadQueue: { add: async (message: UploadMessage) => void messages.push(message) },
  };
  let sequence = 0;
  const plan = async (month: Month, customers: readonly string[], more: Partial<Numbers> = {}) => {
    const stands = (await store.runs.numbers('aap')) ?? someNumbers({ revision: 0 });
    const { openMonth: _, ...rest } = stands;
    const planned = { plan: `plan-${month}`, first: sequence + 1, count: customers.length, period: month };
    await store.runs.saveNumbers({ ...rest, ...more, months: { ...stands.months, [month]: planned } });
    for (const customerId of customers) {
      sequence += 1;
      await store.invoices.create(anInvoice({ month, customerId, sequence, number: `AAP-0000${sequence}` }));
    }
  };
  for (const month of months) await plan(month, ['bakery', 'cafe', 'diner']);
  await store.connections.save(aConnection());
  const connection = async () => (await store.connections.get('aap')) ?? aConnection({ accountId: 'gone' });
  const all = async (month: Month) => {
    const invoices: Invoice[] = [];
    for await (const invoice of store.invoices.ofMonth('aap', month)) invoices.push(invoice);
    return invoices;
  };
  return {
    ...{ store, ports, account, messages, read, plan, connection },
    /** Where the invoices of a month stand, by customer. */
    states: async (month: Month) => (await all(month)).map(({ xero }) => xero?.state ?? 'none'),
    attempts: async (month: Month) => (await all(month)).map(({ xero }) => [xero?.attempt, xero?.by]),
    change: async (month: Month, change: (invoice: Invoice) => Invoice, customers = ['bakery', 'cafe', 'diner']) => {
      for (const each of await all(month)) if (customers.includes(each.customerId)) await store.invoices.save(change(each));
    },
    byItself: async (at: Date, settings = account) => {
      read.length = 0;
      await askByItself(settings, await connection(), ports, at);
    },
    byHand: async (at: Date, using: typeof ports = ports) => askByHand(account, await connection(), using, at),
  };
}

const NONE = ['none', 'none', 'none'];
const WAITING = ['waiting', 'waiting', 'waiting'];

describe('by itself', () => {
  it('goes up what is of a month that is over, from the month of connecting on', async () => {
    const { byItself, states, attempts } = await reseller();
    await byItself(noon('2026-08-05'));
    expect([await states(JUNE), await states(JULY)]).toEqual([NONE, WAITING]);
    expect(await attempts(JULY)).toEqual(Array(3).fill([1, undefined]));
  });

  it('goes up nothing unless the settings say so', async () => {
    const { byItself, states } = await reseller({ uploadByItself: false });
    await byItself(noon('2026-08-05'));
    expect(await states(JULY)).toEqual(NONE);
  });

  it('goes up nothing of the current month, unless it is to go at once', async () => {
    const { byItself, states, account } = await reseller();
    await byItself(noon('2026-07-31'));
    expect(await states(JULY)).toEqual(NONE);
    await byItself(noon('2026-07-31'), { ...account, xero: { ...account.xero, uploadFrom: 'atOnce' } });
    expect(await states(JULY)).toEqual(WAITING);
  });

  it("rolls over at the reseller's own midnight, and on the 1st waits for the run", async () => {
    const { byItself, states, plan } = await reseller();
    await byItself(new Date('2026-07-31T13:59:00Z'));
    await byItself(new Date('2026-07-31T14:30:00Z'));
    expect(await states(JULY)).toEqual(NONE);
    await plan(AUGUST, ['bakery'], { openMonth: AUGUST });
    await byItself(new Date('2026-07-31T15:10:00Z'));
    expect(await states(JULY)).toEqual(NONE);
    await plan(AUGUST, []);
    await byItself(new Date('2026-07-31T15:11:00Z'));
    expect([await states(JULY), await states(AUGUST)]).toEqual([WAITING, ['none']]);
  });

  it('goes up on the 2nd all the same when no run came', async () => {
    const { byItself, states } = await reseller();
    await byItself(noon('2026-08-01'));
    expect(await states(JULY)).toEqual(NONE);
    await byItself(noon('2026-08-02'));
    expect(await states(JULY)).toEqual(WAITING);
  });

  it('is nothing of an account that has planned no month', async () => {
    const { byItself, connection } = await reseller({}, []);
    await byItself(noon('2026-08-05'));
    expect((await connection()).looked).toBeUndefined();
  });
});

describe('the months are gone through', () => {
  it('once at each change, not at each message', async () => {
    const { byItself, read } = await reseller();
    await byItself(noon('2026-08-05'));
    expect(read).toEqual([JULY]);
    await byItself(noon('2026-08-06'));
    expect(read).toEqual([]);
  });

  it('again when a month is made, when one rolls over, and when the setting changes', async () => {
    const { byItself, read, plan, account } = await reseller();
    await byItself(noon('2026-08-05'));
    await plan(AUGUST, ['bakery']);
    await byItself(noon('2026-08-06'));
    expect(read).toEqual([JULY, AUGUST]);
    await byItself(noon('2026-09-02'));
    expect(read).toEqual([JULY, AUGUST]);
    await byItself(noon('2026-09-02'), { ...account, xero: { ...account.xero, uploadFrom: 'atOnce' } });
    expect(read).toEqual([JULY, AUGUST]);
  });

  it('but not those of which all is in Xero, ever again', async () => {
    const { byItself, read, plan, change, connection } = await reseller();
    await byItself(noon('2026-08-05'));
    expect((await connection()).openMonth).toBe(JULY);
    await change(JULY, isThere);
    await plan(AUGUST, ['bakery']);
    await byItself(noon('2026-08-06'));
    expect([read, (await connection()).openMonth]).toEqual([[JULY, AUGUST], AUGUST]);
    await byItself(noon('2026-09-02'));
    expect(read).toEqual([AUGUST]);
  });

  it('nor a month that was skipped, or in which nobody was billed; an older one that is not done keeps its place', async () => {
    const { byItself, read, plan, connection } = await reseller({}, [JUNE]);
    await plan(JULY, []);
    await plan(AUGUST, ['bakery']);
    await byItself(noon('2026-09-02'));
    expect((await connection()).openMonth).toBe(AUGUST);
    await plan(SEPTEMBER, []);
    await byItself(noon('2026-10-02'));
    expect([read, (await connection()).openMonth]).toEqual([[AUGUST, SEPTEMBER], AUGUST]);
  });

  it('never passing over the current month, though all of it is there', async () => {
    const { byItself, change, connection } = await reseller({ uploadFrom: 'atOnce' });
    await byItself(noon('2026-07-05'));
    await change(JULY, isThere);
    await byItself(noon('2026-07-06'), anAccount({ xero: { ...BY_ITSELF, uploadFrom: 'nextMonth' } }));
    expect((await connection()).openMonth).toBe(JULY);
  });

  it('so that what failed, and what was parked and is repaired, comes up again at the next change, and not before', async () => {
    const { byItself, states, attempts, change, plan } = await reseller();
    await change(JULY, (invoice) => ({ ...invoice, status: 'parked' }), ['diner']);
    await byItself(noon('2026-08-05'));
    await change(JULY, isRefused, ['bakery']);
    await change(JULY, isThere, ['cafe']);
    expect(await states(JULY)).toEqual(['failed', 'uploaded', 'none']);
    await change(JULY, (invoice) => ({ ...invoice, status: 'draft' }), ['diner']);
    await byItself(noon('2026-08-06'));
    expect(await states(JULY)).toEqual(['failed', 'uploaded', 'none']);
    await plan(AUGUST, []);
    await byItself(noon('2026-08-07'));
    expect(await states(JULY)).toEqual(['waiting', 'uploaded', 'waiting']);
    expect(await attempts(JULY)).toEqual([
      [2, undefined],
      [1, undefined],
      [1, undefined],
    ]);
  });

  it('again from where they were when a worker dies at it', async () => {
    for (let at = 1; at < 100; at += 1) {
      const { account, ports, connection, byItself, states, attempts } = await reseller();
      const dying = dyingPorts(ports, at, at % 2 ? 'before' : 'after');
      const now = noon('2026-08-05');
      const ended = await askByItself(account, await connection(), dying.ports, now).then(
        () => true,
        (error: unknown) => !(error instanceof Crash),
      );
      await byItself(now);
      expect([await states(JULY), await attempts(JULY)]).toEqual([WAITING, Array(3).fill([1, undefined])]);
      if (ended) return expect(at).toBeGreaterThan(8);
    }
    expect.unreachable('It never ends');
  });
});

describe('a month that a person asks for', () => {
  it('is only wished for, in one write; the worker asks for each invoice, in that person’s name', async () => {
    const { account, ports, messages, connection, states, attempts, byHand } = await reseller({ uploadByItself: false });
    const answer = await askForMonth(account, JUNE, 'robin', ports, noon('2026-08-05'));
    expect(answer).toEqual({ month: JUNE, queued: 3, waiting: 0, uploaded: 0, refused: [] });
    expect([await states(JUNE), messages]).toEqual([NONE, [{ account: 'aap' }]]);
    expect((await connection()).asks).toEqual([{ month: JUNE, by: 'robin', at: '2026-08-05T02:00:00.000Z' }]);
    await byHand(noon('2026-08-05'));
    expect([await states(JUNE), await attempts(JUNE)]).toEqual([WAITING, Array(3).fill([1, 'robin'])]);
    expect((await connection()).asks).toEqual([]);
  });

  it('is told what goes, what waits, what is there, and of the rest why not', async () => {
    const { account, ports, change, byHand } = await reseller();
    await askForMonth(account, JULY, 'robin', ports, noon('2026-08-05'));
    await byHand(noon('2026-08-05'));
    await change(JULY, isThere, ['bakery']);
    await change(JULY, isRefused, ['cafe']);
    expect(await askForMonth(account, JULY, 'robin', ports, noon('2026-08-06'))).toMatchObject({ queued: 1, waiting: 1, uploaded: 1 });
    await change(JULY, ({ xero: _, ...invoice }) => ({ ...invoice, status: 'parked' }), ['diner']);
    const { refused: refusals } = await askForMonth(account, JULY, 'robin', ports, noon('2026-08-06'));
    expect(refusals).toEqual([
      { invoiceId: '2026-07_diner', number: 'AAP-00006', reason: 'It needs attention first: nothing is billed yet' },
    ]);
  });

  it('of which nothing may go calls nobody', async () => {
    const { account, ports, messages, connection } = await reseller();
    const answer = await askForMonth(account, JULY, 'robin', ports, noon('2026-07-20'));
    expect([answer.queued, answer.refused.map(({ reason }) => reason)]).toEqual([
      0,
      Array(3).fill('It goes to Xero when its month is over'),
    ]);
    expect([messages, (await connection()).asks]).toEqual([[], []]);
  });

  it('asked for twice is wished for once; a wish that comes while the worker is at it stays', async () => {
    const { account, ports, connection } = await reseller();
    await askForMonth(account, JUNE, 'robin', ports, noon('2026-08-05'));
    await askForMonth(account, JULY, 'robin', ports, noon('2026-08-05'));
    const before = await connection();
    await askForMonth(account, JUNE, 'casey', ports, noon('2026-08-06'));
    expect((await connection()).asks.map(({ month, by }) => [month, by])).toEqual([
      [JULY, 'robin'],
      [JUNE, 'casey'],
    ]);
    await askByHand(account, before, ports, noon('2026-08-06'));
    expect((await connection()).asks.map(({ month, by }) => [month, by])).toEqual([[JUNE, 'casey']]);
  });

  it.each<[string, Partial<Connection> | undefined]>([
    ['Xero is not connected', undefined],
    ['Choose the Xero organisation first', { state: 'choosing' }],
    ['The link to Xero has ended: connect it again', { state: 'expired' }],
  ])('is refused while nothing can go: %s', async (words, over) => {
    const { account, ports, store, connection } = await reseller();
    if (over) await store.connections.save({ ...(await connection()), ...over });
    else await store.connections.remove(await connection());
    await expect(askForMonth(account, JULY, 'robin', ports, noon('2026-08-05'))).rejects.toMatchObject({
      code: 'conflict',
      message: words,
    });
  });

  it('is wished for once the clerk has his answer, whatever dies; without an answer he asks again', async () => {
    for (const when of ['before', 'after'] as const) {
      for (let at = 1; at < 100; at += 1) {
        const { account, ports, connection, messages, states, byHand } = await reseller();
        const now = noon('2026-08-05');
        const dying = dyingPorts(ports, at, when);
        const answered = await askForMonth(account, JULY, 'robin', dying.ports, now).then(
          () => true,
          (error: unknown) => !(error instanceof Crash),
        );
        // Whoever is called finds the wish there; a wish without a message is the sweeper's.
        if (messages.length > 0) expect((await connection()).asks).toHaveLength(1);
        if (!answered) await askForMonth(account, JULY, 'robin', ports, now);
        expect([(await connection()).asks.length, messages.length > 0]).toEqual([1, true]);
        await byHand(now);
        expect(await states(JULY)).toEqual(WAITING);
        if (answered) break;
      }
    }
  });

  it('is done for every invoice once, wherever a worker dies at it', async () => {
    let crashes = 0;
    for (const when of ['before', 'after'] as const) {
      for (let at = 1; at < 100; at += 1) {
        const { account, ports, connection, attempts, byHand } = await reseller();
        const now = noon('2026-08-05');
        await askForMonth(account, JULY, 'robin', ports, now);
        const dying = dyingPorts(ports, at, when);
        const ended = await byHand(now, dying.ports).then(
          () => true,
          (error: unknown) => !(error instanceof Crash),
        );
        // While anything is left to ask for, the wish stands.
        if ((await attempts(JULY)).some(([attempt]) => attempt === undefined)) expect((await connection()).asks).toHaveLength(1);
        await byHand(now);
        expect([await attempts(JULY), (await connection()).asks]).toEqual([Array(3).fill([1, 'robin']), []]);
        if (ended) break;
        crashes += 1;
      }
    }
    expect(crashes).toBeGreaterThan(15);
  });
});
