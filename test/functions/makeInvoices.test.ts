import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it, vi } from 'vitest';
import { handler as makeInvoices } from '../../functions/makeInvoices.ts';
import { handler as planRun } from '../../functions/planRun.ts';
import { handler as sweep } from '../../functions/sweep.ts';
import { config } from '../../shared/config.ts';
import { claimed, transition } from '../../shared/domain/invoiceLife.ts';
import { instant } from '../../shared/domain/month.ts';
import { planMonth } from '../../shared/domain/planning.ts';
import type { PageMessage } from '../../shared/domain/ports.ts';
import { repair } from '../../shared/domain/repairing.ts';
import { client } from '../../shared/store/client.ts';
import { customers } from '../../shared/store/customers.ts';
import { invoices } from '../../shared/store/invoices.ts';
import { runs } from '../../shared/store/runs.ts';
import { keys } from '../../shared/store/table.ts';
import { sqsEvent } from '../support/invocations.ts';
import { aroundAll, DECEMBER, firstOf, JANUARY, NOVEMBER, Reseller, setNow } from '../support/reseller.ts';
import { DELAY_S, executePages, invoicesOf } from '../support/world.ts';

const { services } = aroundAll({ services: true });

const DONE = { batchItemFailures: [] };
const plan = ({ id }: Reseller, month: string) => planRun(sqsEvent({ kind: 'plan', account: id, month }));
/** The pages that planning a month queued, with which its run can be repeated at will. */
async function pagesOf(reseller: Reseller, month: typeof NOVEMBER): Promise<PageMessage[]> {
  await planMonth(reseller.account, month, reseller.world, { clock: () => firstOf(month) });
  return [...reseller.world.pages.splice(0)];
}

describe('planning from the queue', () => {
  it('prices the month, commits it and queues its pages; the pages make the invoices and queue their emails', async () => {
    const reseller = await Reseller.setUp();
    await reseller.customer('a');
    await reseller.customer('b', '50', { to: [] });
    setNow(firstOf(NOVEMBER));
    expect(await plan(reseller, NOVEMBER)).toEqual(DONE);
    const pages = (await services().received(config.pageQueueUrl())).filter((page) => (page as PageMessage).account === reseller.id);
    expect(pages).toMatchObject([{ month: NOVEMBER, page: 1 }]);
    expect(await makeInvoices(sqsEvent(...pages))).toEqual(DONE);
    expect((await invoicesOf(reseller.id, NOVEMBER)).map(({ number, status }) => [number, status])).toEqual([
      ['AAP-00001', 'queued'],
      ['AAP-00002', 'failed'],
    ]);
    expect((await runs.find(reseller.id, NOVEMBER))?.state).toBe('closed');
  });

  it('of a month that is planned already, not begun yet, not the next or of nobody ends in nothing and does not come again', async () => {
    const reseller = await Reseller.setUp();
    await reseller.customer('a');
    await reseller.make(NOVEMBER);
    setNow(firstOf(NOVEMBER));
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    for (const month of [NOVEMBER, DECEMBER, JANUARY, '2026-10']) expect(await plan(reseller, month)).toEqual(DONE);
    expect(await planRun(sqsEvent({ kind: 'plan', account: 'nobody', month: NOVEMBER }))).toEqual(DONE);
    expect((await runs.numbers(reseller.id))?.next).toBe(2);
    vi.restoreAllMocks();
  });

  it('killed after the commit, the same message goes on with the month', async () => {
    const reseller = await Reseller.setUp();
    await reseller.customer('a');
    await pagesOf(reseller, NOVEMBER);
    await client().send(new DeleteCommand({ TableName: config.tableName(), Key: keys.run(reseller.id, NOVEMBER) }));
    expect(await plan(reseller, NOVEMBER)).toEqual(DONE);
    expect(await runs.find(reseller.id, NOVEMBER)).toMatchObject({ state: 'open', pages: 1 });
    const pages = (await services().received(config.pageQueueUrl())).filter((page) => (page as PageMessage).account === reseller.id);
    await makeInvoices(sqsEvent(...pages));
    expect((await runs.find(reseller.id, NOVEMBER))?.state).toBe('closed');
  });
});

