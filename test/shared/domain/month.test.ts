import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  addDays,
  addMonths,
  type Day,
  day,
  dayAt,
  daysFrom,
  daysIn,
  earlier,
  firstDay,
  isTimeZone,
  lastDay,
  later,
  latest,
  type Month,
  month,
  monthAt,
  monthOf,
  months,
  nextMonth,
  previousMonth,
  wallClock,
} from '../../../shared/domain/month.ts';
import { Problem } from '../../../shared/domain/problem.ts';
import { aDay, aMonth, anInstant } from '../../support/builders.ts';

const anyMonth = fc
  .record({ year: fc.integer({ min: 1990, max: 2199 }), number: fc.integer({ min: 1, max: 12 }) })
  .map(({ year, number }) => aMonth(`${year}-${String(number).padStart(2, '0')}`));
const anyDay = anyMonth.chain((of) =>
  fc.integer({ min: 1, max: daysIn(of) }).map((date) => aDay(`${of}-${String(date).padStart(2, '0')}`)),
);

describe('a month', () => {
  test.each(['2026-13', '2026-00', '2026-1', '26-01', '2026-01-01', '', '2026/01', ' 2026-01', '2026-01\n', '٢٠٢٦-٠١', '12026-01'])(
    'is not %j',
    (text) => expect(() => month(text)).toThrow(Problem),
  );

  it('forward and back is the same month', () => {
    fc.assert(
      fc.property(anyMonth, fc.integer({ min: -500, max: 500 }), (of, count) => {
        expect(addMonths(addMonths(of, count), -count)).toBe(of);
        expect(addMonths(of, count) > of).toBe(count > 0);
        expect(previousMonth(nextMonth(of))).toBe(of);
      }),
    );
    expect(nextMonth(aMonth('2026-12'))).toBe('2027-01');
    expect(previousMonth(aMonth('2026-01'))).toBe('2025-12');
  });

  it('has the days between its first and its last', () => {
    fc.assert(
      fc.property(anyMonth, (of) => {
        expect(daysFrom(firstDay(of), lastDay(of))).toBe(daysIn(of));
        expect(addDays(lastDay(of), 1)).toBe(firstDay(nextMonth(of)));
        expect(monthOf(lastDay(of))).toBe(of);
      }),
    );
  });

  test.each([
    ['2024-02', 29],
    ['2026-02', 28],
    ['2028-02', 29],
    ['2000-02', 29],
    ['2100-02', 28],
    ['2026-04', 30],
    ['2026-12', 31],
  ])('%s has %i days', (of, days) => expect(daysIn(aMonth(of))).toBe(days));

  it('is listed with every one after it, and none when the last is before the first', () => {
    expect(months(aMonth('2026-11'), aMonth('2027-02'))).toEqual(['2026-11', '2026-12', '2027-01', '2027-02']);
    expect(months(aMonth('2026-11'), aMonth('2026-11'))).toEqual(['2026-11']);
    expect(months(aMonth('2026-11'), aMonth('2026-10'))).toEqual([]);
  });
});

describe('a day', () => {
  test.each([
    '2026-02-30',
    '2026-02-29',
    '2100-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-1-1',
    '',
    '2026-01-01T00:00',
    'today',
  ])('is not %j, which is on no calendar', (text) => expect(() => day(text)).toThrow(Problem));

  it('is any that the calendar has', () => {
    fc.assert(fc.property(anyDay, (each) => day(each) === each));
    expect(day('2028-02-29')).toBe('2028-02-29');
  });

  it('is counted from another with both counted, and not below nothing', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -800, max: 800 }), (from, count) => {
        expect(daysFrom(from, addDays(from, count))).toBe(Math.max(0, count + 1));
        expect(addDays(addDays(from, count), -count)).toBe(from);
      }),
    );
    expect(daysFrom(aDay('2026-01-12'), aDay('2026-01-31'))).toBe(20);
  });

  it('compares as plain text', () => {
    const [one, other] = [aDay('2026-01-31'), aDay('2026-02-01')];
    expect([earlier(one, other), earlier(other, one), latest(one, other), latest(other, one)]).toEqual([one, one, other, other]);
  });
});

describe('the clock on the wall', () => {
  test.each([
    ['2026-06-30T14:00:00Z', 'Australia/Sydney', '2026-07-01T00:00'],
    ['2026-12-31T13:00:00Z', 'Australia/Sydney', '2027-01-01T00:00'],
    ['2026-07-01T00:00:00Z', 'UTC', '2026-07-01T00:00'],
    ['2026-06-30T18:15:00Z', 'Asia/Kathmandu', '2026-07-01T00:00'],
    ['2026-06-30T11:15:00Z', 'Pacific/Chatham', '2026-07-01T00:00'],
    ['2026-06-30T13:30:00Z', 'Australia/Lord_Howe', '2026-07-01T00:00'],
    ['2026-12-31T13:00:00Z', 'Australia/Lord_Howe', '2027-01-01T00:00'],
    ['2026-07-01T10:59:00Z', 'Pacific/Pago_Pago', '2026-06-30T23:59'],
    ['2026-06-30T10:00:00Z', 'Pacific/Kiritimati', '2026-07-01T00:00'],
  ])('at %s says in %s %s', (at, zone, wall) => {
    expect(wallClock(new Date(at), zone)).toBe(wall);
    expect([dayAt(new Date(at), zone), monthAt(new Date(at), zone)]).toEqual([wall.slice(0, 10), wall.slice(0, 7)]);
  });

  it('says midnight as 00:00, never 24:00', () => {
    for (const zone of ['UTC', 'Australia/Sydney', 'Asia/Tehran', 'Asia/Riyadh', 'Asia/Bangkok']) {
      for (let hour = 0; hour < 48; hour += 1) {
        expect(wallClock(new Date(Date.UTC(2026, 6, 1, 0, hour * 30)), zone)).toMatch(/^2026-0[67]-\d\dT([01]\d|2[0-3]):[0-5]\d$/);
      }
    }
  });

  it('knew no 30 December 2011 in Apia, which skipped that day', () => {
    expect(dayAt(new Date('2011-12-30T09:59:00Z'), 'Pacific/Apia')).toBe('2011-12-29');
    expect(dayAt(new Date('2011-12-30T10:00:00Z'), 'Pacific/Apia')).toBe('2011-12-31');
  });

  test.each(['Australia/Sydney', 'UTC', 'America/Argentina/Buenos_Aires', 'Pacific/Chatham', 'Asia/Kathmandu'])('is known in %s', (zone) =>
    expect(isTimeZone(zone)).toBe(true),
  );

  test.each(['', 'Sydney', 'Mars/Olympus', '+10:00', 'EST5', 'Australia/', 'Australia/Sydney ', '../../etc'])(
    'is not known in %j',
    (zone) => expect(isTimeZone(zone)).toBe(false),
  );
});

test('an instant later by some time is that much later, also over a change of the clocks', () => {
  expect(later(anInstant('2026-10-03T15:58:00Z'), 240_000)).toBe('2026-10-03T16:02:00.000Z');
});

test('months and days sort as plain text', () => {
  fc.assert(fc.property(anyDay, anyDay, (one: Day, other: Day) => one < other === Date.parse(one) < Date.parse(other)));
  fc.assert(fc.property(anyMonth, anyMonth, (one: Month, other: Month) => one < other === Date.parse(one) < Date.parse(other)));
});
