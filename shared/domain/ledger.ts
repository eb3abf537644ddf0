import type { Cents, Decimal4 } from './money.ts';
import { addMonths, type Month } from './month.ts';

/** What has been billed so far for one service and period. Its price, quantity and tax rate are those of the first line, for ever. */
export type BilledPeriod = {
  readonly serviceId: string;
  readonly period: Month;
  readonly price: Decimal4;
  readonly quantity: Decimal4;
  /** Per cent. */
  readonly taxRate: Decimal4;
  /** Days that `amount` pays for. */
  readonly days: number;
  /** All that has been billed for the period, ex tax, corrections included. */
  readonly amount: Cents;
  /** The invoice that billed it first; absent when nothing was printed because it came to nothing. */
  readonly number?: string;
};

/** A period left unbilled on purpose: left out, not enabled, or of a disabled customer. It is never billed later. */
export type HeldPeriod = { readonly serviceId: string; readonly period: Month; readonly held: true };

export type SettledPeriod = BilledPeriod | HeldPeriod;

/**
 * What a customer's entry carries on to the next run: every period that is settled and may still be looked at. A service and period
 * that stands nowhere in it is open. `recentTotals` are those of the last three invoices, oldest first.
 */
export type Ledger = { readonly settled: readonly SettledPeriod[]; readonly recentTotals: readonly Cents[] };

export const EMPTY_LEDGER: Ledger = { settled: [], recentTotals: [] };

const isBilled = (row: SettledPeriod): row is BilledPeriod => !('held' in row);

/** A ledger laid out for asking. */
export class Settlements {
  private readonly rows: Map<string, SettledPeriod>;
  private readonly everBilled: Set<string>;

  constructor({ settled }: Ledger) {
    this.rows = new Map(settled.map((row) => [`${row.period} ${row.serviceId}`, row]));
    this.everBilled = new Set(settled.filter(isBilled).map(({ serviceId }) => serviceId));
  }

  of(serviceId: string, period: Month): SettledPeriod | undefined {
    return this.rows.get(`${period} ${serviceId}`);
  }

  /** Whether any period of it was ever billed. */
  hasBilled(serviceId: string): boolean {
    return this.everBilled.has(serviceId);
  }

  settle(row: SettledPeriod): void {
    this.rows.set(`${row.period} ${row.serviceId}`, row);
  }

  /**
   * What to carry on from the run of `runMonth`. The next run looks back to `runMonth - 1` at the most, whatever the mode is switched to;
   * of each service its latest billed period is kept for ever besides, because a removed service ends if it was ever billed and is
   * ignored if it never was.
   */
  carriedOn(runMonth: Month): SettledPeriod[] {
    const oldest = addMonths(runMonth, -1);
    const newestBilled = new Map<string, Month>();
    for (const row of this.rows.values()) {
      if (isBilled(row) && row.period > (newestBilled.get(row.serviceId) ?? '')) newestBilled.set(row.serviceId, row.period);
    }
    return [...this.rows.values()].filter(
      (row) => row.period >= oldest || (isBilled(row) && newestBilled.get(row.serviceId) === row.period),
    );
  }
}