describe('a page of a run', () => {
  it('delivered again months later, when all has gone on, changes nothing', async () => {
    const reseller = await Reseller.setUp();
    await reseller.customer('a');
    await reseller.charge('a', '25');
    const pages = await pagesOf(reseller, NOVEMBER);
    await makeInvoices(sqsEvent(...pages));
    await reseller.sent(NOVEMBER, 'a');
    await reseller.told(NOVEMBER, 'a', { kind: 'delivery' });
    await reseller.edit('a', { name: 'Renamed', to: [], enabled: false });
    await reseller.make(DECEMBER);
    const [before, charge, numbers] = [
      await reseller.read(NOVEMBER, 'a'),
      await customers.getCharge(reseller.id, 'a', 'c-a'),
      await runs.numbers(reseller.id),
    ];
    setNow(firstOf(JANUARY));
    expect(await makeInvoices(sqsEvent(...pages, ...pages))).toEqual(DONE);
    expect(await reseller.read(NOVEMBER, 'a')).toEqual(before);
    expect(await customers.getCharge(reseller.id, 'a', 'c-a')).toEqual(charge);
    expect(await runs.numbers(reseller.id)).toEqual(numbers);
  });

  it('delivered again after a repair leaves the repaired invoice as it is', async () => {
    const reseller = await Reseller.withParked();
    const parked = await reseller.read(NOVEMBER, 'a');
    const total = 1_111_000 as typeof parked.total;
    const repaired = await repair(reseller.account, parked, reseller.world, {
      now: firstOf(NOVEMBER),
      delaySeconds: DELAY_S,
      confirmedTotal: total,
    });
    expect(await makeInvoices(sqsEvent({ account: reseller.id, month: NOVEMBER, plan: parked.plan, page: 1 }))).toEqual(DONE);
    expect(await reseller.read(NOVEMBER, 'a')).toEqual(repaired);
    expect((await invoices.lines(repaired)).length).toBe(2);
  });

  it('with one faulty entry makes and emails all the others, and is tried again for that one', async () => {
    const reseller = await Reseller.setUp();
    const names = Array.from({ length: 40 }, (_, index) => `c${String(index).padStart(2, '0')}`);
    for (const name of names) await reseller.customer(name);
    await reseller.charge('c03', '5');
    const pages = await pagesOf(reseller, NOVEMBER);
    const plan = pages[0]?.plan ?? '';
    const { sk, pk } = keys.lines(reseller.id, NOVEMBER, 'c03', plan, 1);
    // Its lines are damaged: what no rule of ours provides for.
    const { Attributes } = await client().send(
      new DeleteCommand({ TableName: config.tableName(), Key: { pk, sk }, ReturnValues: 'ALL_OLD' }),
    );
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    expect((await makeInvoices(sqsEvent(...pages))).batchItemFailures).toHaveLength(1);
    vi.restoreAllMocks();
    expect((await invoicesOf(reseller.id, NOVEMBER)).map(({ customerId }) => customerId).sort()).toEqual(
      names.filter((name) => name !== 'c03'),
    );
    const emails = (await services().received(config.emailQueueUrl())) as { account: string; customer: string }[];
    expect(new Set(emails.filter(({ account }) => account === reseller.id).map(({ customer }) => customer)).size).toBe(39);
    expect((await runs.find(reseller.id, NOVEMBER))?.state).toBe('open');
    expect(Attributes).toBeDefined();
  });
});

describe('the sweeper, on the real queues', () => {
  it('queues the undone pages of a run that stands still, and sends the message of an email that was lost', async () => {
    const reseller = await Reseller.setUp();
    await reseller.customer('a');
    await reseller.make(NOVEMBER);
    await pagesOf(reseller, DECEMBER);
    const mine = async (url: string) =>
      (await services().received(url)).filter((message) => (message as PageMessage).account === reseller.id) as object[];
    setNow(new Date(firstOf(DECEMBER).getTime() + 10 * 60_000));
    await sweep({});
    expect(await mine(config.pageQueueUrl())).toEqual([]);
    setNow(new Date(firstOf(DECEMBER).getTime() + 16 * 60_000));
    await sweep({});
    expect(await mine(config.pageQueueUrl())).toMatchObject([{ month: DECEMBER, page: 1 }]);
    // Of November: queued a month ago, so it is given up, with the reason.
    expect(await reseller.read(NOVEMBER, 'a')).toMatchObject({ status: 'failed' });
    expect((await reseller.read(NOVEMBER, 'a')).history.at(-1)?.words).toMatch(/24 hours/);
    await executePages(reseller.world, firstOf(DECEMBER));
  });

  it('ends a repair whose worker died after its commit', async () => {
    const reseller = await Reseller.withParked();
    const parked = await reseller.read(NOVEMBER, 'a');
    const dying = { ...reseller.world, emailQueue: { add: async () => Promise.reject(new Error('died')) } };
    const asking = { now: firstOf(NOVEMBER), delaySeconds: DELAY_S, confirmedTotal: 1_111_000 as typeof parked.total };
    const customersThatDie = { ...dying.customers, markInvoiced: async () => Promise.reject(new Error('died')) };
    await expect(repair(reseller.account, parked, { ...dying, customers: customersThatDie }, asking)).rejects.toThrow('died');
    expect(await reseller.read(NOVEMBER, 'a')).toMatchObject({ status: 'parked', repair: expect.any(String) });
    setNow(new Date(firstOf(NOVEMBER).getTime() + 16 * 60_000));
    await sweep({});
    expect(await reseller.read(NOVEMBER, 'a')).toMatchObject({ status: 'queued', total: 1_111_000, number: 'AAP-00004' });
    expect((await customers.getCharge(reseller.id, 'a', 'typo')).number).toBe('AAP-00004');
  });

  it('finds a worker that died over a message which the sweeper itself had sent, within minutes', async () => {
    const reseller = await Reseller.setUp();
    await reseller.customer('a');
    await reseller.make(NOVEMBER);
    const minutesLater = (minutes: number) => new Date(firstOf(NOVEMBER).getTime() + minutes * 60_000);
    setNow(minutesLater(20));
    await sweep({});
    await reseller.change(NOVEMBER, 'a', (invoice) => claimed(invoice, { token: 'of the dead', at: instant(minutesLater(21)) }));
    setNow(minutesLater(32));
    await sweep({});
    expect(await reseller.read(NOVEMBER, 'a')).toMatchObject({ status: 'unconfirmed' });
  });

  it('leaves alone what is cancelled, sent, or queued a moment ago', async () => {
    const reseller = await Reseller.setUp();
    for (const name of ['a', 'b', 'c']) await reseller.customer(name);
    await reseller.make(NOVEMBER);
    await reseller.sent(NOVEMBER, 'a');
    await reseller.change(NOVEMBER, 'b', (invoice) =>
      transition(invoice, 'cancel', { at: instant(firstOf(NOVEMBER)), words: 'Cancelled' }),
    );
    const before = await invoicesOf(reseller.id, NOVEMBER);
    setNow(new Date(firstOf(NOVEMBER).getTime() + 12 * 60_000));
    await sweep({});
    expect(await invoicesOf(reseller.id, NOVEMBER)).toEqual(before);
  });
});
