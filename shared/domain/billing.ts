import { type Charge, type CustomerFile, isBilled, type Service } from './customer.ts';
import type { Line } from './invoice.ts';
import { type BilledPeriod, type Ledger, Settlements } from './ledger.ts';
import { adjustmentLine, chargeLine, periodLine } from './line.ts';
import { type Cents, minus, prorate, sum, ZERO } from './money.ts';
import { daysIn, type Month, months } from './month.ts';
import { activeDays } from './proration.ts';
import { rateOf, type Terms } from './terms.ts';

export type Bill = {
  readonly lines: readonly Line[];
  /** What is settled after this run, not yet trimmed to what the next one needs. */
  readonly settlements: Settlements;
  /** What a disabled customer is not billed for periods that this run settles, ex tax. */
  readonly forgone: Cents;
};

/**
 * What one customer owes in one run: for each service and period in the window, due − billed; then every open charge, once.
 * `number` is the one its invoice will bear, if it comes to one.
 * @throws Problem `invalid` when an amount cannot be held exactly
 */
export function billCustomer({ customer, services, charges }: CustomerFile, before: Ledger, terms: Terms, number: string): Bill {
  const settlements = new Settlements(before);
  const active = isBilled(customer);
  const billed = inOrder(services).flatMap((service) =>
    months(terms.from, terms.period).map((period) => billPeriod(service, period, { terms, number, settlements, active })),
  );
  const once = active ? inOrder(charges.filter(isOpen)).map((charge) => ({ line: chargeLine(charge, terms), forgone: ZERO })) : [];
  return {
    lines: [...billed, ...once].flatMap(({ line }) => (line ? [line] : [])),
    settlements,
    forgone: sum(billed.map(({ forgone }) => forgone)),
  };
}

const COLLATOR = new Intl.Collator('en', { numeric: true });

/** By description, the same way each month: ids are in no order that means anything to a reader. */
function inOrder<T extends { readonly description: string }>(items: readonly T[]): T[] {
  return [...items].sort((one, other) => COLLATOR.compare(one.description, other.description));
}

type Billing = { readonly terms: Terms; readonly number: string; readonly settlements: Settlements; readonly active: boolean };
type Billed = { readonly line?: Line; readonly forgone: Cents };

const NOTHING: Billed = { forgone: ZERO };

function billPeriod(service: Service, period: Month, billing: Billing): Billed {
  const settled = billing.settlements.of(service.serviceId, period);
  if (!settled) return firstBill(service, period, billing);
  return 'held' in settled || !billing.active ? NOTHING : trueUp(service, settled, billing);
}

/**
 * A period that no entry knew. Without an active day it stays open: a service may yet be entered for it.
 * What is left out on purpose is settled all the same, or it would come up again next month.
 */
function firstBill(service: Service, period: Month, { terms, number, settlements, active }: Billing): Billed {
  const { serviceId, unitPrice: price, quantity } = service;
  const days = activeDays(service, period);
  if (days === 0 || (service.removed && !settlements.hasBilled(serviceId))) return NOTHING;
  const amount = prorate(price, quantity, days, daysIn(period));
  const leftOut = !service.enabled || service.leaveOut.includes(terms.runMonth);
  if (!active || leftOut) {
    settlements.settle({ serviceId, period, held: true });
    return { forgone: leftOut ? ZERO : amount };
  }
  const named = amount === 0 ? {} : { number };
  const billed: BilledPeriod = { serviceId, period, price, quantity, taxRate: rateOf(service, terms), days, amount, ...named };
  settlements.settle(billed);
  return amount === 0 ? NOTHING : { line: periodLine(service, billed), forgone: ZERO };
}

/** A period billed before: its first line's price, quantity and tax rate stand; only its days are trued up. */
function trueUp(service: Service, billed: BilledPeriod, { settlements, number }: Billing): Billed {
  const days = activeDays(service, billed.period);
  const amount = prorate(billed.price, billed.quantity, days, daysIn(billed.period));
  const difference = minus(amount, billed.amount);
  if (difference === 0) {
    settlements.settle({ ...billed, days });
    return NOTHING;
  }
  settlements.settle({ number, ...billed, days, amount });
  return { line: adjustmentLine(service, billed, days, difference), forgone: ZERO };
}

/** Billed once: a charge with a number is on an invoice already. */
const isOpen = ({ enabled, number }: Charge): boolean => enabled && !number;
