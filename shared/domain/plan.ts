import type { Seller } from './account.ts';
import type { Invoice, Line } from './invoice.ts';
import type { Ledger } from './ledger.ts';
import type { Cents } from './money.ts';
import type { Instant, Month } from './month.ts';
import type { Terms } from './terms.ts';

/** An invoice of the plan, whole: executing it reads nothing else of the business. */
export type InvoiceEntry = {
  readonly outcome: 'invoice';
  readonly customerId: string;
  /** The header as it will be written, number and birth status included. */
  readonly invoice: Invoice;
  /** Lines stand beside the plan, in chunks; some of them bill charges, which executing marks. */
  readonly hasCharges: boolean;
  readonly ledger: Ledger;
};

/** Something a person must look at: it keeps its number, bills and settles nothing, and delays nobody. */
export type ParkedEntry = {
  readonly outcome: 'parked';
  readonly customerId: string;
  readonly invoice: Invoice;
  readonly reason: string;
  readonly ledger: Ledger;
};

/** A customer without an invoice, and why. What is settled for it is carried on like everyone's. */
export type SkippedEntry = {
  readonly outcome: 'skipped';
  readonly customerId: string;
  readonly name: string;
  readonly reason: string;
  /** It was removed, which is told once. */
  readonly removed?: true;
  readonly ledger: Ledger;
};

export type PlanEntry = InvoiceEntry | ParkedEntry | SkippedEntry;

/** An entry together with its lines, before they are stored apart. */
export type PricedEntry = { readonly entry: PlanEntry; readonly lines: readonly Line[] };

export type PricedInvoice = PricedEntry & { readonly entry: InvoiceEntry };

export type Totals = {
  readonly count: number;
  readonly parked: number;
  readonly skipped: number;
  readonly subtotal: Cents;
  readonly tax: Cents;
  readonly total: Cents;
};

/** What all entries of a plan share. */
export type PlanHead = {
  readonly accountId: string;
  readonly plan: string;
  readonly terms: Terms;
  readonly seller: Seller;
  readonly madeAt: Instant;
  /** The user who asked for it; the schedule where absent. */
  readonly by?: string;
  readonly totals: Totals;
  /** How many pages of entries follow, numbered from 1. */
  readonly pages: number;
};

/** How far a month's run has come. */
export type Run = {
  readonly accountId: string;
  readonly month: Month;
  readonly plan: string;
  readonly state: 'open' | 'closed';
  readonly pages: number;
  /** The pages that are done: a set, because a page may be done more than once. */
  readonly done: readonly number[];
  readonly totals: Totals;
  readonly openedAt: Instant;
  readonly closedAt?: Instant;
  /** Why the month was skipped, if it was. */
  readonly skipped?: string;
  /** What the check of the whole run found wrong. */
  readonly fault?: string;
  readonly by?: string;
};
