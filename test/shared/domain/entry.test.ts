import { describe, expect, it, test } from 'vitest';
import type { Account } from '../../../shared/domain/account.ts';
import type { CustomerFile } from '../../../shared/domain/customer.ts';
import { type Before, checkRepaired, type Making, makeEntry, type Repairing } from '../../../shared/domain/entry.ts';
import { titleOf } from '../../../shared/domain/invoice.ts';
import { EMPTY_LEDGER, type Ledger } from '../../../shared/domain/ledger.ts';
import { Problem } from '../../../shared/domain/problem.ts';
import { termsOf } from '../../../shared/domain/terms.ts';
import {
  aCharge,
  aCustomer,
  aDay,
  aFile,
  aMonth,
  anAccount,
  anAccountBilling,
  anInstant,
  aService,
  dec,
  money,
} from '../../support/builders.ts';

const NUMBERED = { sequence: 7, number: 'AAP-00007' };
const NEW: Before = { ledger: EMPTY_LEDGER };
const fibre = aFile({ services: [aService()] });

function making(account: Account = anAccount(), over: Partial<Making> = {}): Making {
  const terms = termsOf(account, aMonth('2026-07'), {});
  return { account, terms, plan: 'plan-1', date: aDay('2026-07-01'), now: anInstant('2026-06-30T15:05:00Z'), ...over };
}
const made = (file: CustomerFile, before: Before = NEW, how = making(), repairing?: Repairing) =>
  makeEntry(file, before, NUMBERED, how, repairing);
const havingBilled = (...totals: string[]): Ledger => ({ settled: [], recentTotals: totals.map(money) });

function invoiceOf(file: CustomerFile, before: Before = NEW, how = making(), repairing?: Repairing) {
  const { entry } = made(file, before, how, repairing);
  if (entry.outcome === 'skipped') throw new Error(entry.reason);
  return entry.invoice;
}
function reasonOf(file: CustomerFile, before: Before = NEW, how = making()): string {
  const { entry } = made(file, before, how);
  if (entry.outcome === 'invoice') throw new Error('it was made');
  return entry.reason;
}

describe('an invoice', () => {
  it('adds up its lines, each taxed and rounded by itself', () => {
    const charges = ['a', 'b', 'c'].map((chargeId) => aCharge({ chargeId, unitPrice: dec('0.05') }));
    const { entry, lines } = made(aFile({ services: [aService()], charges }));
    expect(lines).toHaveLength(4);
    expect(entry).toMatchObject({ outcome: 'invoice', hasCharges: true });
    expect(invoiceOf(aFile({ services: [aService()], charges }))).toMatchObject({
      subtotal: money('100.15'),
      tax: money('10.03'),
      total: money('110.18'),
      lineCount: 4,
    });
  });

  it('is dated the day of the commit and due after the account’s terms, or the customer’s own', () => {
    expect(invoiceOf(fibre)).toMatchObject({ date: '2026-07-01', dueDate: '2026-07-15' });
    expect(invoiceOf({ ...fibre, customer: aCustomer({ termsDays: 30 }) }).dueDate).toBe('2026-07-31');
    expect(invoiceOf({ ...fibre, customer: aCustomer({ termsDays: 0 }) }).dueDate).toBe('2026-07-01');
    expect(invoiceOf(fibre, NEW, making(anAccount(), { date: aDay('2028-02-28') })).dueDate).toBe('2028-03-13');
  });

  it('shows the buyer as it was', () => {
    const customer = aCustomer({ reference: 'PO 4711', xeroContactId: 'contact-1', phone: '02 5550 0199', notes: 'pays late' });
    expect(invoiceOf({ ...fibre, customer }).buyer).toEqual({
      name: 'Harbour Bakery',
      address: ['1 Wharf Road', 'Newcastle NSW 2300'],
      reference: 'PO 4711',
    });
  });

  it('has its number, plan, currency and month', () => {
    expect(invoiceOf(fibre, NEW, making(anAccountBilling({ currency: 'NZD' })))).toMatchObject({
      ...NUMBERED,
      plan: 'plan-1',
      currency: 'NZD',
      month: '2026-07',
      customerId: 'bakery',
      kind: 'invoice',
      status: 'queued',
    });
  });

  it('of nothing to pay is an invoice all the same, when it has lines', () => {
    const charges = [aCharge({ unitPrice: dec('-100') })];
    expect(invoiceOf(aFile({ services: [aService()], charges }))).toMatchObject({
      kind: 'invoice',
      total: 0,
      lineCount: 2,
      dueDate: '2026-07-15',
    });
  });

  it('below zero is a credit note: same number series and email life, no due date', () => {
    const credit = invoiceOf(aFile({ services: [aService()], charges: [aCharge({ unitPrice: dec('-100.01') })] }));
    expect(credit).toMatchObject({ ...NUMBERED, kind: 'creditNote', total: money('-0.01'), status: 'queued' });
    expect('dueDate' in credit).toBe(false);
  });

  it('carries its total on among the last three', () => {
    const { entry } = made(fibre, { ledger: havingBilled('1', '2', '3') });
    expect(entry.ledger.recentTotals).toEqual([money('2'), money('3'), money('110')]);
  });

  test.each([
    [true, 'invoice', 'Tax Invoice'],
    [false, 'invoice', 'Invoice'],
    [true, 'creditNote', 'Adjustment Note'],
    [false, 'creditNote', 'Adjustment Note'],
  ] as const)('is titled, registered for tax: %s, kind: %s, “%s”', (registeredForTax, kind, title) => {
    expect(titleOf({ kind, company: { ...anAccount().company, registeredForTax } })).toBe(title);
  });
});

