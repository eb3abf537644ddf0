import type { BillingPeriod } from '../../shared/domain/account.ts';
import { billCustomer } from '../../shared/domain/billing.ts';
import type { CustomerFile } from '../../shared/domain/customer.ts';
import type { Line } from '../../shared/domain/invoice.ts';
import { EMPTY_LEDGER, type Ledger } from '../../shared/domain/ledger.ts';
import { toDecimal } from '../../shared/domain/money.ts';
import type { Month } from '../../shared/domain/month.ts';
import { periodOf, type Terms, windowOf } from '../../shared/domain/terms.ts';
import { aFile, aMonth, dec } from './builders.ts';

/** How a line is told in a test: what, of which period, how much, and what it adjusts. */
export function told({ service, chargeId, amount, adjusts }: Line): string {
  const what = service ? `${service.serviceId} ${service.period}` : `${chargeId}`;
  return `${what} ${toDecimal(amount)}${adjusts ? ` adjusts ${adjusts.number} ${adjusts.period}` : ''}`;
}

/** One customer taken through its months by hand. The number of the month's invoice is its month: `N-2026-07`. */
export class Months {
  private ledger: Ledger = EMPTY_LEDGER;
  private first: Month | undefined;
  private previous: Month | undefined;
  private readonly mode: BillingPeriod;

  constructor(mode: BillingPeriod = 'advance') {
    this.mode = mode;
  }

  /** The lines of the run, told. */
  bill(month: string, file: Partial<CustomerFile>, over: Partial<Terms> & { readonly mode?: BillingPeriod } = {}): string[] {
    return this.lines(month, file, over).map(told);
  }

  lines(
    month: string,
    file: Partial<CustomerFile>,
    { mode = this.mode, ...over }: Partial<Terms> & { readonly mode?: BillingPeriod } = {},
  ): readonly Line[] {
    const terms = { ...this.terms(month, mode), ...over };
    const bill = billCustomer(aFile(file), this.ledger, terms, `N-${month}`);
    this.ledger = { settled: bill.settlements.carriedOn(terms.runMonth), recentTotals: [] };
    return bill.lines;
  }

  /** A plan of nobody: it has a P like any run, and settles nothing. */
  skip(month: string, mode = this.mode): void {
    this.terms(month, mode);
  }

  private terms(month: string, mode: BillingPeriod): Terms {
    const runMonth = aMonth(month);
    const before = { ...(this.first ? { first: this.first } : {}), ...(this.previous ? { previous: this.previous } : {}) };
    const window = windowOf(periodOf(runMonth, mode), before);
    this.first ??= window.period;
    this.previous = window.period;
    return { runMonth, ...window, registeredForTax: true, taxRate: dec('10') };
  }
}
