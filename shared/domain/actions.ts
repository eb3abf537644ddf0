import type { Account } from './account.ts';
import type { Customer } from './customer.ts';
import type { Invoice } from './invoice.ts';
import { accepts, SHOWN_AS } from './lifecycle.ts';
import { monthAt } from './month.ts';
import { recipientsOf } from './recipients.ts';

/** Whether something may be done to an invoice now, and if not, why. */
export type Allowed = { readonly allowed: true } | { readonly allowed: false; readonly reason: string };
export type Action = 'cancel' | 'send' | 'repair' | 'pdf' | 'csv' | 'upload' | 'openInXero';
export type Actions = Readonly<Record<Action, Allowed>>;

/** What the answer depends on besides the invoice itself. */
export type Surroundings = {
  readonly account: Account;
  readonly customer: Customer;
  readonly now: Date;
  /** The number of an older invoice of the customer that is parked, if one is. */
  readonly olderParked?: string;
  readonly connected: boolean;
};

const YES: Allowed = { allowed: true };
const no = (reason: string): Allowed => ({ allowed: false, reason });

export function actionsOf(invoice: Invoice, surroundings: Surroundings): Actions {
  const parked = invoice.status === 'parked';
  const document = parked ? no('It needs attention first: nothing is billed yet') : YES;
  return {
    cancel: canCancel(invoice),
    send: canSend(invoice, surroundings),
    repair: canRepair(invoice, surroundings),
    pdf: document,
    csv: document,
    upload: canUpload(invoice, surroundings),
    openInXero: no(surroundings.connected ? 'It is not in Xero yet' : 'Xero is not connected'),
  };
}

function canCancel({ status }: Invoice): Allowed {
  return accepts(status, 'cancel') ? YES : no(`Only a queued email can be cancelled; this one is “${SHOWN_AS[status]}”`);
}

function canSend(invoice: Invoice, { account, customer }: Surroundings): Allowed {
  const { status } = invoice;
  if (status === 'queued') return no('It is queued already');
  if (status === 'sending') return no('It is being sent right now');
  if (!accepts(status, 'queue')) return no('It needs attention first: repair it');
  const who = recipientsOf(customer, account.sending.bcc);
  return 'refusal' in who ? no(who.refusal) : YES;
}

function canRepair({ status }: Invoice, { olderParked }: Surroundings): Allowed {
  if (status !== 'parked') return no('Nothing is wrong with it');
  return olderParked ? no(`${olderParked} needs attention first: the oldest is repaired first`) : YES;
}

function canUpload({ month, status }: Invoice, { account, connected, now }: Surroundings): Allowed {
  if (!connected) return no('Xero is not connected');
  if (status === 'parked') return no('It needs attention first: nothing is billed yet');
  const { uploadFrom } = account.xero;
  if (uploadFrom === 'nextMonth' && month >= monthAt(now, account.billing.timeZone)) return no('It goes to Xero when its month is over');
  return YES;
}
