import { expect, it } from 'vitest';
import { sellerOf } from '../../../../shared/domain/account.ts';
import type { Line } from '../../../../shared/domain/invoice.ts';
import type { Ledger, SettledPeriod } from '../../../../shared/domain/ledger.ts';
import { addMonths } from '../../../../shared/domain/month.ts';
import type { InvoiceEntry, ParkedEntry, PlanHead, PricedEntry, SkippedEntry } from '../../../../shared/domain/plan.ts';
import type { Invoices, Runs } from '../../../../shared/domain/ports.ts';
import { aLine, aMonth, anAccount, anInstant, anInvoice, dec, money, someTerms } from '../../../support/builders.ts';
import { anAccountId, collected, streamOf } from './collected.ts';

const JULY = aMonth('2026-07');
const billed = (index: number): SettledPeriod => ({
  serviceId: crypto.randomUUID(),
  period: addMonths(JULY, -(index % 2)),
  price: dec('100'),
  quantity: dec('1.5'),
  taxRate: dec('10'),
  days: 31,
  amount: money('150'),
  ...(index % 3 ? { number: `AAP-${index}` } : {}),
});

export function aLedger(periods: number): Ledger {
  const held: SettledPeriod = { serviceId: 'left-out', period: JULY, held: true };
  return { settled: [held, ...Array.from({ length: periods }, (_, index) => billed(index))], recentTotals: [money('1'), money('-2.5')] };
}

export function priced(account: string, plan: string, customerId: string, lines: readonly Line[], ledger = aLedger(2)): PricedEntry {
  const invoice = anInvoice({ accountId: account, plan, customerId, month: JULY, lineCount: lines.length, revision: 0 });
  const entry: InvoiceEntry = { outcome: 'invoice', customerId, invoice, hasCharges: lines.some(({ chargeId }) => chargeId), ledger };
  return { entry, lines };
}

const head = (account: string, plan: string, pages: number): PlanHead => ({
  accountId: account,
  plan,
  terms: someTerms(),
  seller: sellerOf(anAccount()),
  madeAt: anInstant('2026-07-01T00:00:00Z'),
  totals: { count: 1, parked: 0, skipped: 0, subtotal: money('100'), tax: money('10'), total: money('110') },
  pages,
});

