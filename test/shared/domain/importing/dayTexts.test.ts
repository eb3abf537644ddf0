import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DateOrder, dayText, doubtOf } from '../../../../shared/domain/importing/dayTexts.ts';

describe('a day', () => {
  it.each([
    ['2026-07-31', 'DMY', '2026-07-31'],
    ['2026-7-1', 'DMY', '2026-07-01'],
    ['2026/07/31', 'MDY', '2026-07-31'],
    ['2026-07-31T00:00:00Z', 'DMY', '2026-07-31'],
    ['31/7/2026', 'DMY', '2026-07-31'],
    ['31/07/2026 0:00', 'DMY', '2026-07-31'],
    ['7/31/2026 12:00:00 AM', 'MDY', '2026-07-31'],
    ['01.02.2026', 'DMY', '2026-02-01'],
    ['1/2/2026', 'MDY', '2026-01-02'],
    ['1-Nov-2026', 'MDY', '2026-11-01'],
    ['31-Jan-26', 'DMY', '2026-01-31'],
    ['1 Nov 26', 'MDY', '2026-11-01'],
    ['31 July 2026', 'DMY', '2026-07-31'],
    ['Sept 3, 2026', 'DMY', '2026-09-03'],
  ] as const)('is read by the account’s date order: %s', (text, order, value) => {
    expect(dayText(text, order)).toEqual({ value });
  });

  it.each(['soon', '2026', '12345', '26-Jan-2031x', '31-Foo-26', '1 Foo 2026', 'Nov-26', '31/7/2026 13:45', '31//2026', '1/1/20261'])(
    'that cannot be told is refused: %s',
    (text) => {
      expect(dayText(text, 'DMY')).toEqual({ problem: 'must be a day like 2026-07-31 or 31/7/2026' });
    },
  );

  it('of the other date order is told as that', () => {
    expect(dayText('7/31/2026', 'DMY')).toEqual({ problem: expect.stringContaining('days are read as 31/7/2026') });
    expect(dayText('31/7/2026', 'MDY')).toEqual({ problem: expect.stringContaining('days are read as 7/31/2026') });
  });

  it.each(['31/2/2026', '2026-02-31', '2026-13-01', '0/1/2026', '31-Feb-26', '31 Jun 2026', '29/2/2026'])(
    'must be in the calendar: %s',
    (text) => {
      expect(dayText(text, 'DMY')).toEqual({ problem: 'is no day of the calendar' });
    },
  );

  it.each(['31/7/26', '1.2.26', '7-31-26'])('of a year with two digits beside numbers alone is told as that: %s', (text) => {
    expect(dayText(text, 'DMY')).toEqual({ problem: 'has a year of two digits: write it with four, like 2026-07-31 or 31/7/2026' });
  });

  it.each(['46053', '46053.5'])('that Excel left as its count of days is told, and not taken, for there are two counts: %s', (text) => {
    expect(dayText(text, 'DMY')).toEqual({
      problem: 'is a number, as Excel counts days (perhaps 2026-01-31): show the column as dates, and save the file again',
    });
  });

  it('that may be another one is known for it: by the other order, or in another century', () => {
    expect(['1/2/2026', '12.11.2026', '1/2/2026 0:00', '31-Jan-26'].map(doubtOf)).toEqual(['order', 'order', 'order', 'century']);
    expect(['1/1/2026', '31/7/2026', '2026-01-02', '1 Feb 2026', '46053', ''].filter(doubtOf)).toEqual([]);
  });

  it('written by the account’s order is the day that was meant', () => {
    const days = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, fc.constantFrom<DateOrder>('DMY', 'MDY'), (date, order) => {
        const locale = order === 'DMY' ? 'en-AU' : 'en-US';
        expect(dayText(date.toLocaleDateString(locale, { timeZone: 'UTC' }), order)).toEqual({ value: date.toISOString().slice(0, 10) });
      }),
    );
  });
});
