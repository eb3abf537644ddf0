import { describe, expect, it } from 'vitest';
import { sellerOf } from '../../../shared/domain/account.ts';
import { type ExportingPorts, exportedMonth } from '../../../shared/domain/exporting.ts';
import { aCustomer, aLine, aMonth, anAccount, anInstant, anInvoice, money, someTerms } from '../../support/builders.ts';

/** Three invoices of so many lines each; and how many lines were read at a time. */
async function exported(lineCount: number) {
  const headers = [1, 2, 3].map((sequence) =>
    anInvoice({ sequence, number: `AAP-0000${sequence}`, customerId: `c${sequence}`, lineCount }),
  );
  const together: number[] = [];
  const totals = { count: 3, parked: 0, skipped: 0, subtotal: money('0'), tax: money('0'), total: money('0') };
  const ports: ExportingPorts = {
    customers: { getAll: async (_, all) => new Map(all.map((customerId) => [customerId, aCustomer({ customerId })])) },
    invoices: {
      byNumber: async () => ({ items: headers }),
      async allLines(all) {
        together.push(all.reduce((so, each) => so + each.lineCount, 0));
        return all.map(() => [aLine()]);
      },
    },
    runs: {
      head: async (accountId, plan) => ({
        ...{ accountId, plan, terms: someTerms(), seller: sellerOf(anAccount()) },
        ...{ madeAt: anInstant('2026-07-01T00:00:00Z'), totals, pages: 1 },
      }),
    },
  };
  const planned = { plan: 'plan-1', first: 1, count: 3, period: aMonth('2026-07') };
  const numbers: string[] = [];
  for await (const some of exportedMonth('aap', planned, ports)) numbers.push(...some.map(({ document }) => document.number));
  return { numbers, together };
}

describe('a month of very long invoices', () => {
  it.each([
    [1, [3]],
    [10_000, [20_000, 10_000]],
    [10_001, [10_001, 10_001, 10_001]],
    [30_000, [30_000, 30_000, 30_000]],
  ])('has each invoice once, of %i lines too, and never more than one of them beyond 20,000 lines in hand', async (lines, together) => {
    expect(await exported(lines)).toEqual({ numbers: ['AAP-00001', 'AAP-00002', 'AAP-00003'], together });
  });
});
