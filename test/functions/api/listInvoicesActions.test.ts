import { describe, expect, it } from 'vitest';
import { handler, listInvoices } from '../../../functions/api/listInvoices.ts';
import { STATUSES } from '../../../shared/domain/lifecycle.ts';
import { call } from '../../support/call.ts';
import { aroundAll, DECEMBER, firstOf, JANUARY, NOVEMBER, Reseller, setNow } from '../../support/reseller.ts';

aroundAll();

const list = (account: string, query: Record<string, string> = {}) => call(handler, listInvoices, { account, query });

describe('the actions of an invoice', () => {
  const actionsOf = async (reseller: Reseller) => (await list(reseller.id, { month: NOVEMBER, customerId: 'a' })).body.items[0].actions;
  const allowed = (actions: Record<string, { allowed: boolean }>) => Object.keys(actions).filter((name) => actions[name]?.allowed);

  it.each(STATUSES)('are those that the rules allow, with a reason for each other one: %s', async (status) => {
    setNow(firstOf(DECEMBER));
    const reseller = await Reseller.setUp();
    await reseller.customer('a');
    await reseller.make(NOVEMBER);
    await reseller.change(NOVEMBER, 'a', (read) => ({ ...read, status }));
    const actions = await actionsOf(reseller);
    const send = status === 'queued' || status === 'sending' || status === 'parked' ? [] : ['send'];
    const document = status === 'parked' ? [] : ['pdf', 'csv'];
    expect(allowed(actions)).toEqual([
      ...(status === 'queued' ? ['cancel'] : []),
      ...send,
      ...(status === 'parked' ? ['repair'] : []),
      ...document,
    ]);
    for (const { allowed, reason } of Object.values<{ allowed: boolean; reason?: string }>(actions)) {
      expect(allowed ? reason : (reason?.length ?? 0) > 5).toBe(allowed ? undefined : true);
    }
    expect([actions.upload.reason, actions.openInXero.reason]).toEqual(['Xero is not connected', 'Xero is not connected']);
  });

  it('say that nobody can be written to: no address, or a flagged one', async () => {
    const reseller = await Reseller.setUp();
    await reseller.customer('a', '100', { to: [] });
    await reseller.make(NOVEMBER);
    expect((await actionsOf(reseller)).send).toEqual({ allowed: false, reason: 'Customer a has no email address' });
    const flag = { reason: 'bounced' as const, words: '550 user unknown', at: '2026-11-01T00:00:00.000Z' as never, invoice: '2026-11_a' };
    await reseller.edit('a', { to: ['a@b.example'], flags: { 'a@b.example': flag } });
    expect((await actionsOf(reseller)).send.reason).toMatch(/a@b.example came back \(550 user unknown\)/);
  });

  it('offer a viewer nothing but reading and downloading', async () => {
    const reseller = await Reseller.setUp();
    await reseller.customer('a');
    await reseller.make(NOVEMBER);
    const { status, body } = await call(handler, listInvoices, { account: reseller.id, role: 'viewer' });
    expect([status, allowed(body.items[0].actions)]).toEqual([200, ['pdf', 'csv']]);
    expect(body.items[0].actions.cancel.reason).toMatch(/needs the role “billing”/);
  });

  it('let the oldest parked invoice of a customer be repaired first, and name it', async () => {
    const reseller = await Reseller.withParked();
    await reseller.make(DECEMBER);
    await reseller.make(JANUARY);
    const { body } = await list(reseller.id, { status: 'parked' });
    const wait = { allowed: false, reason: 'AAP-00004 needs attention first: the oldest is repaired first' };
    expect(body.items.map(({ actions }: { actions: { repair: unknown } }) => actions.repair)).toEqual([wait, wait, { allowed: true }]);
    expect(body.items[2].parked).toMatch(/more than 5 times the largest of the last 3/);
  });
});
