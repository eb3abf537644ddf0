import { describe, expect, it } from 'vitest';
import { sellerOf } from '../../../shared/domain/account.ts';
import { type ExportingPorts, exportedMonth } from '../../../shared/domain/exporting.ts';
import type { Invoice } from '../../../shared/domain/invoice.ts';
import type { PlanHead } from '../../../shared/domain/plan.ts';
import { aCustomer, aLine, aMonth, anAccount, anInstant, anInvoice, money, someTerms } from '../../support/builders.ts';

const PLANNED = { plan: 'plan-1', first: 1, count: 3, period: aMonth('2026-07') };

/** A store that has the given headers in its index by number, and counts the heads that are read. */
function aStore(headers: readonly Invoice[]) {
  const heads: string[] = [];
  const ports: ExportingPorts = {
    customers: {
      getAll: async (_, all) =>
        new Map(all.map((customerId) => [customerId, aCustomer({ customerId, to: [`${customerId}@customer.example`] })])),
    },
    invoices: { byNumber: async () => ({ items: headers }), allLines: async (all) => all.map(() => [aLine()]) },
    runs: {
      async head(accountId, plan): Promise<PlanHead> {
        heads.push(plan);
        const totals = { count: 3, parked: 0, skipped: 0, subtotal: money('0'), tax: money('0'), total: money('0') };
        const madeAt = anInstant('2026-07-01T00:00:00Z');
        return { accountId, plan, terms: someTerms(), seller: sellerOf(anAccount()), madeAt, totals, pages: 1 };
      },
    },
  };
  return { ports, heads };
}

const numbered = (sequence: number, over: Parameters<typeof anInvoice>[0] = {}) =>
  anInvoice({ sequence, number: `AAP-0000${sequence}`, customerId: `c${sequence}`, ...over });

async function exported(ports: ExportingPorts) {
  const all = [];
  for await (const page of exportedMonth('aap', PLANNED, ports)) all.push(...page);
  return all.map(({ document, email }) => [document.number, email]);
}

describe("a month's invoices, to be taken over by other programs", () => {
  it('come by number, without the parked ones, with the first address of today', async () => {
    const { ports } = aStore([numbered(1), numbered(2, { status: 'parked' }), numbered(3)]);
    expect(await exported(ports)).toEqual([
      ['AAP-00001', 'c1@customer.example'],
      ['AAP-00003', 'c3@customer.example'],
    ]);
  });

  it('are refused while the index does not have all of them yet: a file that lacks one would be believed', async () => {
    const { ports } = aStore([numbered(1), numbered(2)]);
    await expect(exported(ports)).rejects.toThrow('Only 2 of 3 invoices can be listed yet');
  });

  it('read the plan that they share once', async () => {
    const { ports, heads } = aStore([numbered(1), numbered(2), numbered(3, { plan: 'repair' })]);
    await exported(ports);
    expect(heads).toEqual(['plan-1', 'repair']);
  });
});
