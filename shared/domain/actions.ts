import type { Account } from './account.ts';
import type { Customer } from './customer.ts';
import type { Invoice } from './invoice.ts';
import { accepts, SHOWN_AS } from './lifecycle.ts';
import { monthAt } from './month.ts';
import { recipientsFrom } from './sender.ts';
import type { Connection } from './xero/connection.ts';
import { lacksPdf } from './xero/uploadLife.ts';

/** Whether something may be done to an invoice now, and if not, why. */
export type Allowed = { readonly allowed: true; readonly link?: string } | { readonly allowed: false; readonly reason: string };
export type Action = 'cancel' | 'send' | 'repair' | 'pdf' | 'csv' | 'upload' | 'openInXero';
export type Actions = Readonly<Record<Action, Allowed>>;

/** What the answer depends on besides the invoice itself. */
export type Surroundings = {
  readonly account: Account;
  readonly customer: Customer;
  readonly now: Date;
  /** The number of an older invoice of the customer that is parked, if one is. */
  readonly olderParked?: string;
  readonly connection: Connection | undefined;
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
    openInXero: canOpenInXero(invoice, surroundings),
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
  const who = recipientsFrom(account, customer);
  return 'refusal' in who ? no(who.refusal) : YES;
}

function canRepair({ status }: Invoice, { olderParked }: Surroundings): Allowed {
  if (status !== 'parked') return no('Nothing is wrong with it');
  return olderParked ? no(`${olderParked} needs attention first: the oldest is repaired first`) : YES;
}

/** Whether it may be asked to go up now. What waits already is not asked twice. */
export function canUpload(invoice: Invoice, surroundings: Pick<Surroundings, 'account' | 'connection' | 'now'>): Allowed {
  const closed = unconnected(surroundings.connection);
  if (closed) return no(closed);
  const { month, status, xero } = invoice;
  if (status === 'parked') return no('It needs attention first: nothing is billed yet');
  const isForThisOne = xero?.organisationId === surroundings.connection?.organisation?.organisationId;
  if (xero?.state === 'uploaded') return lacksPdf(xero) && isForThisOne ? YES : no('It is in Xero already');
  if (xero?.state === 'unknown') return no('Xero has not answered: it is being looked up there');
  // One that is being sent may be in another organisation by now: it is looked after before it is asked for anew.
  if (xero?.state === 'sending' || (xero?.state === 'waiting' && isForThisOne)) return no('It is on its way to Xero');
  return isOver(month, surroundings) ? YES : no('It goes to Xero when its month is over');
}

function isOver(month: Invoice['month'], { account, now }: Pick<Surroundings, 'account' | 'now'>): boolean {
  return account.xero.uploadFrom === 'atOnce' || month < monthAt(now, account.billing.timeZone);
}

/** Why nothing can go to Xero at all. */
export function unconnected(connection: Connection | undefined): string | undefined {
  if (!connection) return 'Xero is not connected';
  if (connection.state === 'choosing') return unchosen(connection);
  return connection.state === 'expired' ? 'The link to Xero has ended: connect it again' : undefined;
}

/** What is to be chosen, or that there is nothing to choose from. */
export const unchosen = ({ offers }: Connection): string =>
  offers.length > 0 ? 'Choose the Xero organisation first' : 'Xero did not say which organisations it lets us into: connect it again';

function canOpenInXero({ xero }: Invoice, { connection }: Surroundings): Allowed {
  if (!connection) return no('Xero is not connected');
  return xero?.state === 'uploaded' && xero.link ? { allowed: true, link: xero.link } : no('It is not in Xero yet');
}
