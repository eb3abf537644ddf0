import { describe, expect, it } from 'vitest';
import { askByItself } from '../../../../shared/domain/xero/asking.ts';
import { enteredByHand, sending } from '../../../../shared/domain/xero/uploadLife.ts';
import { anAccount } from '../../../support/builders.ts';
import { Crash, dyingPorts } from '../../../support/crashes.ts';
import { AT, AUGUST, BY_ITSELF, isRefused, isThere, JULY, JUNE, NONE, noon, reseller, SEPTEMBER, WAITING } from './askingReseller.ts';

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

  it('goes up to the organisation that is connected now; one that another may have by now holds up nobody', async () => {
    const { byItself, states, change, store, connection } = await reseller();
    await byItself(noon('2026-08-05'));
    await change(JULY, (invoice) => sending(invoice, 'dead worker', 'c-1', AT), ['bakery']);
    const { looked: _, organisation, ...read } = await connection();
    if (organisation) await store.connections.save({ ...read, organisation: { ...organisation, organisationId: 'org-2' } });
    await byItself(noon('2026-08-05'));
    expect(await states(JULY)).toEqual(['sending', 'waiting', 'waiting']);
    const [, cafe] = await Promise.all(['bakery', 'cafe'].map((customer) => store.invoices.get('aap', JULY, customer)));
    expect(cafe?.xero).toMatchObject({ attempt: 2, organisationId: 'org-2' });
  });

  it('is nothing of an account that has planned no month', async () => {
    const { byItself, connection } = await reseller({}, []);
    await byItself(noon('2026-08-05'));
    expect((await connection()).looked).toBeUndefined();
  });
});

describe('a month that is being made and comes to no end', () => {
  it('holds up none of the others, but on the 1st, when its own invoices may come any moment', async () => {
    const { byItself, states, plan } = await reseller();
    await plan(AUGUST, ['bakery'], { openMonth: AUGUST });
    await byItself(noon('2026-08-01'));
    expect(await states(JULY)).toEqual(NONE);
    await byItself(noon('2026-08-02'));
    expect([await states(JULY), await states(AUGUST)]).toEqual([WAITING, ['none']]);
  });

  it('is gone through itself once it is made, however late: nothing passes over it', async () => {
    const { byItself, states, plan, change, connection } = await reseller();
    await byItself(noon('2026-08-02'));
    await change(JULY, isThere);
    await plan(AUGUST, ['bakery'], { openMonth: AUGUST });
    await byItself(noon('2026-09-02'));
    expect([await states(AUGUST), (await connection()).openMonth]).toEqual([['none'], AUGUST]);
    await plan(SEPTEMBER, []);
    await byItself(noon('2026-09-02'));
    expect(await states(AUGUST)).toEqual(['waiting']);
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

  it('but for what a person settled by hand, which is done', async () => {
    const { byItself, states, change, plan, connection } = await reseller();
    await byItself(noon('2026-08-05'));
    await change(JULY, isThere, ['cafe', 'diner']);
    await change(JULY, (invoice) => enteredByHand(isRefused(invoice), AT, 'robin'), ['bakery']);
    await plan(AUGUST, []);
    await byItself(noon('2026-08-06'));
    expect([await states(JULY), (await connection()).openMonth]).toEqual([['failed', 'uploaded', 'uploaded'], AUGUST]);
  });

  it('for the organisation that is connected: one that is chosen meanwhile has its own turn', async () => {
    const { account, ports, connection, store } = await reseller();
    const before = await connection();
    const { organisation, ...read } = before;
    if (organisation) await store.connections.save({ ...read, organisation: { ...organisation, organisationId: 'org-2' } });
    await askByItself(account, before, ports, noon('2026-08-05'));
    expect((await connection()).looked).toBeUndefined();
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
