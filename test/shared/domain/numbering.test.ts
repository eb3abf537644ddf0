import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { nextMonth } from '../../../shared/domain/month.ts';
import { closed, madeBefore, type Numbers, numberText, plannedBefore, plannedMonths, withPlan } from '../../../shared/domain/numbering.ts';
import { aMonth, someNumbers } from '../../support/builders.ts';

describe('a number as printed', () => {
  test.each([
    ['AAP-', 1, 'AAP-00001'],
    ['AAP-', 99_999, 'AAP-99999'],
    ['AAP-', 100_000, 'AAP-100000'],
    ['', 7, '00007'],
    ['2026/', 12_345_678, '2026/12345678'],
  ])('is the prefix %j and at least five digits: %i is %s', (prefix, sequence, expected) =>
    expect(numberText(prefix, sequence)).toBe(expected),
  );

  it('is of one invoice only, under one prefix', () => {
    fc.assert(
      fc.property(fc.nat(300_000), fc.nat(300_000), (one, other) => (numberText('A', one) === numberText('A', other)) === (one === other)),
    );
  });
});

const planned = (numbers: Numbers, count: number, skipped?: string) => ({
  plan: `plan-${numbers.next}`,
  first: numbers.next,
  count,
  period: aMonth('2026-01'),
  ...(skipped ? { skipped } : {}),
});

describe('the numbers of an account', () => {
  it('are first … first+k−1 over all its months, without a gap or a double', () => {
    const plans = fc.array(fc.record({ count: fc.nat(40), skip: fc.boolean() }), { maxLength: 30 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90_000 }), plans, (first, all) => {
        let numbers = someNumbers({ next: first });
        let month = aMonth('2026-01');
        const given: number[] = [];
        for (const { count, skip } of all) {
          const plan = planned(numbers, skip ? 0 : count, skip ? 'no business' : undefined);
          given.push(...Array.from({ length: plan.count }, (_, index) => plan.first + index));
          numbers = closed(withPlan(numbers, month, plan));
          month = nextMonth(month);
        }
        expect(given).toEqual(Array.from({ length: given.length }, (_, index) => first + index));
        expect(numbers.next).toBe(first + given.length);
        expect(plannedMonths(numbers)).toHaveLength(all.length);
      }),
    );
  });

  it('open a month with its plan, and close it without forgetting it', () => {
    const before = someNumbers({ next: 5 });
    const open = withPlan(before, aMonth('2026-07'), planned(before, 3));
    expect(open).toMatchObject({ next: 8, openMonth: '2026-07', months: { '2026-07': { first: 5, count: 3 } } });
    const { openMonth: _, ...rest } = open;
    expect(closed(open)).toEqual(rest);
    expect('openMonth' in closed(open)).toBe(false);
  });

  it('open no month for a plan of nobody, which takes no number', () => {
    const before = someNumbers({ next: 5 });
    const after = withPlan(before, aMonth('2026-07'), planned(before, 0, 'closed for the holidays'));
    expect(after.next).toBe(5);
    expect('openMonth' in after).toBe(false);
    expect(plannedMonths(after)).toEqual(['2026-07']);
  });

  it('do not change the numbers they were made from', () => {
    const before = Object.freeze(someNumbers({ months: Object.freeze({}) }));
    withPlan(before, aMonth('2026-07'), planned(before, 3));
    expect(before).toEqual(someNumbers());
  });
});

describe('the months before one', () => {
  const numbers = (() => {
    let all = someNumbers();
    // In another order than the calendar's: what is stored keeps none.
    for (const [month, skipped] of [['2026-12'], ['2026-10'], ['2027-01', 'moved house'], ['2026-11', 'nothing sold']] as const) {
      all = closed(withPlan(all, aMonth(month), planned(all, skipped ? 0 : 1, skipped)));
    }
    return all;
  })();

  it('are known in the order of the calendar, over the turn of the year', () => {
    expect(plannedMonths(numbers)).toEqual(['2026-10', '2026-11', '2026-12', '2027-01']);
  });

  test.each([
    ['2026-10', undefined, undefined],
    ['2026-11', '2026-10', '2026-10'],
    ['2026-12', '2026-11', '2026-10'],
    ['2027-01', '2026-12', '2026-12'],
    ['2027-02', '2027-01', '2026-12'],
    ['2030-01', '2027-01', '2026-12'],
  ])('%s: planned last %s, and last with invoices %s', (month, plannedLast, madeLast) => {
    expect([plannedBefore(numbers, aMonth(month)), madeBefore(numbers, aMonth(month))]).toEqual([plannedLast, madeLast]);
  });
});
