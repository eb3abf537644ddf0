import { describe, expect, it, test } from 'vitest';
import type { BillingPeriod } from '../../../shared/domain/account.ts';
import { type Month, months } from '../../../shared/domain/month.ts';
import { type EarlierPeriods, periodOf, rateOf, termsOf, windowOf } from '../../../shared/domain/terms.ts';
import { aMonth, anAccount, anAccountBilling, dec } from '../../support/builders.ts';

const earlierPeriods = (first: string, previous: string): EarlierPeriods => ({ first: aMonth(first), previous: aMonth(previous) });

/** What each of a row of runs looks at, its mode given run by run. */
function windows(firstRun: string, modes: readonly BillingPeriod[]): string[] {
  let first: Month | undefined;
  let previous: Month | undefined;
  return months(aMonth(firstRun), aMonth('2099-12'))
    .slice(0, modes.length)
    .map((runMonth, index) => {
      const before = { ...(first ? { first } : {}), ...(previous ? { previous } : {}) };
      const { from, period } = windowOf(periodOf(runMonth, modes[index] ?? 'advance'), before);
      first ??= period;
      previous = period;
      return `${from}…${period}`;
    });
}

describe('P', () => {
  it('is the month itself in advance, the month before in arrears', () => {
    expect(periodOf(aMonth('2027-01'), 'advance')).toBe('2027-01');
    expect(periodOf(aMonth('2027-01'), 'arrears')).toBe('2026-12');
  });
});

describe('the window of a run', () => {
  test.each([
    ['the first run looks at its own P alone', aMonth('2026-07'), {}, '2026-07…2026-07'],
    ['the second looks back to the one before', aMonth('2026-08'), earlierPeriods('2026-07', '2026-07'), '2026-07…2026-08'],
    ['a later one looks back to P−1', aMonth('2026-12'), earlierPeriods('2026-07', '2026-11'), '2026-11…2026-12'],
    [
      'after a switch to advance it looks back to the previous run’s P',
      aMonth('2026-12'),
      earlierPeriods('2026-07', '2026-10'),
      '2026-10…2026-12',
    ],
    ['after a switch to arrears it looks at the same P again', aMonth('2026-12'), earlierPeriods('2026-07', '2026-12'), '2026-11…2026-12'],
    ['never before the P of the first run', aMonth('2026-08'), earlierPeriods('2026-08', '2026-08'), '2026-08…2026-08'],
  ] as const)('%s', (_, period, before, expected) => {
    const { from, period: last } = windowOf(period, before);
    expect(`${from}…${last}`).toBe(expected);
  });

  it('moves on month by month in advance', () => {
    expect(windows('2026-11', ['advance', 'advance', 'advance'])).toEqual(['2026-11…2026-11', '2026-11…2026-12', '2026-12…2027-01']);
  });

  it('moves on month by month in arrears', () => {
    expect(windows('2026-11', ['arrears', 'arrears', 'arrears'])).toEqual(['2026-10…2026-10', '2026-10…2026-11', '2026-11…2026-12']);
  });

  it('lets no period fall between two runs when arrears becomes advance', () => {
    expect(windows('2026-11', ['arrears', 'arrears', 'advance', 'advance'])).toEqual([
      '2026-10…2026-10',
      '2026-10…2026-11',
      '2026-11…2027-01',
      '2027-01…2027-02',
    ]);
  });

  it('never opens before the account’s first period when the mode is switched at once', () => {
    expect(windows('2026-11', ['advance', 'arrears', 'advance'])).toEqual(['2026-11…2026-11', '2026-11…2026-11', '2026-11…2027-01']);
    expect(windows('2026-11', ['arrears', 'advance'])).toEqual(['2026-10…2026-10', '2026-10…2026-12']);
  });

  it('looks at every period from the first on, whatever the modes', () => {
    for (let pattern = 0; pattern < 256; pattern += 1) {
      const modes = Array.from({ length: 8 }, (_, bit): BillingPeriod => ((pattern >> bit) & 1 ? 'advance' : 'arrears'));
      const looked = windows('2026-11', modes).map((each) => each.split('…') as [Month, Month]);
      const [first] = looked[0] ?? [aMonth('2026-11')];
      const newest =
        looked
          .map(([, period]) => period)
          .sort()
          .at(-1) ?? first;
      const seen = new Set(looked.flatMap(([from, period]) => months(from, period)));
      expect([...seen].sort(), modes.join()).toEqual(months(first, newest));
      for (const [from, period] of looked) expect(months(from, period).length, modes.join()).toBeLessThanOrEqual(3);
    }
  });
});

describe('the terms of a run', () => {
  it('are of the account’s mode, tax registration and rate as they are now', () => {
    const terms = termsOf(
      anAccountBilling({ period: 'arrears', taxRate: dec('15') }),
      aMonth('2026-07'),
      earlierPeriods('2026-01', '2026-05'),
    );
    expect(terms).toEqual({ runMonth: '2026-07', from: '2026-05', period: '2026-06', registeredForTax: true, taxRate: dec('15') });
  });

  it('charge each thing its own tax rate, and the account’s where it has none', () => {
    const terms = termsOf(anAccount(), aMonth('2026-07'), {});
    expect(rateOf({}, terms)).toBe(dec('10'));
    expect(rateOf({ taxRate: dec('5.5') }, terms)).toBe(dec('5.5'));
    expect(rateOf({ taxRate: dec('0') }, terms)).toBe(0);
  });

  it('charge no tax at all by a seller who is not registered for it', () => {
    const terms = { registeredForTax: false, taxRate: dec('10') };
    expect([rateOf({}, terms), rateOf({ taxRate: dec('5.5') }, terms)]).toEqual([0, 0]);
  });
});
