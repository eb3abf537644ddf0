import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { BilledPeriod } from '../../../shared/domain/ledger.ts';
import { adjustmentLine, chargeLine, monthText, periodLine } from '../../../shared/domain/line.ts';
import { type Decimal4, decimalText, extend, prorate, toDecimal } from '../../../shared/domain/money.ts';
import { daysIn } from '../../../shared/domain/month.ts';
import { activeDays } from '../../../shared/domain/proration.ts';
import { aCharge, aDay, aMonth, aService, dec, money, someTerms } from '../../support/builders.ts';

function billedFor(service: ReturnType<typeof aService>, period: string, number = 'AAP-00007'): BilledPeriod {
  const { serviceId, unitPrice: price, quantity } = service;
  const days = activeDays(service, aMonth(period));
  const amount = prorate(price, quantity, days, daysIn(aMonth(period)));
  return { serviceId, period: aMonth(period), price, quantity, taxRate: dec('10'), days, amount, number };
}

describe('a line for a service and its period', () => {
  it('of a whole month says the period and stands at its real quantity and price', () => {
    const service = aService({ quantity: dec('3'), unitPrice: dec('33.3333'), accountCode: '210' });
    expect(periodLine(service, billedFor(service, '2026-02'))).toEqual({
      description: 'Fibre 100/40, 1–28 February 2026',
      quantity: dec('3'),
      unitPrice: dec('33.3333'),
      amount: money('100'),
      taxRate: dec('10'),
      tax: money('10'),
      accountCode: '210',
      service: { serviceId: 'fibre', period: '2026-02' },
    });
  });

  it('of a part month is written as quantity 1 at its amount, its real quantity, price and days in the description', () => {
    const service = aService({ quantity: dec('2.5'), unitPrice: dec('40'), from: aDay('2026-01-20') });
    const line = periodLine(service, billedFor(service, '2026-01'));
    expect([decimalText(line.quantity), decimalText(line.unitPrice, 2), toDecimal(line.amount)]).toEqual(['1', '38.71', '38.71']);
    expect(line.description).toBe('Fibre 100/40, 20–31 January 2026 (12 of 31 days, 2.5 × 40.00)');
  });

  it('after a right-to-left description keeps the period in its own order', () => {
    const service = aService({ description: 'خط هاتف دولي' });
    expect(periodLine(service, billedFor(service, '2026-01')).description).toBe('خط هاتف دولي, \u200e1–31 January 2026');
  });

  it('of a single day names that day', () => {
    const service = aService({ from: aDay('2026-01-31') });
    expect(periodLine(service, billedFor(service, '2026-01')).description).toContain('31 January 2026 (1 of 31 days');
  });

  it('of a credit has a negative price, never a negative quantity', () => {
    const service = aService({ quantity: dec('2'), unitPrice: dec('-5'), from: aDay('2026-01-20') });
    const line = periodLine(service, billedFor(service, '2026-01'));
    expect([decimalText(line.quantity), decimalText(line.unitPrice, 2), toDecimal(line.amount), toDecimal(line.tax)]).toEqual([
      '1',
      '-3.87',
      '-3.87',
      '-0.39',
    ]);
  });

  it('comes to its amount whoever multiplies it again', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -9_999_999, max: 9_999_999 }),
        fc.integer({ min: 1, max: 5_000_000 }),
        fc.integer({ min: 1, max: 31 }),
        (price, quantity, from) => {
          const service = aService({
            unitPrice: price as Decimal4,
            quantity: quantity as Decimal4,
            from: aDay(`2026-01-${String(from).padStart(2, '0')}`),
          });
          const line = periodLine(service, billedFor(service, '2026-01'));
          expect(extend(line.unitPrice, line.quantity)).toBe(line.amount);
          expect(line.quantity).toBeGreaterThan(0);
        },
      ),
    );
  });
});

describe('a line that corrects', () => {
  const service = aService({ to: aDay('2026-01-10') });
  const before = billedFor(aService(), '2026-01');

  it('names the invoice and the period it adjusts, and what changed', () => {
    expect(adjustmentLine(service, before, 10, money('-67.74'))).toEqual({
      description: 'Fibre 100/40, January 2026: 10 of 31 days, 21 fewer than billed on AAP-00007 (1 × 100.00)',
      quantity: dec('1'),
      unitPrice: dec('-67.74'),
      amount: money('-67.74'),
      taxRate: dec('10'),
      tax: money('-6.77'),
      service: { serviceId: 'fibre', period: '2026-01' },
      adjusts: { number: 'AAP-00007', period: '2026-01' },
    });
  });

  it('bills days more in the same words', () => {
    const line = adjustmentLine(aService(), { ...before, days: 10, amount: money('32.26') }, 31, money('67.74'));
    expect(line.description).toBe('Fibre 100/40, January 2026: 31 of 31 days, 21 more than billed on AAP-00007 (1 × 100.00)');
  });

  it('adjusts no invoice when none billed the period', () => {
    const { number: _, ...unprinted } = { ...before, days: 10, amount: money('0') };
    const line = adjustmentLine(aService(), unprinted, 31, money('1'));
    expect(line.adjusts).toBeUndefined();
    expect(line.description).toBe('Fibre 100/40, January 2026: 31 of 31 days, 21 more than billed (1 × 100.00)');
  });
});

describe('where a line is booked', () => {
  const own = { accountCode: '210', taxType: 'TAX009', taxTypeName: 'Levy on Income' };
  const january = (service: ReturnType<typeof aService>) => billedFor(service, '2026-01');

  it('is what its service or charge says, for a line that corrects as for the first', () => {
    const service = aService(own);
    const lines = [
      periodLine(service, january(service)),
      adjustmentLine(service, january(service), 10, money('-67.74')),
      chargeLine(aCharge(own), someTerms()),
    ];
    for (const line of lines) expect(line).toMatchObject(own);
  });

  it('is the account’s where they say nothing: such a line is to the byte what it always was', () => {
    const service = aService();
    for (const line of [
      periodLine(service, january(service)),
      adjustmentLine(service, january(service), 10, money('-67.74')),
      chargeLine(aCharge(), someTerms()),
    ]) {
      expect(Object.keys(line).filter((key) => key in own)).toEqual([]);
    }
  });
});

describe('a line for a charge', () => {
  it('stands as it was entered, with its own rate and code', () => {
    const charge = aCharge({ quantity: dec('1.5'), unitPrice: dec('0.0825'), taxRate: dec('5'), accountCode: '260' });
    expect(chargeLine(charge, someTerms())).toEqual({
      description: 'Set-up',
      quantity: dec('1.5'),
      unitPrice: dec('0.0825'),
      amount: money('0.12'),
      taxRate: dec('5'),
      tax: money('0.01'),
      accountCode: '260',
      chargeId: 'setup',
    });
  });

  it('at a negative price is a credit, taxed like one', () => {
    const { amount, tax } = chargeLine(aCharge({ unitPrice: dec('-50') }), someTerms());
    expect([amount, tax]).toEqual([money('-50'), money('-5')]);
  });
});

test('a month is told in words', () => {
  expect([monthText(aMonth('2026-01')), monthText(aMonth('2026-12'))]).toEqual(['January 2026', 'December 2026']);
});
