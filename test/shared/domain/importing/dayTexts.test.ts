import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DateOrder, dayText, isAmbiguous } from '../../../../shared/domain/importing/dayTexts.ts';

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
    ['31 July 2026', 'DMY', '2026-07-31'],
    ['Sept 3, 2026', 'DMY', '2026-09-03'],
    ['31/2/2026', 'DMY', '2026-02-31'],
  ] as const)('is read by the account’s date order, and whether there is such a day is judged later: %s', (text, order, value) => {
    expect(dayText(text, order)).toEqual({ value });
  });

  it.each(['31/7/26', 'soon', '46234', '2026', '1 Foo 2026', 'Nov-26', '31/7/2026 13:45', '31//2026', '1/1/20261'])(
    'that cannot be told is refused: %s',
    (text) => {
      expect(dayText(text, 'DMY')).toEqual({ problem: 'must be a day like 2026-07-31 or 31/7/2026' });
    },
  );

  it('of the other date order is told as that', () => {
    expect(dayText('7/31/2026', 'DMY')).toEqual({ problem: expect.stringContaining('days are read as 31/7/2026') });
    expect(dayText('31/7/2026', 'MDY')).toEqual({ problem: expect.stringContaining('days are read as 7/31/2026') });
  });

  it('that would be another one by the other order is known for it', () => {
    expect(['1/2/2026', '12.11.2026', '1/2/2026 0:00'].map(isAmbiguous)).toEqual([true, true, true]);
    expect(['1/1/2026', '31/7/2026', '2026-01-02', '1 Feb 2026', ''].map(isAmbiguous)).toEqual([false, false, false, false, false]);
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
