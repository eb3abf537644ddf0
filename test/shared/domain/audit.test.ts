import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { absurdity, arithmeticFault, type Claimed } from '../../../shared/domain/audit.ts';
import type { Line } from '../../../shared/domain/invoice.ts';
import { type Cents, type Decimal4, extend, percentOf, sum } from '../../../shared/domain/money.ts';
import { aLine, dec, money } from '../../support/builders.ts';

function claiming(...lines: Line[]): Claimed {
  const subtotal = sum(lines.map(({ amount }) => amount));
  const tax = sum(lines.map((line) => line.tax));
  return { lines, subtotal, tax, total: sum([subtotal, tax]) };
}

const lines = fc
  .record({
    price: fc.integer({ min: -90_000_000, max: 90_000_000 }),
    quantity: fc.integer({ min: 1, max: 9_000_000 }),
    rate: fc.constantFrom('0', '10', '5.5', '15').map(dec),
  })
  .map(({ price, quantity, rate }) => {
    const amount = extend(price as Decimal4, quantity as Decimal4);
    return aLine({ unitPrice: price as Decimal4, quantity: quantity as Decimal4, amount, taxRate: rate, tax: percentOf(amount, rate) });
  });

describe('the arithmetic of a finished entry', () => {
  it('is found right when it is', () => {
    fc.assert(fc.property(fc.array(lines), (all) => arithmeticFault(claiming(...all)) === undefined));
  });

  it('is found wrong when any one figure is a cent off', () => {
    const figure = fc.constantFrom('amount', 'tax', 'subtotal', 'all tax', 'total', 'subtotal and total', 'all tax and total');
    fc.assert(
      fc.property(fc.array(lines, { minLength: 1 }), figure, fc.nat(), fc.constantFrom(1, -1), (all, what, at, by) => {
        const claimed = claiming(...all);
        const index = at % all.length;
        const off = (amount: number): Cents => (amount + by) as Cents;
        const changed = (over: (line: Line) => Line) => all.map((line, each) => (each === index ? over(line) : line));
        const wrong: Claimed = {
          amount: claiming(...changed((line) => ({ ...line, amount: off(line.amount) }))),
          tax: claiming(...changed((line) => ({ ...line, tax: off(line.tax) }))),
          subtotal: { ...claimed, subtotal: off(claimed.subtotal) },
          'all tax': { ...claimed, tax: off(claimed.tax) },
          total: { ...claimed, total: off(claimed.total) },
          'subtotal and total': { ...claimed, subtotal: off(claimed.subtotal), total: off(claimed.total) },
          'all tax and total': { ...claimed, tax: off(claimed.tax), total: off(claimed.total) },
        }[what];
        expect(arithmeticFault(wrong)).toBeDefined();
      }),
    );
  });

  test.each([
    [
      'a line that is not quantity × price',
      aLine({ amount: money('100.01') }),
      /^line 1 \(“Fibre 100\/40, July 2026”\) is not quantity × unit price$/,
    ],
    [
      'half a cent rounded towards zero',
      aLine({ unitPrice: dec('0.005'), amount: money('0'), tax: money('0') }),
      /is not quantity × unit price/,
    ],
    [
      'half a cent of a credit rounded towards zero',
      aLine({ unitPrice: dec('-0.005'), amount: money('0'), tax: money('0') }),
      /is not quantity × unit price/,
    ],
    ['wrong tax', aLine({ tax: money('9.99') }), /has the wrong tax/],
    ['no quantity', aLine({ quantity: dec('0'), amount: money('0'), tax: money('0') }), /a quantity that is not above 0/],
    ['a negative quantity', aLine({ quantity: dec('-1'), amount: money('-100'), tax: money('-10') }), /a quantity that is not above 0/],
    ['a fraction of a cent', aLine({ amount: 100.5 as Cents }), /not a whole number/],
    ['no number at all', aLine({ tax: Number.NaN as Cents }), /not a whole number/],
    ['more than can be held exactly', aLine({ amount: (2 ** 53) as Cents }), /not a whole number/],
  ])('tells a clerk of %s', (_, line, words) => {
    const { lines: all, ...sums } = { lines: [line], subtotal: line.amount, tax: line.tax, total: (line.amount + line.tax) as Cents };
    expect(arithmeticFault({ lines: all, ...sums })).toMatch(words);
  });

  it('of no lines is nothing', () => {
    expect(arithmeticFault(claiming())).toBeUndefined();
    expect(arithmeticFault({ ...claiming(), total: money('1') })).toMatch(/do not add up to the total/);
  });
});

describe('an absurd total', () => {
  const recent = (...totals: string[]) => totals.map(money);

  test.each([
    ['five times the largest is not', '1000', ['100', '200', '150'], false],
    ['a cent over it is', '1000.01', ['100', '200', '150'], true],
    ['over five times, but only $500 above is not', '600', ['100', '100', '100'], false],
    ['over five times and a cent more than $500 above is', '600.01', ['100', '100', '100'], true],
    ['the largest of the three counts, not the last', '1000', ['10', '200', '10'], false],
    ['only the last three count', '5000', ['9999', '100', '100', '100'], true],
    ['a customer with two invoices is not checked', '1000000', ['1', '1'], false],
    ['a customer with none is not checked', '1000000', [], false],
    ['after three of nothing, $500 is not', '500', ['0', '0', '0'], false],
    ['after three of nothing, $500.01 is', '500.01', ['0', '0', '0'], true],
    ['after three credit notes, what is $500 above the largest is not', '400', ['-100', '-200', '-100'], false],
    ['after three credit notes, what is more above it is', '400.01', ['-100', '-200', '-100'], true],
    ['a large credit is not, for nobody is asked to pay it', '-99999', ['100', '100', '100'], false],
  ] as const)('%s', (_, total, totals, expected) => {
    expect(absurdity(money(total), recent(...totals), 'AUD') !== undefined).toBe(expected);
  });

  it('is told to a clerk with both amounts and what to do', () => {
    const words = absurdity(money('12000'), recent('100', '1200', '100'), 'AUD');
    expect(words).toContain('AUD 12,000.00 is more than 5 times the largest of the last 3 (AUD 1,200.00)');
    expect(words).toContain('confirm it when you repair');
  });
});
