import type { Account } from '../../../../shared/domain/account.ts';
import type { Invoice } from '../../../../shared/domain/invoice.ts';
import type { Month } from '../../../../shared/domain/month.ts';
import type { Numbers } from '../../../../shared/domain/numbering.ts';
import { askByHand, askByItself } from '../../../../shared/domain/xero/asking.ts';
import type { UploadMessage } from '../../../../shared/domain/xero/ports.ts';
import { refused, sending, uploaded } from '../../../../shared/domain/xero/uploadLife.ts';
import { aConnection, aMonth, anAccount, anInstant, anInvoice, money, someNumbers } from '../../../support/builders.ts';
import { memoryStore } from '../../../support/memoryStore.ts';

export const [JUNE, JULY, AUGUST, SEPTEMBER] = ['2026-06', '2026-07', '2026-08', '2026-09'].map(aMonth) as [Month, Month, Month, Month];
/** Midday in Sydney. */
export const noon = (day: string) => new Date(`${day}T02:00:00Z`);
export const AT = anInstant('2026-08-01T02:00:00Z');
const THERE = { id: 'i-1', total: money('110'), link: 'https://go.example/i-1', contactId: 'c-1' };
export const BY_ITSELF = { ...anAccount().xero, uploadByItself: true };

export const isThere = (invoice: Invoice) => uploaded(sending(invoice, 'worker', 'c-1', AT), THERE, false, { at: AT, words: 'In Xero' });
export const isRefused = (invoice: Invoice) => refused(sending(invoice, 'worker', 'c-1', AT), { words: 'No', advice: 'Mend it.' }, AT);

/** An account connected in July, with three invoices in each of its months. */
export async function reseller(over: Partial<Account['xero']> = {}, months: readonly Month[] = [JUNE, JULY]) {
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

export const NONE = ['none', 'none', 'none'];
export const WAITING = ['waiting', 'waiting', 'waiting'];
