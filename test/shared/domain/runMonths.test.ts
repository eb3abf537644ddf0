import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Account } from '../../../shared/domain/account.ts';
import { addMonths, type Month, monthAt, months } from '../../../shared/domain/month.ts';
import { closed, type Numbers, plannedMonths, withPlan } from '../../../shared/domain/numbering.ts';
import { Problem } from '../../../shared/domain/problem.ts';
import { checkMayPlan, missingMonths, monthDue } from '../../../shared/domain/runMonths.ts';
import { aMonth, anAccount, someNumbers } from '../../support/builders.ts';

const HOUR_MS = 3_600_000;
const settings = (timeZone: string, firstMonth: string): Account => {
  const account = anAccount({ firstMonth: aMonth(firstMonth) });
  return { ...account, billing: { ...account.billing, timeZone } };
};
const plan = (numbers: Numbers, month: Month, skipped?: string): Numbers =>
  withPlan(numbers, month, {
    plan: `p-${month}`,
    first: numbers.next,
    count: skipped ? 0 : 1,
    period: month,
    ...(skipped ? { skipped } : {}),
  });
const having = (...all: string[]): Numbers => all.reduce((numbers, each) => closed(plan(numbers, aMonth(each))), someNumbers());
const sydney = settings('Australia/Sydney', '2026-07');

/** Every zone whose clock differs from the others' within these years, under its own name. */
const ZONES = Intl.supportedValuesOf('timeZone');

/** What the hourly rule makes, firing at the given times; a run is closed before the next hour. */
function fire(
  account: Account,
  times: Iterable<number>,
  start: Numbers = someNumbers(),
): { made: { month: Month; at: number }[]; numbers: Numbers } {
  let numbers = start;
  const made: { month: Month; at: number }[] = [];
  for (const at of times) {
    const month = monthDue(account, numbers, new Date(at));
    if (!month) continue;
    made.push({ month, at });
    numbers = closed(plan(numbers, month));
  }
  return { made, numbers };
}

/** Each hour at five past, around the first of each month only: wide enough for every zone there is. */
function hoursAroundTheFirsts(first: Month, count: number): number[] {
  return months(first, addMonths(first, count - 1)).flatMap((month) => {
    const utcFirst = Date.parse(`${month}-01T00:05:00Z`);
    return Array.from({ length: 42 }, (_, hour) => utcFirst + (hour - 18) * HOUR_MS);
  });
}

/** When the wall clock of `zone` first says `wall` or more, found without the code that is tested: the offset is read off and subtracted. */
function firstMomentOf(wall: string, zone: string): number {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  const says = (at: number) => format.format(at).replace(' ', 'T').slice(0, 16);
  let [before, after] = [Date.parse(`${wall}:00Z`) - 20 * HOUR_MS, Date.parse(`${wall}:00Z`) + 20 * HOUR_MS];
  while (after - before > 60_000) {
    const middle = before + Math.floor((after - before) / 120_000) * 60_000;
    if (says(middle) >= wall) after = middle;
    else before = middle;
  }
  return after;
}

