import { describe, expect, it } from 'vitest';
import { executePage } from '../../../shared/domain/executing.ts';
import type { Invoice } from '../../../shared/domain/invoice.ts';
import { aMonth, money } from '../../support/builders.ts';
import { MonthlyReseller } from '../../support/monthlyReseller.ts';

const JANUARY = aMonth('2026-01');

/** January with three customers, its last page executed while the store holds what `change` makes of each invoice. */
async function closedWith(change: (invoice: Invoice) => Invoice | undefined) {
  const reseller = await new MonthlyReseller().setUp();
  for (const customer of ['a', 'b', 'c']) await reseller.customer(customer);
  await reseller.plan(JANUARY);
  const { store, ports, pages } = reseller;
  const invoices = {
    ...store.invoices,
    async *ofMonth(...which: Parameters<typeof store.invoices.ofMonth>) {
      for await (const invoice of store.invoices.ofMonth(...which)) {
        const changed = change(invoice);
        if (changed) yield changed;
      }
    },
  };
  for (const page of pages) await executePage(page, { ...ports, invoices }, reseller.firstOf(JANUARY), 240);
  const run = await store.runs.find('aap', JANUARY);
  return { state: run?.state, fault: run?.fault, rung: reseller.rung };
}

const ofB = (over: Partial<Invoice>) => (invoice: Invoice) => (invoice.customerId === 'b' ? { ...invoice, ...over } : invoice);
const RUNG = [{ name: 'RunCheckFailed', value: 1 }];

describe('a month that is closed', () => {
  it('is whole when every number stands there, and nothing rings', async () => {
    expect(await closedWith((invoice) => invoice)).toEqual({ state: 'closed', fault: undefined, rung: [] });
  });

  it('rings when as many invoices stand there as were planned, but a number is missing', async () => {
    const fault = 'the numbers are not whole: 2 missing';
    expect(await closedWith(ofB({ sequence: 1 }))).toEqual({ state: 'closed', fault, rung: RUNG });
  });

  it('rings when an invoice is missing', async () => {
    const fault = '3 invoices were planned, 2 exist';
    expect(await closedWith((invoice) => (invoice.customerId === 'b' ? undefined : invoice))).toEqual({
      state: 'closed',
      fault,
      rung: RUNG,
    });
  });

  it('rings when the invoices come to another total than the plan', async () => {
    const fault = 'the invoices add up to 23000 cents, the plan to 33000';
    expect(await closedWith(ofB({ total: money('10') }))).toEqual({ state: 'closed', fault, rung: RUNG });
  });
});
