import { type Invoice, type InvoiceKind, invoiceIdOf, lastNewsOf } from './invoice.ts';
import { STATUSES, type Status } from './lifecycle.ts';
import { isPrevious } from './lists.ts';
import { type Cents, cents } from './money.ts';
import type { XeroState } from './xero/upload.ts';

export type Tally = { readonly count: number; readonly subtotal: Cents; readonly tax: Cents; readonly total: Cents };

/** What needs a person, in the order in which to look at it. An invoice may stand under two of them. */
export const TROUBLES = ['bounced', 'complained', 'delayed', 'failed', 'unconfirmed', 'parked', 'noAddress', 'notInXero'] as const;
export type Trouble = (typeof TROUBLES)[number];

/** One invoice of the month, with the last thing that is known of it. */
export type Mention = {
  readonly invoiceId: string;
  readonly number: string;
  readonly customerId: string;
  readonly name: string;
  readonly status: Status;
  readonly total: Cents;
  readonly words: string;
};

export type Summary = Tally & {
  /** `previous`: how many of them stand in the list of what was sent. */
  readonly byStatus: readonly (Tally & { readonly status: Status; readonly previous: number })[];
  readonly byKind: readonly (Tally & { readonly kind: InvoiceKind })[];
  /** Trouble first; only kinds that there are. */
  readonly trouble: readonly { readonly kind: Trouble; readonly invoices: readonly Mention[] }[];
  /** Nothing in the history of any attempt says that it arrived. */
  readonly notReceived: readonly Mention[];
  /** Where they stand with Xero. Parked ones are nowhere yet. */
  readonly xero: { readonly uploaded: number; readonly waiting: number; readonly failed: number; readonly notUploaded: number };
};

/**
 * Whether the customer has it, by the news of all attempts. A delivery that moved no status (of an older attempt, or after another address
 * had bounced) stands in the history as a note; one that names nobody but today's copies is not the customer's.
 */
export const hasArrived = ({ history, recipients }: Pick<Invoice, 'history' | 'recipients'>): boolean => {
  const copies = new Set([...recipients.cc, ...recipients.bcc].map((address) => address.toLowerCase()));
  return history.some(
    ({ event, key }) => event === 'deliver' || (event === 'note' && deliveredTo(key).some((address) => !copies.has(address))),
  );
};

/** Whom a delivery's key names: `delivery <message> <instant> <address> …`, as the event's reader makes it. */
function deliveredTo(key = ''): string[] {
  const [kind, , , ...addresses] = key.toLowerCase().split(' ');
  return kind === 'delivery' ? addresses : [];
}

/**
 * Adds up a month from the headers themselves, so that it cannot drift from them. `unreachable` says for a customer that cannot be written
 * to, why.
 */
export function summaryOf(invoices: readonly Invoice[], unreachable: ReadonlyMap<string, string>): Summary {
  const missing = invoices.filter((invoice) => !hasArrived(invoice));
  return {
    ...tallyOf(invoices),
    byStatus: STATUSES.flatMap((status) => {
      const those = invoices.filter((invoice) => invoice.status === status);
      return those.length > 0 ? [{ status, ...tallyOf(those), previous: those.filter(isPrevious).length }] : [];
    }),
    byKind: (['invoice', 'creditNote'] as const).flatMap((kind) => {
      const those = invoices.filter((invoice) => invoice.kind === kind);
      return those.length > 0 ? [{ kind, ...tallyOf(those) }] : [];
    }),
    trouble: TROUBLES.flatMap((kind) => {
      const mentions = mentionsOf(kind, invoices, missing, unreachable);
      return mentions.length > 0 ? [{ kind, invoices: mentions }] : [];
    }),
    notReceived: missing.map((invoice) => mention(invoice)),
    xero: xeroTally(invoices),
  };
}

export function tallyOf(invoices: readonly Pick<Invoice, 'subtotal' | 'tax' | 'total'>[]): Tally {
  const so = { subtotal: 0, tax: 0, total: 0 };
  for (const { subtotal, tax, total } of invoices) {
    so.subtotal += subtotal;
    so.tax += tax;
    so.total += total;
  }
  return { count: invoices.length, subtotal: cents(so.subtotal), tax: cents(so.tax), total: cents(so.total) };
}

function mentionsOf(kind: Trouble, invoices: readonly Invoice[], missing: readonly Invoice[], unreachable: ReadonlyMap<string, string>) {
  if (kind === 'noAddress') return withoutAddress(missing, unreachable);
  return kind === 'notInXero' ? refusedByXero(invoices) : ofStatus(invoices, kind);
}

const refusedByXero = (invoices: readonly Invoice[]): Mention[] =>
  invoices.flatMap((invoice) =>
    invoice.xero?.state === 'failed' && !invoice.xero.enteredByHand
      ? [mention(invoice, `${invoice.xero.words}. ${invoice.xero.advice}`)]
      : [],
  );

function xeroTally(invoices: readonly Invoice[]): Summary['xero'] {
  const billed = invoices.filter(({ status }) => status !== 'parked');
  // What a person entered there by hand is neither ours, nor in trouble.
  const ours = billed.filter(({ xero }) => !xero?.enteredByHand);
  const of = (...states: readonly XeroState[]) => ours.filter(({ xero }) => xero && states.includes(xero.state)).length;
  const [uploaded, waiting, failed] = [of('uploaded'), of('waiting', 'sending', 'unknown'), of('failed')];
  return { uploaded, waiting, failed, notUploaded: billed.length - uploaded };
}

const ofStatus = (invoices: readonly Invoice[], status: Status): Mention[] =>
  invoices.filter((invoice) => invoice.status === status).map((invoice) => mention(invoice));

function withoutAddress(missing: readonly Invoice[], unreachable: ReadonlyMap<string, string>): Mention[] {
  return missing.flatMap((invoice) => {
    const why = unreachable.get(invoice.customerId);
    return why ? [mention(invoice, why)] : [];
  });
}

function mention(invoice: Invoice, words = invoice.parked ?? lastNewsOf(invoice)?.words ?? ''): Mention {
  const { number, customerId, status, total, buyer } = invoice;
  return { invoiceId: invoiceIdOf(invoice), number, customerId, name: buyer.name, status, total, words };
}
