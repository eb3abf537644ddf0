import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items, LAST } from '../../../shared/store/client.ts';
import { invoices } from '../../../shared/store/invoices.ts';
import { workList } from '../../../shared/store/work.ts';
import { anInstant, anInvoice } from '../../support/builders.ts';
import { type FreshTable, freshTable } from '../../support/table.ts';
import { invoicesContract } from './contracts/invoices.ts';
import { workContract } from './contracts/work.ts';

let table: FreshTable;
beforeAll(async () => {
  table = await freshTable();
});
afterAll(() => table.stop());

describe('invoices', () => invoicesContract(invoices));

describe('the index of what is on its way into Xero', () => {
  it('has the PDFs apart, so that no read of the invoices goes through them', async () => {
    const xero = { state: 'waiting', at: anInstant('2026-08-01T00:00:00Z'), attempt: 1, organisationId: 'o', tries: 0 } as const;
    const there = { ...xero, state: 'uploaded', pdf: { state: 'sending' } } as const;
    await invoices.create(anInvoice({ accountId: 'apart', customerId: 'one', revision: 0, xero }));
    await invoices.create(anInvoice({ accountId: 'apart', customerId: 'other', sequence: 2, revision: 0, xero: there }));
    const listed = async (partition: string) => {
      const found: unknown[] = [];
      for await (const { sk } of items({ index: 'uploads', partition, from: '0', to: LAST })) found.push(sk);
      return found;
    };
    expect([await listed('apart'), await listed('apart#PDF')]).toEqual([['INVOICE#2026-07#one'], ['INVOICE#2026-07#other']]);
  });
});

it('a list by number that is at its end says so, though the stretch asked for goes on', async () => {
  for (const sequence of [1, 2])
    await invoices.create(anInvoice({ accountId: 'ended', customerId: `c${sequence}`, sequence, revision: 0 }));
  for (const newestFirst of [true, false]) {
    const page = await invoices.byNumber('ended', { newestFirst, limit: 5 });
    expect([page.items.length, page.next]).toEqual([2, undefined]);
  }
});

describe('the work list', () => workContract(workList, invoices));