export function plansContract(runs: Runs, invoices: Invoices): void {
  const frozen = async (account: string, plan: string, all: readonly PricedEntry[]) => {
    const pages = await runs.writeEntries(account, plan, streamOf(all));
    await runs.writeHead(head(account, plan, pages));
    return pages;
  };
  const plan = () => crypto.randomUUID();

  it('keeps every kind of entry exactly as it was priced, in order', async () => {
    const [account, id] = [anAccountId(), plan()];
    const { invoice } = priced(account, id, 'b', []).entry as InvoiceEntry;
    const parked: ParkedEntry = {
      outcome: 'parked',
      customerId: 'b',
      invoice: { ...invoice, status: 'parked', parked: 'why' },
      reason: 'why',
      ledger: aLedger(1),
    };
    const skipped: SkippedEntry = {
      outcome: 'skipped',
      customerId: 'c',
      name: 'Żółć مرحبا \ud800',
      reason: 'disabled',
      ledger: { settled: [], recentTotals: [] },
    };
    const lines = [
      aLine({
        description: 'Credit for May, invoice AAP-00001',
        quantity: dec('1'),
        unitPrice: dec('-0.0825'),
        adjusts: { number: 'AAP-00001', period: JULY },
      }),
      aLine({ service: undefined, chargeId: 'setup', accountCode: '260', taxType: 'TAX009', taxTypeName: 'Levy on Income' }),
    ];
    const all: PricedEntry[] = [priced(account, id, 'a', lines), { entry: parked, lines: [] }, { entry: skipped, lines: [] }];
    expect(await frozen(account, id, all)).toBe(1);
    expect(await runs.entries(account, id, 1)).toStrictEqual(all.map(({ entry }) => entry));
    expect(await invoices.lines({ accountId: account, month: JULY, customerId: 'a', plan: id, lineCount: 2 })).toStrictEqual(lines);
    expect(await runs.head(account, id)).toStrictEqual(head(account, id, 1));
  });

  it('holds 10,000 lines on one invoice, each described at length, in order', async () => {
    const [account, id] = [anAccountId(), plan()];
    const lines = Array.from({ length: 10_000 }, (_, index) =>
      aLine({ description: `${index} ${index % 50 ? 'Fibre' : 'ế'.repeat(4000)}` }),
    );
    await frozen(account, id, [priced(account, id, 'a', [aLine()]), priced(account, id, 'a-b', lines)]);
    const invoice = { accountId: account, month: JULY, customerId: 'a-b', plan: id, lineCount: 10_000 };
    expect(await invoices.lines(invoice)).toStrictEqual(lines);
    expect(await invoices.lines({ ...invoice, customerId: 'a', lineCount: 1 })).toStrictEqual([aLine()]);
    await expect(invoices.lines({ ...invoice, lineCount: 9_999 })).rejects.toThrow('holds 10000 lines of an invoice of 9999');
    // Of many invoices: in their order, long and short ones, and those that have none.
    const [short, none] = [
      { ...invoice, customerId: 'a', lineCount: 1 },
      { ...invoice, customerId: 'nobody', lineCount: 0 },
    ];
    expect(await invoices.allLines([invoice, none, short])).toStrictEqual([lines, [], [aLine()]]);
    await expect(invoices.allLines([{ ...short, lineCount: 2 }])).rejects.toThrow('holds 1 lines of an invoice of 2');
    await expect(invoices.allLines([{ ...none, lineCount: 1 }])).rejects.toThrow('holds 0 lines');
  });

  it('carries on a ledger of any length', async () => {
    const [account, id] = [anAccountId(), plan()];
    const all = [10, 6_000, 300].map((periods, index) => priced(account, id, `c${index}`, [], aLedger(periods)));
    await frozen(account, id, all);
    expect(await runs.entries(account, id, 1)).toStrictEqual(all.map(({ entry }) => entry));
  });

  it('deals many entries out over pages, and reads them page by page', async () => {
    const [account, id] = [anAccountId(), plan()];
    const all = Array.from({ length: 700 }, (_, index) => priced(account, id, `c${1000 + index}`, [aLine()]));
    const pages = await frozen(account, id, all);
    expect(pages).toBeGreaterThan(1);
    expect(await collected(runs.allEntries(head(account, id, pages)))).toStrictEqual(all.map(({ entry }) => entry));
    expect(await runs.entries(account, id, pages + 1)).toEqual([]);
  });

  it('a plan of nobody has no page', async () => {
    const [account, id] = [anAccountId(), plan()];
    expect(await frozen(account, id, [])).toBe(0);
    expect(await runs.entries(account, id, 1)).toEqual([]);
  });

  it('says so when a page, or a whole plan, is gone', async () => {
    const [account, id] = [anAccountId(), plan()];
    await runs.writeHead(head(account, id, 2));
    await expect(runs.entries(account, id, 2)).rejects.toThrow(`Page 2 of plan ${id} is gone`);
    await expect(runs.head(account, plan())).rejects.toThrow('has no head');
    await expect(runs.heads(account, [id, plan()])).rejects.toThrow('has no head');
    expect(await runs.heads(account, [id, id])).toStrictEqual(new Map([[id, await runs.head(account, id)]]));
  });

  it('stops where pricing stops, with its reason', async () => {
    const [account, id] = [anAccountId(), plan()];
    async function* failing() {
      yield priced(account, id, 'a', [aLine()]);
      throw new Error('the customers cannot be read');
    }
    await expect(runs.writeEntries(account, id, failing())).rejects.toThrow('the customers cannot be read');
  });

  it('erases all of a plan that lost, and nothing of another', async () => {
    const account = anAccountId();
    const [lost, won] = [plan(), plan()];
    const entries = (id: string) => [
      priced(
        account,
        id,
        'a',
        Array.from({ length: 450 }, () => aLine()),
      ),
      priced(account, id, 'b', [aLine()], aLedger(2_000)),
    ];
    await frozen(account, won, entries(won));
    const pages = await frozen(account, lost, entries(lost));
    await runs.discard(account, lost, pages);
    const invoice = { accountId: account, month: JULY, customerId: 'a', lineCount: 450 };
    await expect(invoices.lines({ ...invoice, plan: lost })).rejects.toThrow('holds 0 lines');
    await expect(runs.head(account, lost)).rejects.toThrow('has no head');
    expect((await invoices.lines({ ...invoice, plan: won })).length).toBe(450);
    expect((await runs.entries(account, won, 1)).length).toBe(2);
    await runs.discard(account, lost, pages);
  });
}
