import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type Decimal4, decimalText, prorate, toDecimal } from '../../../shared/domain/money.ts';
import { addDays, type Day, daysIn, type Month, months } from '../../../shared/domain/month.ts';
import { activeDays, activeSpan, endOf } from '../../../shared/domain/proration.ts';
import { countActive, dueFor } from '../../support/billingOracle.ts';
import { aDay, aMonth, aService, dec } from '../../support/builders.ts';

const dates = fc.integer({ min: -70, max: 450 }).map((count) => addDays(aDay('2027-12-01'), count));
const services = fc
  .record({ from: dates, to: fc.option(dates, { nil: undefined }), removed: fc.option(dates, { nil: undefined }) })
  .map((over) => aService(over));
const periods = fc.integer({ min: 0, max: 14 }).map((index) => months(aMonth('2027-11'), aMonth('2029-01'))[index] as Month);

describe('days active', () => {
  test.each([
    ['a whole month', '2026-01-01', undefined, '2026-01', 31],
    ['from the 12th: the start day counts', '2026-01-12', undefined, '2026-01', 20],
    ['to the 12th: the end day counts', '2025-01-01', '2026-01-12', '2026-01', 12],
    ['a single day', '2026-01-31', '2026-01-31', '2026-01', 1],
    ['from the 31st', '2026-01-31', undefined, '2026-01', 1],
    ['a start that is the end of the month before', '2026-01-31', undefined, '2026-02', 28],
    ['a leap February', '2026-01-01', undefined, '2028-02', 29],
    ['29 February alone', '2028-02-29', '2028-02-29', '2028-02', 1],
    ['not begun', '2026-02-01', undefined, '2026-01', 0],
    ['over', '2025-01-01', '2025-12-31', '2026-01', 0],
    ['an end before the start', '2026-01-20', '2026-01-10', '2026-01', 0],
  ])('%s', (_, from, to, period, expected) => {
    expect(activeDays(aService({ from: aDay(from), to: to ? aDay(to) : undefined }), aMonth(period))).toBe(expected);
  });

  it('are those that one finds by going through the month day by day', () => {
    fc.assert(
      fc.property(services, periods, (service, period) => {
        expect(activeDays(service, period)).toBe(countActive(service, period));
      }),
    );
  });

  it('lie within the month, first and last', () => {
    const { from, to } = activeSpan(aService({ from: aDay('2026-01-12'), to: aDay('2026-03-04') }), aMonth('2026-02'));
    expect([from, to]).toEqual(['2026-02-01', '2026-02-28']);
  });

  test.each([
    [undefined, undefined, undefined],
    ['2026-05-10', undefined, '2026-05-10'],
    [undefined, '2026-05-20', '2026-05-20'],
    ['2026-05-10', '2026-05-20', '2026-05-10'],
    ['2026-05-20', '2026-05-10', '2026-05-10'],
  ])('with the end %s and removed on %s are up to %s: that day, or its earlier end', (to, removed, expected) => {
    const service = aService({ to: to ? aDay(to) : undefined, removed: removed ? aDay(removed) : undefined });
    expect(endOf(service)).toBe(expected);
  });
});

describe('a part month', () => {
  test.each([
    ['10', '2026-01-12', '6.45'],
    ['100', '2026-01-20', '38.71'],
    ['-100', '2026-01-20', '-38.71'],
    ['100', '2026-01-01', '100.00'],
    ['0.0825', '2026-01-31', '0.00'],
    ['1', '2026-02-15', '0.50'],
    ['0.31', '2026-01-31', '0.01'],
  ])('of $%s a month from %s is $%s', (price, from, expected) => {
    const [service, period] = [aService({ from: aDay(from) }), aMonth(from.slice(0, 7))];
    expect(toDecimal(prorate(dec(price), dec('1'), activeDays(service, period), daysIn(period)))).toBe(expected);
  });

  it('is rounded once: never more than half a cent from the exact amount, and it grows with the days', () => {
    fc.assert(
      fc.property(fc.nat(50_000_000), fc.nat(200_000), periods, (price, quantity, period) => {
        const whole = daysIn(period);
        let before = -1;
        for (let days = 0; days <= whole; days += 1) {
          const amount = prorate(price as Decimal4, quantity as Decimal4, days, whole);
          expect(BigInt(amount)).toBe(dueFor(price, quantity, days, period));
          expect(amount).toBeGreaterThanOrEqual(before);
          before = amount;
        }
      }),
    );
  });

  it('together with the rest of the month comes to the whole, to the cent', () => {
    fc.assert(
      fc.property(fc.integer({ min: -50_000_000, max: 50_000_000 }), periods, fc.nat(30), (price, period, part) => {
        const whole = daysIn(period);
        const days = Math.min(part, whole);
        const [one = 0, rest = 0, all = 0] = [days, whole - days, whole].map((each): number =>
          prorate(price as Decimal4, dec('1'), each, whole),
        );
        expect(Math.abs(one + rest - all), decimalText(price as Decimal4)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('of a service that goes on over months leaves no day out and counts none twice', () => {
    fc.assert(
      fc.property(dates, fc.nat(300), (from: Day, length) => {
        const service = aService({ from, to: addDays(from, length) });
        const all = months(aMonth('2027-08'), aMonth('2030-12')).reduce((so, period) => so + activeDays(service, period), 0);
        expect(all).toBe(length + 1);
      }),
    );
  });
});
