import { describe, expect, it } from 'vitest';
import { planRun } from '../../functions/planRun.ts';
import { startRuns } from '../../functions/startRuns.ts';
import { changeInvoice } from '../../shared/domain/changing.ts';
import { type EmailingPorts, emailInvoice } from '../../shared/domain/emailing.ts';
import { claimed } from '../../shared/domain/invoiceLife.ts';
import { instant } from '../../shared/domain/month.ts';
import { Problem } from '../../shared/domain/problem.ts';
import { sweep } from '../../shared/domain/sweeping.ts';
import { aCharge, aMonth } from '../support/builders.ts';
import { MonthlyReseller } from '../support/monthlyReseller.ts';

const JANUARY = aMonth('2026-01');
const log = (error: unknown) => expect.fail(String(error));

async function aReseller(): Promise<MonthlyReseller> {
  const reseller = await new MonthlyReseller().setUp();
  await reseller.customer('a');
  return reseller;
}

const minutesAfter = ({ firstOf }: MonthlyReseller, minutes: number) => new Date(firstOf(JANUARY).getTime() + minutes * 60_000);
const swept = (reseller: MonthlyReseller, minutes: number) =>
  sweep(reseller.ports, () => expect.fail('Nothing is repaired'), minutesAfter(reseller, minutes), log);

/** An alarm adds up what is counted: one that counts nothing never rings. */
describe('a person is rung for, once,', () => {
  it('by a month that is still being made after an hour, and not before', async () => {
    const reseller = await aReseller();
    await reseller.plan(JANUARY);
    await swept(reseller, 59);
    expect(reseller.rung).toEqual([]);
    await swept(reseller, 61);
    expect(reseller.rung).toEqual([{ name: 'RunNotFinished', value: 1 }]);
  });

  it('by an email whose worker died at it', async () => {
    const reseller = await aReseller();
    await reseller.make(JANUARY);
    const at = instant(reseller.firstOf(JANUARY));
    const key = { account: 'aap', month: JANUARY, customer: 'a' };
    await changeInvoice(reseller.store.invoices, key, (read) => claimed(read, { token: 'of the dead', at }));
    await swept(reseller, 20);
    expect([(await reseller.read(JANUARY, 'a')).status, reseller.rung]).toEqual(['unconfirmed', [{ name: 'Unconfirmed', value: 1 }]]);
  });

  it('by an email whose answer was lost', async () => {
    const reseller = await aReseller();
    await reseller.make(JANUARY);
    const [message = expect.fail('No email is queued')] = reseller.emails;
    const mail: EmailingPorts['mail'] = { send: async () => ({ outcome: 'unknown', words: 'No answer' }) };
    await emailInvoice(
      message,
      async () => ({}) as never,
      { ...reseller.ports, mail },
      () => minutesAfter(reseller, 5),
    );
    expect(reseller.rung).toEqual([{ name: 'Unconfirmed', value: 1 }]);
  });

  it('by a charge that bears the number of another invoice', async () => {
    const reseller = await aReseller();
    const charge = aCharge({ customerId: 'a', revision: 0 });
    const stands = await reseller.store.customers.saveCharge('aap', charge);
    await reseller.plan(JANUARY);
    await reseller.store.customers.saveCharge('aap', { ...stands, number: 'AAP-00777' });
    await reseller.execute(reseller.firstOf(JANUARY));
    expect(reseller.rung).toEqual([{ name: 'ChargeClash', value: 1 }]);
  });

  it('by more than three missed months, of which none is made', async () => {
    const reseller = await aReseller();
    const queued: unknown[] = [];
    const ports = {
      ...reseller.ports,
      runQueue: { plan: async (message: unknown) => void queued.push(message) },
    } as unknown as typeof startRuns.ports;
    await startRuns.run({ now: reseller.firstOf(aMonth('2026-05')), log }, ports);
    expect([reseller.rung, queued]).toEqual([[{ name: 'MonthsMissed', value: 1 }], []]);
  });
});

describe('the hourly question', () => {
  it.each([true, false])('calls for a look at Xero only where invoices go there by themselves: %s', async (uploadByItself) => {
    const reseller = await new MonthlyReseller().setUp();
    const { account, store } = reseller;
    await store.accounts.save({ ...account, xero: { ...account.xero, uploadByItself } });
    const uploads: unknown[] = [];
    const ports = {
      ...reseller.ports,
      runQueue: { plan: async () => undefined },
      uploadQueue: { add: async (message: unknown) => void uploads.push(message) },
    } as unknown as typeof startRuns.ports;
    await startRuns.run({ now: reseller.firstOf(JANUARY), log }, ports);
    expect(uploads).toEqual(uploadByItself ? [{ account: 'aap' }] : []);
  });
});

describe('a message to make a month', () => {
  it('comes again when another always commits first: the month may not be made, and nobody else was asked for it', async () => {
    const reseller = await aReseller();
    const saveNumbers = async () => Promise.reject(new Problem('stale', 'Someone else was first'));
    const ports = { ...reseller.ports, runs: { ...reseller.store.runs, saveNumbers } } as unknown as typeof planRun.ports;
    const clock = () => reseller.firstOf(JANUARY);
    const message = { account: 'aap', month: JANUARY };
    await expect(planRun.run(message, ports, { now: clock(), clock, log: () => undefined })).rejects.toThrow('first');
  });
});
