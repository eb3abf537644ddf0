import { expect, it } from 'vitest';
import type { Invoice } from '../../../../shared/domain/invoice.ts';
import type { Invoices, WorkList } from '../../../../shared/domain/ports.ts';
import { aMonth, anInstant, anInvoice } from '../../../support/builders.ts';
import { anAccountId, collected } from './collected.ts';

const JULY = aMonth('2026-07');
const minute = (count: number) => anInstant(`2026-07-01T00:${String(count).padStart(2, '0')}:00Z`);

export function workContract(workList: WorkList, invoices: Invoices): void {
  const due = async (account: string, before = minute(59)) =>
    (await collected(workList.due(before))).flatMap((work) => (work.account === account && work.kind === 'invoice' ? [work.customer] : []));
  const add = async (account: string, customerId: string, over: Partial<Invoice>) => {
    const invoice = anInvoice({ accountId: account, customerId, revision: 0, ...over });
    await invoices.create(invoice);
    return { ...invoice, revision: 1 };
  };

  it('names what is queued, being sent or being repaired, and nothing else', async () => {
    const account = anAccountId();
    await add(account, 'queued', { status: 'queued', dueAt: minute(1) });
    await add(account, 'sending', { status: 'sending', dueAt: minute(1) });
    await add(account, 'repaired', { status: 'parked', repair: 'plan-2', dueAt: minute(1) });
    await add(account, 'draft', { status: 'draft' });
    await add(account, 'parked', { status: 'parked' });
    // What is left of an instant on a settled one is no work.
    await add(account, 'sent', { status: 'sent', dueAt: minute(1) });
    expect((await due(account)).sort()).toEqual(['queued', 'repaired', 'sending']);
    const works = await collected(workList.due(minute(59)));
    expect(works).toContainEqual({ kind: 'invoice', account, month: JULY, customer: 'queued' });
  });

  it('names only what was due before the instant asked about', async () => {
    const account = anAccountId();
    for (const count of [5, 10, 15]) await add(account, `c${count}`, { status: 'queued', dueAt: minute(count) });
    expect(await due(account, minute(5))).toEqual([]);
    expect((await due(account, minute(15))).sort()).toEqual(['c10', 'c5']);
  });

  it('keeps an email from its being queued until its result is known', async () => {
    const account = anAccountId();
    const queued = await add(account, 'bakery', { status: 'queued', dueAt: minute(1) });
    const sending = await invoices.save({ ...queued, status: 'sending', claim: { token: 't', at: minute(2) } });
    expect(await due(account)).toEqual(['bakery']);
    const { dueAt: _, ...rest } = sending;
    await invoices.save({ ...rest, status: 'sent' });
    expect(await due(account)).toEqual([]);
  });

  it('gives the oldest first within a shard, over all shards', async () => {
    const account = anAccountId();
    const customers = Array.from({ length: 40 }, (_, index) => `c${index}`);
    await Promise.all(customers.map((customer, index) => add(account, customer, { status: 'queued', dueAt: minute(index) })));
    expect((await due(account)).sort()).toEqual([...customers].sort());
  });
}
