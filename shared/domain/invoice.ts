import type { Company, Layout, Logo } from './account.ts';
import type { Booked } from './customer.ts';
import type { LifecycleEvent, Status } from './lifecycle.ts';
import type { Cents, Decimal4 } from './money.ts';
import type { Day, Instant, Month } from './month.ts';
import type { InvoiceXero } from './xero/upload.ts';

export type InvoiceKind = 'invoice' | 'creditNote';

/** One line as it stands everywhere: on paper, in the CSV and in Xero. `amount` is always `round(quantity × unitPrice)`. */
export type Line = Booked & {
  /** With the period, and for a prorated line its real quantity, price and days. */
  readonly description: string;
  readonly quantity: Decimal4;
  readonly unitPrice: Decimal4;
  readonly amount: Cents;
  /** Per cent. */
  readonly taxRate: Decimal4;
  readonly tax: Cents;
  /** What it bills. `period` is the month that is billed, for a service. */
  readonly service?: { readonly serviceId: string; readonly period: Month };
  /** The charge it bills, by its id; it has no other line anywhere. */
  readonly chargeId?: string;
  /** For a line that corrects what an earlier invoice billed: that invoice's number and the period. */
  readonly adjusts?: { readonly number: string; readonly period: Month };
};

/** Who buys, as it was when the invoice was planned. */
export type Buyer = {
  readonly name: string;
  readonly address: readonly string[];
  readonly reference?: string;
};

export type Recipients = { readonly to: readonly string[]; readonly cc: readonly string[]; readonly bcc: readonly string[] };

/** One thing that happened to an invoice, in plain words. */
export type HistoryEntry = {
  readonly at: Instant;
  /** What happened: a life-cycle event, `note` for news that changed no status, or `xero` for news of its way there. */
  readonly event: LifecycleEvent | 'born' | 'note' | 'xero';
  /** The status after it. */
  readonly status: Status;
  /** Which send request it concerns. */
  readonly attempt: number;
  readonly words: string;
  /** The user who did it; the system where absent. */
  readonly by?: string;
  /** The identity of the news, so that a repeated event adds no second entry. */
  readonly key?: string;
};

/** The worker that may send: only results under its own token count. */
export type Claim = { readonly token: string; readonly at: Instant };

/**
 * The header of an invoice: small, rewritten at each step of its email life. What is printed and never changes (lines, seller)
 * stands under the plan that the header names.
 */
export type Invoice = {
  readonly accountId: string;
  readonly month: Month;
  readonly customerId: string;
  readonly kind: InvoiceKind;
  /** As printed: `AAP-00001`. */
  readonly number: string;
  /** The bare number, gap-free within the account. */
  readonly sequence: number;
  /** The plan whose lines and seller are this invoice's. */
  readonly plan: string;
  readonly buyer: Buyer;
  readonly currency: string;
  readonly date: Day;
  /** Absent on a credit note. */
  readonly dueDate?: Day;
  readonly subtotal: Cents;
  readonly tax: Cents;
  readonly total: Cents;
  readonly lineCount: number;

  readonly status: Status;
  /** How many times it was asked to be sent. A message or a result of another attempt changes no status. */
  readonly attempt: number;
  /** Of the current attempt. */
  readonly recipients: Recipients;
  readonly queuedAt?: Instant;
  /** While queued: when it should go out. While sending: when it should have. Present exactly while there is work to do. */
  readonly dueAt?: Instant;
  readonly claim?: Claim;
  readonly messageId?: string;
  readonly firstSentAt?: Instant;
  /** Why it is parked, while it is. */
  readonly parked?: string;
  /** The plan of its repair, named by the one conditional write that decides it; the header is rewritten when it is executed. */
  readonly repair?: string;
  /** Where it stands with Xero; absent while it was never asked to go there. */
  readonly xero?: InvoiceXero;
  readonly history: readonly HistoryEntry[];
  readonly revision: number;
};

/** The last that is known of its email: what a clerk must know of a bounce is not hidden by an upload. */
export const lastNewsOf = ({ history }: Pick<Invoice, 'history'>): HistoryEntry | undefined =>
  history.findLast(({ event }) => event !== 'xero');

/** `2026-11_<customer>`: how the API names an invoice. One customer has one a month. */
export const invoiceIdOf = ({ month, customerId }: Pick<Invoice, 'month' | 'customerId'>): string => `${month}_${customerId}`;

/** Everything that is printed: what the PDF and the CSV are made from. */
export type InvoiceDocument = {
  readonly kind: InvoiceKind;
  readonly number: string;
  readonly company: Company;
  readonly logo?: Logo;
  readonly layout: Layout;
  readonly buyer: Buyer;
  readonly currency: string;
  readonly date: Day;
  readonly dueDate?: Day;
  readonly lines: readonly Line[];
  readonly subtotal: Cents;
  readonly tax: Cents;
  readonly total: Cents;
};

/** What stands at the head of the document. The words are the tax office's: a "Tax Invoice" only from a registered seller. */
export function titleOf({ kind, company }: Pick<InvoiceDocument, 'kind' | 'company'>): 'Tax Invoice' | 'Invoice' | 'Adjustment Note' {
  if (kind === 'creditNote') return 'Adjustment Note';
  return company.registeredForTax ? 'Tax Invoice' : 'Invoice';
}

/** The invoices that a document's lines correct, each once, in the order of the lines. */
export function adjustedNumbers(lines: readonly Line[]): string[] {
  return [...new Set(lines.flatMap(({ adjusts }) => (adjusts ? [adjusts.number] : [])))];
}

/** Why a credit note is given, in one sentence. */
export function reasonOf(lines: readonly Line[]): string {
  const adjusted = adjustedNumbers(lines);
  if (adjusted.length > 0) return 'Adjusts services that changed after they were billed';
  return 'Credits given exceed what is billed this month';
}