describe('the hourly rule', () => {
  it.each([0, 1, 2, 3])(
    'makes every local month exactly once, within 65 minutes of 01:00 on the 1st, in every time zone (quarter %i)',
    (quarter) => {
      const times = hoursAroundTheFirsts(aMonth('2026-11'), 25);
      const zones = ZONES.filter((_, index) => index % 4 === quarter);
      expect(zones.length).toBeGreaterThan(50);
      for (const zone of zones) {
        const { made } = fire(settings(zone, '2026-12'), times);
        expect(
          made.map(({ month }) => month),
          zone,
        ).toEqual(months(aMonth('2026-12'), aMonth('2028-11')));
        for (const { month, at } of made) {
          const lateMs = at - firstMomentOf(`${month}-01T01:00`, zone);
          expect(lateMs, `${zone} ${month}`).toBeGreaterThanOrEqual(0);
          expect(lateMs, `${zone} ${month}`).toBeLessThanOrEqual(65 * 60_000);
        }
      }
    },
  );

  test.each([
    ['Australia/Sydney', '2026-10', '2026-09-30T15:05'],
    ['Australia/Lord_Howe', '2026-07', '2026-06-30T15:05'],
    ['Australia/Lord_Howe', '2027-01', '2026-12-31T14:05'],
    ['Pacific/Chatham', '2026-07', '2026-06-30T13:05'],
    ['Pacific/Chatham', '2027-01', '2026-12-31T12:05'],
    ['Asia/Kathmandu', '2026-07', '2026-06-30T20:05'],
    ['Pacific/Apia', '2026-07', '2026-06-30T12:05'],
    ['Pacific/Kiritimati', '2026-07', '2026-06-30T11:05'],
    ['Pacific/Pago_Pago', '2026-07', '2026-07-01T12:05'],
    ['Asia/Kolkata', '2028-03', '2028-02-29T20:05'],
    ['America/New_York', '2026-11', '2026-11-01T05:05'],
    ['UTC', '2027-01', '2027-01-01T01:05'],
  ])('makes in %s %s at %s', (zone, month, at) => {
    const { made } = fire(settings(zone, month), hoursAroundTheFirsts(aMonth(month), 1));
    expect(made.map((each) => [each.month, new Date(each.at).toISOString().slice(0, 16)])).toEqual([[month, at]]);
  });

  it('makes the month once where the clock goes over 01:00 of the 1st twice', () => {
    // 1 November 2026 in Havana and New York: at 01:00 (Havana) and at 02:00 (New York) the clock goes back an hour.
    for (const zone of ['America/Havana', 'America/New_York']) {
      const { made } = fire(settings(zone, '2026-11'), hoursAroundTheFirsts(aMonth('2026-11'), 1));
      expect(
        made.map(({ month }) => month),
        zone,
      ).toEqual(['2026-11']);
    }
  });

  it('makes the month where the clock leaps over 01:00 of the 1st', () => {
    // On 1 October 2023 in Asunción the clock went from 00:00 to 01:00; on 1 April 1990 in Lisbon from 01:00 to 02:00.
    for (const [zone, month] of [
      ['America/Asuncion', '2023-10'],
      ['Europe/Lisbon', '1990-04'],
    ] as const) {
      const { made } = fire(settings(zone, month), hoursAroundTheFirsts(aMonth(month), 1));
      expect(
        made.map((each) => each.month),
        zone,
      ).toEqual([month]);
    }
  });

  it('makes the same months whichever hours it misses and whichever it fires twice, if it fires at all', () => {
    const hours = hoursAroundTheFirsts(aMonth('2026-07'), 6);
    const firing = fc.array(fc.constantFrom(0, 1, 1, 2), { minLength: hours.length, maxLength: hours.length });
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), firing, (zone, often) => {
        const last = Date.parse('2027-01-03T00:05:00Z');
        const times = [...hours.flatMap((at, index) => Array.from({ length: often[index] ?? 0 }, () => at)), last, last, last, last];
        const { made } = fire(settings(zone, '2026-07'), times);
        expect(made.map(({ month }) => month)).toEqual(months(aMonth('2026-07'), aMonth('2027-01')));
      }),
    );
  });
});

