import { describe, expect, it } from 'vitest';
import { billCustomer } from '../../../shared/domain/billing.ts';
import { aDay, aFile, aMonth, aService, dec, NOTHING_BILLED, someTerms } from '../../support/builders.ts';

const [JANUARY, FEBRUARY] = [aMonth('2026-01'), aMonth('2026-02')];

/** Bills a service of ten cents a month that ends on each of these days, one run after another; answers what is printed. */
function printed(...ends: readonly (string | undefined)[]): string[][] {
  let ledger = NOTHING_BILLED;
  return ends.map((to, index) => {
    const service = aService({ unitPrice: dec('0.10'), ...(to ? { to: aDay(to) } : {}) });
    const terms = someTerms({ runMonth: FEBRUARY, from: JANUARY, period: JANUARY });
    const { lines, settlements } = billCustomer(aFile({ services: [service] }), ledger, terms, `AAP-0000${index + 1}`);
    ledger = { settled: settlements.carriedOn(FEBRUARY), recentTotals: [] };
    return lines.map(({ description }) => description);
  });
}

describe('a service whose end is changed twice', () => {
  it('is credited for the days since the last change, though that one came to less than a cent and printed nothing', () => {
    const [first, second, third] = printed(undefined, '2026-01-30', '2026-01-15');
    expect([first?.length, second]).toEqual([1, []]);
    expect(third).toEqual([expect.stringMatching(/15 of 31 days, 15 fewer than billed on AAP-00001/)]);
  });
});
