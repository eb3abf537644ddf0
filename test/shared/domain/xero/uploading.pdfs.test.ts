import { beforeEach, describe, expect, it } from 'vitest';
import { asked } from '../../../../shared/domain/xero/uploadLife.ts';
import { aCustomer, aLine, anInstant, anInvoice } from '../../../support/builders.ts';
import { UploadingReseller } from './uploadingReseller.ts';

let reseller: UploadingReseller;

beforeEach(() => {
  reseller = new UploadingReseller();
});

/** Worker after worker, each as soon as it may, for so many minutes. Answers how many there were. */
async function lives(minutes: number): Promise<number> {
  let workers = 0;
  for (const end = reseller.now.getTime() + minutes * 60_000; reseller.now.getTime() < end; workers += 1) {
    await reseller.work().catch(() => undefined);
    reseller.pass((reseller.messages[0] ?? 300) / 60);
  }
  return workers;
}

const pdfs = async () => (await reseller.invoices()).map(({ xero }) => xero?.pdf?.state);
const counted = (what: string) => reseller.asked.filter((each) => each === what).length;

describe('PDFs', () => {
  it('of more than a thousand old invoices stand before no new one: it goes up first', async () => {
    await reseller.setUp(1010, {}, { attachPdf: true });
    await reseller.work();
    expect(await reseller.states()).toEqual({ uploaded: 1010 });
    const late = anInvoice({ customerId: 'late', number: 'AAP-00999', sequence: 999, revision: 0 });
    await reseller.store.customers.save('aap', aCustomer({ customerId: 'late', xeroContactId: 'x-1', revision: 0 }));
    await reseller.store.invoices.create(asked(late, { organisationId: 'org-1', at: reseller.at() }));
    expect((await pdfs()).filter((state) => state === 'waiting').length).toBeGreaterThan(900);
    reseller.asked.length = 0;
    reseller.pass(2);
    await reseller.work();
    expect(reseller.asked.slice(0, 4)).toEqual(['accounts', 'taxRates', 'put 1', 'attach']);
    await lives(25);
    expect(new Set(await pdfs())).toEqual(new Set(['attached']));
  });

  it('wait while an invoice can go, but not for one that cannot be taken up yet', async () => {
    await reseller.setUp(2, {}, { attachPdf: true });
    reseller.lines = async ({ customerId }) => (customerId === 'c0000' ? Promise.reject(new Error('Gone')) : [aLine()]);
    await reseller.work().catch(() => undefined);
    expect([await reseller.states(), await pdfs()]).toEqual([{ waiting: 1, uploaded: 1 }, [undefined, 'attached']]);
  });

  it('leave a hundred of the day’s calls to the invoices: four an hour ask whether there are more again', async () => {
    await reseller.setUp(60, {}, { attachPdf: true });
    let dayLeft = 120;
    reseller.attach = async () => {
      dayLeft -= 1;
      return { outcome: 'done', value: undefined, dayLeft };
    };
    await lives(59);
    expect(counted('attach')).toBeLessThanOrEqual(24);
    expect(await reseller.connection()).toMatchObject({
      pdfsHeldUntil: expect.any(String),
      trouble: { words: expect.stringContaining('PDFs are attached later') },
    });
    expect((await reseller.connection()).heldUntil).toBeUndefined();
    const first = counted('attach');
    await lives(60);
    expect(counted('attach') - first).toBeLessThanOrEqual(4);
    dayLeft = 5000;
    await lives(75);
    expect(new Set(await pdfs())).toEqual(new Set(['attached']));
    expect((await reseller.connection()).pdfsHeldUntil).toBeUndefined();
    expect((await reseller.connection()).trouble).toBeUndefined();
  });

  it('being held keep no invoice waiting, call nobody, and it stands there why', async () => {
    const trouble = { at: reseller.at(), words: 'PDFs are attached later' };
    await reseller.setUp(3, { pdfsHeldUntil: anInstant('2026-08-05T03:00:00Z'), trouble }, { attachPdf: true });
    await reseller.work();
    expect([reseller.messages, (await reseller.connection()).trouble]).toEqual([[], trouble]);
    expect([await reseller.states(), new Set(await pdfs()), counted('attach')]).toEqual([{ uploaded: 3 }, new Set(['waiting']), 0]);
  });
});

describe('an invoice that can never be put together', () => {
  it('is told to a clerk within the hour, costs a handful of calls, and holds up nobody', async () => {
    await reseller.setUp(120, {}, { attachPdf: true });
    reseller.lines = async ({ customerId }) => (customerId === 'c0000' ? Promise.reject(new Error('Gone')) : [aLine()]);
    await lives(5);
    expect(await reseller.states()).toEqual({ waiting: 1, uploaded: 119 });
    await lives(55);
    const [first] = await reseller.invoices();
    expect(first?.xero).toMatchObject({ state: 'failed', words: 'Something here failed 6 times' });
    expect(first?.history.at(-1)?.words).toContain('Not uploaded to Xero: Something here failed 6 times');
    expect(reseller.asked.length - counted('attach')).toBeLessThan(25);
    expect(new Set((await pdfs()).slice(1))).toEqual(new Set(['attached']));
    expect((await reseller.connection()).trouble).toBeUndefined();
  });

  it('because its customer cannot be read holds up no other customer’s', async () => {
    await reseller.setUp(3);
    const { customers } = reseller.store;
    const file: typeof customers.file = async (account, customer) =>
      customer === 'c0001' ? Promise.reject(new Error('Gone')) : customers.file(account, customer);
    reseller.store = { ...reseller.store, customers: { ...customers, file } };
    await lives(60);
    expect(await reseller.states()).toEqual({ uploaded: 2, failed: 1 });
  });
});

describe('PDFs that cannot be drawn', () => {
  it('for hours slow none of the others, and are told', async () => {
    await reseller.setUp(100, {}, { attachPdf: true });
    const { draw } = reseller;
    reseller.draw = async (invoice) => (invoice.customerId === 'c0000' ? Promise.reject(new Error('S3 said no')) : draw(invoice));
    await lives(4);
    expect((await pdfs()).filter((state) => state === 'attached')).toHaveLength(99);
    await lives(60);
    const [first] = await reseller.invoices();
    expect(first?.xero?.pdf).toMatchObject({ state: 'failed', words: expect.stringContaining('failed 6 times') });
  });

  it('whether they are there Xero does not show: told at once, so that no worker comes again for them', async () => {
    await reseller.setUp(1, {}, { attachPdf: true });
    reseller.attach = async () => ({ outcome: 'unknown', words: 'no answer' });
    await reseller.work();
    reseller.attachments = async () => ({ outcome: 'refused', words: 'Not found' });
    reseller.pass(1);
    await reseller.work();
    expect([await pdfs(), reseller.messages]).toEqual([['failed'], []]);
  });
});
