import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  asPrice,
  type Cents,
  cents,
  type Decimal4,
  decimal4,
  decimalText,
  extend,
  minus,
  ONE,
  percentOf,
  prorate,
  sum,
  toDecimal,
  toReadable,
} from '../../../shared/domain/money.ts';
import { Problem } from '../../../shared/domain/problem.ts';
import { money } from '../../support/builders.ts';

/** Half away from zero, told the long way: of the two cents on either side, the nearer one; of two as near, the one further from zero. */
function nearestCent(above: bigint, below: bigint): number {
  const down = above / below - (above % below !== 0n && above < 0n ? 1n : 0n);
  const [toDown, toUp] = [above - down * below, (down + 1n) * below - above];
  if (toDown === toUp) return Number(above < 0n ? down : down + 1n);
  return Number(toDown < toUp ? down : down + 1n);
}

const decimals = fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }) as fc.Arbitrary<Decimal4>;
const smallDecimals = fc.integer({ min: -30_000, max: 30_000 }) as fc.Arbitrary<Decimal4>;
const anyDecimals = fc.oneof(
  decimals,
  smallDecimals,
  smallDecimals.map((each) => (each * 50) as Decimal4),
);
const amounts = fc.integer({ min: -100_000_000_000, max: 100_000_000_000 }) as fc.Arbitrary<Cents>;
const negated = (value: Decimal4) => (0 - value) as Decimal4;
/** Without the negative zero that `-` makes. */
const mirrored = (amount: number) => 0 - amount;

describe('rounding', () => {
  test.each([
    ['0.005', '1', 1],
    ['-0.005', '1', -1],
    ['0.0049', '1', 0],
    ['-0.0049', '1', 0],
    ['0.0825', '100', 825],
    ['33.3333', '3', 10000],
    ['1.005', '1', 101],
    ['-1.005', '1', -101],
    ['2.675', '1', 268],
    ['0.0001', '50', 1],
  ])('%s × %s is %i cents', (price, quantity, expected) => expect(extend(decimal4(price), decimal4(quantity))).toBe(expected));

  it('goes to the nearest cent, and at half a cent away from zero, in every multiplication', () => {
    fc.assert(
      fc.property(anyDecimals, anyDecimals, fc.nat(31), fc.integer({ min: 28, max: 31 }), (price, quantity, days, whole) => {
        fc.pre(Math.abs(price) * Math.abs(quantity) < 1e20);
        const exact = BigInt(price) * BigInt(quantity);
        expect(extend(price, quantity)).toBe(nearestCent(exact, 1_000_000n));
        expect(prorate(price, quantity, Math.min(days, whole), whole)).toBe(
          nearestCent(exact * BigInt(Math.min(days, whole)), 1_000_000n * BigInt(whole)),
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it('of tax goes the same way', () => {
    fc.assert(
      fc.property(amounts, fc.nat(1_000_000) as fc.Arbitrary<Decimal4>, (amount, rate) => {
        expect(percentOf(amount, rate)).toBe(nearestCent(BigInt(amount) * BigInt(rate), 1_000_000n));
      }),
    );
    expect(percentOf(money('0.05'), decimal4('10'))).toBe(1);
    expect(percentOf(money('-0.05'), decimal4('10'))).toBe(-1);
    expect(percentOf(money('0.04'), decimal4('10'))).toBe(0);
    expect(percentOf(money('63.90'), decimal4('10'))).toBe(639);
  });

  it('makes a credit mirror its charge, tax and all, and never a negative nothing', () => {
    fc.assert(
      fc.property(anyDecimals, anyDecimals, fc.nat(31), (price, quantity, days) => {
        fc.pre(Math.abs(price) * Math.abs(quantity) < 1e20);
        const [charge, credit] = [prorate(price, quantity, days, 31), prorate(negated(price), quantity, days, 31)];
        expect(credit).toBe(mirrored(charge));
        expect(Object.is(credit, -0)).toBe(false);
        expect(percentOf(credit, decimal4('10'))).toBe(mirrored(percentOf(charge, decimal4('10'))));
      }),
    );
  });

  it('of a whole period gives what the line without days gives', () => {
    fc.assert(fc.property(smallDecimals, smallDecimals, (price, quantity) => prorate(price, quantity, 31, 31) === extend(price, quantity)));
  });
});

describe('a decimal', () => {
  it('is written as it is read, whatever it is', () => {
    fc.assert(
      fc.property(decimals, fc.nat(4), (value, places) => {
        expect(decimal4(decimalText(value, places))).toBe(value);
        expect(decimalText(value, places).split('.')[1]?.length ?? 0).toBeGreaterThanOrEqual(places);
      }),
    );
  });

  test.each([
    ['12', 0, '12'],
    ['12.50', 0, '12.5'],
    ['0.0825', 2, '0.0825'],
    ['3', 2, '3.00'],
    ['-0.5', 2, '-0.50'],
    ['-0', 0, '0'],
    ['0.1000', 1, '0.1'],
    ['999999999.9999', 0, '999999999.9999'],
  ])('%s with at least %i places is %s', (text, places, expected) => expect(decimalText(decimal4(text), places)).toBe(expected));

  test.each([
    '',
    ' 1',
    '1 ',
    '1.',
    '.5',
    '+1',
    '1e3',
    '1,000',
    '0.00001',
    '12.34567',
    '1234567890',
    '--1',
    'NaN',
    '٣',
    '1.5\n',
    '0x10',
    'Infinity',
  ])('is not %j, which is refused and never rounded away', (text) => expect(() => decimal4(text)).toThrow(Problem));
});

describe('an amount', () => {
  it('stands as a decimal with two places, and as the price of a line of quantity 1', () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        expect(toDecimal(amount)).toMatch(/^-?\d+\.\d\d$/);
        expect(BigInt(toDecimal(amount).replace('.', ''))).toBe(BigInt(amount));
        expect(extend(asPrice(amount), ONE)).toBe(amount);
        expect(toReadable(amount).replaceAll(',', '')).toBe(toDecimal(amount));
      }),
    );
  });

  test.each([
    [0, '0.00', '0.00'],
    [5, '0.05', '0.05'],
    [-5, '-0.05', '-0.05'],
    [99_999, '999.99', '999.99'],
    [100_000, '1000.00', '1,000.00'],
    [-123_456_789, '-1234567.89', '-1,234,567.89'],
  ])('of %i cents is %s, and %s to people', (amount, plain, readable) => {
    expect([toDecimal(cents(amount)), toReadable(cents(amount))]).toEqual([plain, readable]);
  });

  it('that cannot be held exactly is refused, in every way to come by it', () => {
    const most = cents(Number.MAX_SAFE_INTEGER);
    const large = decimal4('999999999.9999');
    for (const make of [
      () => cents(0.5),
      () => cents(Number.NaN),
      () => cents(Number.POSITIVE_INFINITY),
      () => cents(Number.MAX_SAFE_INTEGER + 1),
      () => sum([most, most]),
      () => minus(most, cents(-1)),
      () => extend(large, large),
      () => prorate(large, large, 31, 31),
      () => percentOf(most, decimal4('1000')),
      () => asPrice(most),
    ]) {
      expect(make).toThrow(Problem);
    }
  });

  it('adds up whatever the order', () => {
    fc.assert(
      fc.property(fc.array(amounts), (all) => {
        expect(sum(all)).toBe(sum([...all].reverse()));
        expect(BigInt(sum(all))).toBe(all.reduce((so, each) => so + BigInt(each), 0n));
      }),
    );
    expect(sum([])).toBe(0);
  });
});