describe('the month that is due', () => {
  const at = (text: string) => new Date(text);

  it('is due from 01:00 on the 1st, local time, not a minute before', () => {
    expect(monthDue(sydney, someNumbers(), at('2026-06-30T14:59:00Z'))).toBeUndefined();
    expect(monthDue(sydney, someNumbers(), at('2026-06-30T15:00:00Z'))).toBe('2026-07');
  });

  it('is due all month long, until it has a plan', () => {
    expect(monthDue(sydney, someNumbers(), at('2026-07-31T13:59:00Z'))).toBe('2026-07');
    expect(monthDue(sydney, having('2026-07'), at('2026-07-31T13:59:00Z'))).toBeUndefined();
    expect(monthDue(sydney, closed(plan(someNumbers(), aMonth('2026-07'), 'skipped')), at('2026-07-31T13:59:00Z'))).toBeUndefined();
  });

  it('is never before the first month, nor after the current one', () => {
    expect(monthDue(sydney, someNumbers(), at('2026-06-15T00:00:00Z'))).toBeUndefined();
    expect(monthDue(settings('Australia/Sydney', '2027-07'), someNumbers(), at('2026-08-15T00:00:00Z'))).toBeUndefined();
    expect(missingMonths(sydney, having('2026-07', '2026-08'), at('2026-08-15T00:00:00Z'))).toEqual([]);
  });

  it('is the oldest missing one', () => {
    expect(monthDue(sydney, having('2026-07'), at('2026-10-15T00:00:00Z'))).toBe('2026-08');
  });

  it('is none while a month is open: one open run an account', () => {
    expect(monthDue(sydney, plan(someNumbers(), aMonth('2026-07')), at('2026-08-15T00:00:00Z'))).toBeUndefined();
  });

  it('is made by itself after three missed months, and by nobody but a person after four', () => {
    const numbers = having('2026-07');
    expect(monthDue(sydney, numbers, at('2026-10-15T00:00:00Z'))).toBe('2026-08');
    expect(monthDue(sydney, numbers, at('2026-11-15T00:00:00Z'))).toBeUndefined();
    expect(missingMonths(sydney, numbers, at('2026-11-15T00:00:00Z'))).toHaveLength(4);
  });

  it('comes by itself again when a person has made or skipped the oldest', () => {
    const numbers = having('2026-07');
    const now = at('2026-11-15T00:00:00Z');
    expect(monthDue(sydney, closed(plan(numbers, aMonth('2026-08'), 'closed')), now)).toBe('2026-09');
    expect(monthDue(sydney, closed(plan(numbers, aMonth('2026-08'))), now)).toBe('2026-09');
  });

  it('goes by the calendar of the account after a change of its time zone: no month is made twice', () => {
    const numbers = having('2026-07');
    expect(monthDue(settings('Pacific/Pago_Pago', '2026-07'), numbers, at('2026-07-01T00:00:00Z'))).toBeUndefined();
  });
});

describe('a month asked for by hand', () => {
  const now = new Date('2026-10-15T00:00:00Z');
  const refusal = (numbers: Numbers, month: string): string => {
    try {
      checkMayPlan(sydney, numbers, aMonth(month), now);
      return 'allowed';
    } catch (error) {
      return error instanceof Problem && error.code === 'conflict' ? error.message : String(error);
    }
  };

  it('may be the oldest missing one, also of many', () => {
    expect(refusal(having('2026-07'), '2026-08')).toBe('allowed');
    expect(refusal(someNumbers(), '2026-07')).toBe('allowed');
  });

  it('may be the current one before 01:00 on the 1st, for a person asks', () => {
    expect(() => checkMayPlan(sydney, having('2026-07'), aMonth('2026-08'), new Date('2026-07-31T14:01:00Z'))).not.toThrow();
  });

  test.each([
    ['before the first month', someNumbers(), '2026-06', /before the account's first month, 2026-07/],
    ['not begun', having('2026-07', '2026-08', '2026-09', '2026-10'), '2026-11', /has not begun/],
    ['planned already', having('2026-07'), '2026-07', /planned already/],
    ['while another is open', plan(having('2026-07'), aMonth('2026-08')), '2026-09', /2026-08 is still being made/],
    ['not the oldest missing', having('2026-07'), '2026-09', /2026-08 comes first/],
    ['older than one planned', having('2026-08'), '2026-07', /is before 2026-09/],
  ])('is refused, with the reason, when it is %s', (_, numbers, month, reason) => expect(refusal(numbers, month)).toMatch(reason));

  it('is made oldest first, whatever is asked in whatever order', () => {
    const asked = fc.array(fc.integer({ min: -2, max: 8 }), { maxLength: 40 });
    fc.assert(
      fc.property(asked, (order) => {
        let numbers = someNumbers();
        for (const offset of order) {
          const month = addMonths(aMonth('2026-07'), offset);
          if (refusal(numbers, month) === 'allowed') numbers = closed(plan(numbers, month));
        }
        const made = plannedMonths(numbers);
        expect(made).toEqual(months(aMonth('2026-07'), monthAt(now, 'Australia/Sydney')).slice(0, made.length));
      }),
    );
  });
});
