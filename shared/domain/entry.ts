import type { Account } from './account.ts';
import { absurdity, arithmeticFault, type Claimed, HISTORY_NEEDED } from './audit.ts';
import { type Bill, billCustomer } from './billing.ts';
import { birthOf } from './birth.ts';
import { type Customer, type CustomerFile, isBilled } from './customer.ts';
import type { Buyer, Invoice } from './invoice.ts';
import type { Ledger } from './ledger.ts';
import { type Cents, sum, toReadable, ZERO } from './money.ts';
import { addDays, type Day, type Instant } from './month.ts';
import type { PricedEntry, PricedInvoice } from './plan.ts';
import { Problem } from './problem.ts';
import type { Terms } from './terms.ts';

/** What all entries of a plan are made with. */
export type Making = {
  readonly account: Account;
  readonly terms: Terms;
  readonly plan: string;
  /** The local day of the commit. */
  readonly date: Day;
  readonly now: Instant;
  readonly by?: string;
};

/** Where a customer stands before this run. */
export type Before = {
  readonly ledger: Ledger;
  /** The number of an older invoice of this customer that still needs attention. */
  readonly waitsFor?: string;
};

/** A number of the account's: bare, and as it is printed. */
export type Numbered = { readonly sequence: number; readonly number: string };

/** How a person's repair differs from a run: its invoice must exist, and its total may have been confirmed. */
export type Repairing = { readonly confirmedTotal?: Cents };

/**
 * One customer's entry: an invoice, a parked one, or skipped. Never throws for one customer's sake: what cannot be priced is parked with
 * the reason, so that it delays nobody. `numbered` is the number it takes unless it is skipped.
 */
export function makeEntry(file: CustomerFile, before: Before, numbered: Numbered, making: Making, repairing?: Repairing): PricedEntry {
  const { customerId, name } = file.customer;
  if (before.waitsFor)
    return parked(file.customer, before, numbered, making, `it waits for ${before.waitsFor}, which needs attention first`);
  try {
    const bill = billCustomer(file, before.ledger, making.terms, numbered.number);
    if (!repairing && bill.lines.length === 0) {
      const ledger = { settled: bill.settlements.carriedOn(making.terms.runMonth), recentTotals: before.ledger.recentTotals };
      return {
        entry: {
          outcome: 'skipped',
          customerId,
          name,
          reason: skipReason(file.customer, bill, making),
          ...(file.customer.removed ? { removed: true } : {}),
          ledger,
        },
        lines: [],
      };
    }
    return invoiced(file.customer, before, bill, numbered, making, repairing);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return parked(file.customer, before, numbered, making, `it cannot be priced: ${why}`);
  }
}

function skipReason(customer: Customer, { forgone }: Bill, { account }: Making): string {
  if (isBilled(customer)) return 'nothing to bill';
  const what = customer.removed ? 'removed' : 'disabled';
  return forgone === 0 ? what : `${what}: ${account.billing.currency} ${toReadable(forgone)} ex tax is not billed`;
}

function invoiced(
  customer: Customer,
  before: Before,
  bill: Bill,
  numbered: Numbered,
  making: Making,
  repairing: Repairing | undefined,
): PricedEntry {
  const { lines } = bill;
  const subtotal = sum(lines.map(({ amount }) => amount));
  const tax = sum(lines.map((line) => line.tax));
  const claimed = { lines, subtotal, tax, total: sum([subtotal, tax]) };
  const { recentTotals } = before.ledger;
  const fault = faultOf(claimed, recentTotals, making, repairing);
  if (fault) return parked(customer, before, numbered, making, fault);
  const ledger: Ledger = {
    settled: bill.settlements.carriedOn(making.terms.runMonth),
    recentTotals: [...recentTotals, claimed.total].slice(-HISTORY_NEEDED),
  };
  const invoice: Invoice = { ...header(customer, numbered, making, claimed), ...birthOf(customer, making.account, making.now) };
  const hasCharges = lines.some(({ chargeId }) => chargeId);
  return { entry: { outcome: 'invoice', customerId: customer.customerId, invoice, hasCharges, ledger }, lines };
}

function faultOf(claimed: Claimed, recent: readonly Cents[], { account }: Making, repairing: Repairing | undefined): string | undefined {
  const arithmetic = arithmeticFault(claimed);
  if (arithmetic) return arithmetic;
  if (repairing?.confirmedTotal === claimed.total) return undefined;
  return absurdity(claimed.total, recent, account.billing.currency);
}

/** Bills and settles nothing: what it carries on is what stood before. */
function parked(customer: Customer, { ledger }: Before, numbered: Numbered, making: Making, reason: string): PricedEntry {
  const invoice: Invoice = {
    ...header(customer, numbered, making, { lines: [], subtotal: ZERO, tax: ZERO, total: ZERO }),
    status: 'parked',
    parked: reason,
    history: [{ at: making.now, event: 'born', status: 'parked', attempt: 0, words: `Needs attention: ${reason}` }],
  };
  return { entry: { outcome: 'parked', customerId: customer.customerId, invoice, reason, ledger }, lines: [] };
}

function header(customer: Customer, numbered: Numbered, making: Making, { lines, subtotal, tax, total }: Claimed): Invoice {
  const { account, terms, plan, date } = making;
  const kind = total < 0 ? 'creditNote' : 'invoice';
  return {
    accountId: account.accountId,
    month: terms.runMonth,
    customerId: customer.customerId,
    kind,
    ...numbered,
    plan,
    buyer: buyerOf(customer),
    currency: account.billing.currency,
    date,
    ...(kind === 'invoice' ? { dueDate: addDays(date, customer.termsDays ?? account.billing.termsDays) } : {}),
    subtotal,
    tax,
    total,
    lineCount: lines.length,
    status: 'draft',
    attempt: 0,
    recipients: { to: [], cc: [], bcc: [] },
    history: [],
    revision: 0,
  };
}

export function buyerOf({ name, address, reference }: Customer): Buyer {
  return { name, address, ...(reference ? { reference } : {}) };
}

/** What a repair goes on with: an invoice, and nothing else. @throws Problem `conflict` with the reason */
export function checkRepaired(made: PricedEntry): asserts made is PricedInvoice {
  const { entry } = made;
  if (entry.outcome !== 'invoice') throw new Problem('conflict', `This invoice still needs attention: ${entry.reason}`);
}
