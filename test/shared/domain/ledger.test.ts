import { describe, expect, it } from 'vitest';
import { type BilledPeriod, EMPTY_LEDGER, type HeldPeriod, Settlements } from '../../../shared/domain/ledger.ts';
import { aMonth, dec, money } from '../../support/builders.ts';

function billed(serviceId: string, period: string): BilledPeriod {
  return {
    serviceId,
    period: aMonth(period),
    price: dec('100'),
    quantity: dec('1'),
    taxRate: dec('10'),
    days: 31,
    amount: money('100'),
    number: 'AAP-00001',
  };
}
const held = (serviceId: string, period: string): HeldPeriod => ({ serviceId, period: aMonth(period), held: true });
const settlementsOf = (...settled: (BilledPeriod | HeldPeriod)[]) => new Settlements({ settled, recentTotals: [] });

describe('what an entry carries on', () => {
  it('is known by service and period', () => {
    const settlements = settlementsOf(billed('fibre', '2026-07'), held('phone', '2026-07'));
    expect(settlements.of('fibre', aMonth('2026-07'))).toEqual(billed('fibre', '2026-07'));
    expect(settlements.of('phone', aMonth('2026-07'))).toEqual(held('phone', '2026-07'));
    expect(settlements.of('fibre', aMonth('2026-08'))).toBeUndefined();
    expect(new Settlements(EMPTY_LEDGER).of('fibre', aMonth('2026-07'))).toBeUndefined();
  });

  it('replaces what was known of the same service and period', () => {
    const settlements = settlementsOf(billed('fibre', '2026-07'));
    settlements.settle({ ...billed('fibre', '2026-07'), days: 10, amount: money('32.26') });
    expect(settlements.carriedOn(aMonth('2026-07'))).toEqual([{ ...billed('fibre', '2026-07'), days: 10, amount: money('32.26') }]);
  });

  it('reaches back one month before the run, as far as the next run may look', () => {
    const settlements = settlementsOf(
      held('fibre', '2026-05'),
      held('fibre', '2026-06'),
      held('fibre', '2026-07'),
      held('fibre', '2026-08'),
    );
    expect(settlements.carriedOn(aMonth('2026-07')).map(({ period }) => period)).toEqual(['2026-06', '2026-07', '2026-08']);
  });

  it('keeps the latest billed period of each service for ever, so that a removed one is known to have been billed', () => {
    const settlements = settlementsOf(
      billed('fibre', '2025-01'),
      billed('fibre', '2025-02'),
      billed('phone', '2024-12'),
      held('phone', '2025-01'),
    );
    const carried = settlements.carriedOn(aMonth('2026-07'));
    expect(carried).toEqual([billed('fibre', '2025-02'), billed('phone', '2024-12')]);
    expect(new Settlements({ settled: carried, recentTotals: [] }).hasBilled('phone')).toBe(true);
  });

  it('does not call a service billed that was only left out', () => {
    expect(settlementsOf(held('fibre', '2026-07')).hasBilled('fibre')).toBe(false);
  });

  it('does not grow with the months', () => {
    let settlements = new Settlements(EMPTY_LEDGER);
    for (let year = 2020; year < 2030; year += 1) {
      for (const number of ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12']) {
        settlements.settle(billed('fibre', `${year}-${number}`));
        const carried = settlements.carriedOn(aMonth(`${year}-${number}`));
        expect(carried.length).toBeLessThanOrEqual(2);
        settlements = new Settlements({ settled: carried, recentTotals: [] });
      }
    }
  });
});
