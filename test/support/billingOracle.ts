import type { CustomerFile, Service } from '../../shared/domain/customer.ts';

/**
 * What a run bills, worked out a second time from the rules as they are written, and from nothing else: it counts days one by one,
 * rounds with remainders, and forgets nothing. Slow, long-winded and easy to check by eye.
 */

export type OracleLine = {
  /** `service fibre 2026-07` or `charge setup`. */
  readonly what: string;
  readonly amount: bigint;
  readonly taxRate: number;
  readonly tax: bigint;
  /** The number of the invoice it corrects. */
  readonly adjusts?: string;
};

export type OracleOutcome =
  | { readonly outcome: 'skipped' | 'parked' }
  | {
      readonly outcome: 'invoice';
      readonly lines: readonly OracleLine[];
      readonly subtotal: bigint;
      readonly tax: bigint;
      readonly total: bigint;
    };

export type OracleTerms = {
  readonly runMonth: string;
  readonly periods: readonly string[];
  readonly registered: boolean;
  readonly taxRate: number;
  readonly number: string;
  /** A repair makes an invoice even of nothing, and a person may have confirmed what it comes to. */
  readonly repair?: { readonly confirmed?: bigint };
};

type Known =
  | { readonly left: true }
  | {
      readonly left: false;
      readonly price: number;
      readonly quantity: number;
      readonly rate: number;
      readonly amount: bigint;
      readonly number?: string;
    };

const LARGEST_HELD = BigInt(Number.MAX_SAFE_INTEGER);

/** Half goes away from zero. */
export function nearest(above: bigint, below: bigint): bigint {
  const whole = above / below;
  const rest = above % below;
  const twice = (rest < 0n ? -rest : rest) * 2n;
  if (twice < below) return whole;
  return above < 0n ? whole - 1n : whole + 1n;
}

const calendar = new Map<string, string[]>();

export function daysOfPeriod(period: string): string[] {
  const known = calendar.get(period);
  if (known) return known;
  const days: string[] = [];
  calendar.set(period, days);
  const day = new Date(`${period}-01T12:00:00Z`);
  while (day.toISOString().startsWith(period)) {
    days.push(day.toISOString().slice(0, 10));
    day.setUTCDate(day.getUTCDate() + 1);
  }
  return days;
}

/** Every month from the first to the last, both counted. */
export function periodsBetween(first: string, last: string): string[] {
  const all: string[] = [];
  for (let each = first; each <= last; each = monthAfter(each, 1)) all.push(each);
  return all;
}

export function monthAfter(month: string, count: number): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 15)).toISOString().slice(0, 7);
}

export function countActive(service: Service, period: string): number {
  return daysOfPeriod(period).filter(
    (day) => day >= service.from && (!service.to || day <= service.to) && (!service.removed || day <= service.removed),
  ).length;
}

/** `price × quantity × days active ÷ days in the period`, in cents. */
export function dueFor(price: number, quantity: number, days: number, period: string): bigint {
  return nearest(BigInt(price) * BigInt(quantity) * BigInt(days) * 100n, 100_000_000n * BigInt(daysOfPeriod(period).length));
}

const percent = (amount: bigint, rate: number): bigint => nearest(amount * BigInt(rate), 1_000_000n);

/** One customer, remembered whole. */
export class BillingOracle {
  private known = new Map<string, Known>();
  private totals: bigint[] = [];

  /** What the entry is. Unless it is parked, what it billed and left is remembered. */
  enter(file: CustomerFile, terms: OracleTerms): OracleOutcome {
    const next = new Map(this.known);
    const disabled = !file.customer.enabled || file.customer.removed !== undefined;
    const lines: OracleLine[] = [];
    for (const service of file.services) {
      if (service.removed && !this.everBilled(service.serviceId)) continue;
      for (const period of terms.periods) lines.push(...this.look(service, period, disabled, terms, next));
    }
    if (!disabled) lines.push(...chargeLines(file, terms));
    if (lines.length === 0 && !terms.repair) {
      this.known = next;
      return { outcome: 'skipped' };
    }
    const made = totalled(lines);
    if (tooLarge(made) || this.isAbsurd(made.total, terms)) return { outcome: 'parked' };
    this.known = next;
    this.totals.push(made.total);
    return { outcome: 'invoice', lines, ...made };
  }

  private everBilled(serviceId: string): boolean {
    return [...this.known].some(([key, known]) => key.startsWith(`${serviceId} `) && !known.left);
  }

  private look(service: Service, period: string, disabled: boolean, terms: OracleTerms, next: Map<string, Known>): OracleLine[] {
    const key = `${service.serviceId} ${period}`;
    const known = this.known.get(key);
    const days = countActive(service, period);
    if (known?.left) return [];
    if (!known) {
      if (days === 0) return [];
      if (disabled || !service.enabled || service.leaveOut.some((month) => month === terms.runMonth)) {
        next.set(key, { left: true });
        return [];
      }
    }
    // A disabled customer gets no line at all: what it was billed stays as it is.
    if (disabled) return [];
    const price = known?.price ?? service.unitPrice;
    const quantity = known?.quantity ?? service.quantity;
    const rate = known?.rate ?? (terms.registered ? (service.taxRate ?? terms.taxRate) : 0);
    const due = dueFor(price, quantity, days, period);
    const amount = due - (known?.amount ?? 0n);
    const number = known?.number ?? (amount === 0n ? undefined : terms.number);
    next.set(key, { left: false, price, quantity, rate, amount: due, ...(number ? { number } : {}) });
    if (amount === 0n) return [];
    const adjusts = known?.number ? { adjusts: known.number } : {};
    return [{ what: `service ${service.serviceId} ${period}`, amount, taxRate: rate, tax: percent(amount, rate), ...adjusts }];
  }

  private isAbsurd(total: bigint, { repair }: OracleTerms): boolean {
    if (repair?.confirmed === total) return false;
    const lastThree = this.totals.slice(-3);
    if (lastThree.length < 3) return false;
    return lastThree.every((earlier) => total > 5n * earlier && total - earlier > 50_000n);
  }
}

function chargeLines({ charges }: CustomerFile, terms: OracleTerms): OracleLine[] {
  return charges
    .filter(({ enabled, number }) => enabled && !number)
    .map((charge) => {
      const amount = nearest(BigInt(charge.unitPrice) * BigInt(charge.quantity), 1_000_000n);
      const taxRate = terms.registered ? (charge.taxRate ?? terms.taxRate) : 0;
      return { what: `charge ${charge.chargeId}`, amount, taxRate, tax: percent(amount, taxRate) };
    });
}

function totalled(lines: readonly OracleLine[]): { subtotal: bigint; tax: bigint; total: bigint } {
  const subtotal = lines.reduce((so, line) => so + line.amount, 0n);
  const tax = lines.reduce((so, line) => so + line.tax, 0n);
  return { subtotal, tax, total: subtotal + tax };
}

function tooLarge(amounts: Readonly<Record<string, bigint>>): boolean {
  return Object.values(amounts).some((amount) => amount > LARGEST_HELD || -amount > LARGEST_HELD);
}