describe('a skipped customer', () => {
  it('has nothing to bill', () => {
    const { entry, lines } = made(aFile(), { ledger: havingBilled('5') });
    expect(entry).toMatchObject({ outcome: 'skipped', customerId: 'bakery', name: 'Harbour Bakery', reason: 'nothing to bill' });
    expect([lines, entry.ledger.recentTotals]).toEqual([[], [money('5')]]);
  });

  it('is disabled, and the reason names the amount forgone', () => {
    const customer = aCustomer({ enabled: false });
    expect(reasonOf({ ...fibre, customer })).toBe('disabled: AUD 100.00 ex tax is not billed');
    expect(reasonOf(aFile({ customer }))).toBe('disabled');
    expect(reasonOf({ ...fibre, customer: aCustomer({ removed: anInstant('2026-06-01T00:00:00Z') }) })).toBe(
      'removed: AUD 100.00 ex tax is not billed',
    );
  });

  it('is disabled, whatever charges are open: they stay open', () => {
    const { entry, lines } = made(aFile({ customer: aCustomer({ enabled: false }), charges: [aCharge()] }));
    expect([entry.outcome, lines]).toEqual(['skipped', []]);
  });

  it('carries on what was left on purpose', () => {
    const { entry } = made({ ...fibre, customer: aCustomer({ enabled: false }) });
    expect(entry.ledger.settled).toEqual([{ serviceId: 'fibre', period: '2026-07', held: true }]);
  });
});

describe('a parked entry', () => {
  const tooLarge = aFile({ services: [aService()], charges: [aCharge({ quantity: dec('999999999'), unitPrice: dec('999999999') })] });
  const absurd = aFile({ services: [aService({ unitPrice: dec('100000') })] });
  const used: Ledger = { ...havingBilled('110', '110', '110'), settled: [{ serviceId: 'fibre', period: aMonth('2026-06'), held: true }] };

  it('keeps its number and a reason a clerk understands; it bills and settles nothing', () => {
    const { entry, lines } = made(tooLarge, { ledger: used });
    if (entry.outcome !== 'parked') throw new Error(entry.outcome);
    expect(entry.reason).toMatch(/^it cannot be priced: .*held exactly/);
    expect(entry.invoice).toMatchObject({ ...NUMBERED, status: 'parked', parked: entry.reason, total: 0, lineCount: 0, attempt: 0 });
    expect(entry.invoice.history).toEqual([
      expect.objectContaining({ event: 'born', status: 'parked', words: `Needs attention: ${entry.reason}` }),
    ]);
    expect([entry.ledger, lines]).toEqual([used, []]);
  });

  it('is one whose total is absurd', () => {
    expect(reasonOf(absurd, { ledger: used })).toContain('AUD 110,000.00 is more than 5 times');
    expect(made(absurd).entry.outcome).toBe('invoice');
  });

  it('is one that fails the check of its own arithmetic, by whatever way a wrong line came in', () => {
    const charges = [aCharge({ quantity: dec('-1') })];
    expect(reasonOf(aFile({ charges }))).toBe('line 1 (“Set-up”) has a quantity that is not above 0');
  });

  it('is one that waits for an older one, whatever it would come to', () => {
    expect(reasonOf(fibre, { ledger: used, waitsFor: 'AAP-00003' })).toBe('it waits for AAP-00003, which needs attention first');
    expect(made(aFile(), { ledger: used, waitsFor: 'AAP-00003' }).entry.outcome).toBe('parked');
  });

  it('never throws for one customer’s sake, whatever its data are', () => {
    const broken = aFile({ services: [aService({ unitPrice: Number.NaN as never })] });
    expect(made(broken).entry.outcome).toBe('parked');
  });

  it('stands at nothing until it is repaired', () => {
    expect(invoiceOf(fibre, { ledger: EMPTY_LEDGER, waitsFor: 'AAP-00003' })).toMatchObject({
      kind: 'invoice',
      total: 0,
      tax: 0,
      subtotal: 0,
    });
  });
});

describe('a repair', () => {
  const absurd = aFile({ services: [aService({ unitPrice: dec('100000') })] });
  const before: Before = { ledger: havingBilled('110', '110', '110') };

  it('with the total confirmed passes the check of absurdity', () => {
    expect(invoiceOf(absurd, before, making(), { confirmedTotal: money('110000') })).toMatchObject({
      status: 'queued',
      total: money('110000'),
    });
  });

  it('with another total confirmed, or none, does not', () => {
    for (const repairing of [{}, { confirmedTotal: money('110000.01') }]) {
      const repaired = made(absurd, before, making(), repairing);
      expect(repaired.entry.outcome).toBe('parked');
      expect(() => checkRepaired(repaired)).toThrow(Problem);
    }
    expect(() => checkRepaired(made(fibre))).not.toThrow();
  });

  it('of nothing left to bill is a zero invoice', () => {
    expect(invoiceOf(aFile(), before, making(), {})).toMatchObject({ kind: 'invoice', total: 0, lineCount: 0, status: 'queued' });
  });

  it('of a customer disabled by now is a zero invoice, and its charges stay open', () => {
    const customer = aCustomer({ enabled: false });
    const { entry, lines } = made(aFile({ customer, services: [aService()], charges: [aCharge()] }), before, making(), {});
    expect(entry).toMatchObject({ outcome: 'invoice', hasCharges: false, invoice: { total: 0, lineCount: 0 } });
    expect([lines, entry.ledger.settled]).toEqual([[], [{ serviceId: 'fibre', period: '2026-07', held: true }]]);
  });

  it('is dated the day it is made', () => {
    expect(invoiceOf(fibre, before, making(anAccount(), { date: aDay('2026-08-19') }), {})).toMatchObject({
      date: '2026-08-19',
      dueDate: '2026-09-02',
    });
  });
});
