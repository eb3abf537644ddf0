import type { Account } from './account.ts';
import type { Customer } from './customer.ts';
import type { HistoryEntry, Invoice, Recipients } from './invoice.ts';
import { queued, transition } from './invoiceLife.ts';
import type { Status } from './lifecycle.ts';
import { type Instant, later } from './month.ts';
import { leftOutText } from './recipients.ts';
import { recipientsFrom } from './sender.ts';

/** What an invoice is born with, frozen in its plan. */
type Birth = Pick<Invoice, 'status' | 'attempt' | 'recipients' | 'history'>;

const NOBODY: Recipients = { to: [], cc: [], bcc: [] };

/**
 * Auto Invoice on ⇒ queued, or failed where nobody can write or be written to; off ⇒ not sent.
 * The customer's own setting goes before the account's.
 */
export function birthOf(customer: Customer, account: Account, at: Instant): Birth {
  const { sending } = account;
  const born = (status: Status, words: string): Birth => {
    const history: HistoryEntry[] = [{ at, event: 'born', status, attempt: 0, words }];
    return { status, attempt: 0, recipients: NOBODY, history };
  };
  if (!(customer.autoInvoice ?? sending.autoInvoice)) return born('draft', 'Made; Auto Invoice is off, so it waits to be sent');
  const who = recipientsFrom(account, customer);
  if ('refusal' in who) return born('failed', `Made, but not sent: ${who.refusal}`);
  return { ...born('queued', `Made and queued${leftOutText(who.leftOut)}`), attempt: 1, recipients: who.recipients };
}

/**
 * The header as executing writes it. Its times are of the writing, not of the planning: an email that is queued late must not count as
 * overdue at once.
 */
export function bornAt(invoice: Invoice, at: Instant, delaySeconds: number): Invoice {
  const history = invoice.history.map((entry) => ({ ...entry, at, attempt: invoice.attempt }));
  if (invoice.status !== 'queued') return { ...invoice, history };
  return { ...invoice, history, queuedAt: at, dueAt: later(at, delaySeconds * 1000) };
}

/**
 * The parked header `before`, executed as its repair planned it: what `planned` bills, under the number and history it has, and sent if
 * Auto Invoice says so.
 */
export function repairedAt(before: Invoice, planned: Invoice, at: Instant, delaySeconds: number, by?: string): Invoice {
  const who = by ? { by } : {};
  // Its due date goes with it: a credit note has none, and an invoice brings its own.
  const {
    parked: _,
    repair: __,
    dueDate: _parkedDue,
    ...rest
  } = transition(before, 'repair', { at, words: `Repaired: ${planned.number} is made now`, ...who });
  const { status, attempt: ___, history: ____, recipients, revision: _____, ...billed } = planned;
  const repaired: Invoice = { ...rest, ...billed, revision: before.revision };
  if (status === 'draft') return repaired;
  const born = planned.history[0]?.words;
  const sent = queued(repaired, recipients, delaySeconds, { at, words: status === 'queued' && born ? born : 'Queued', ...who });
  if (status === 'queued') return sent;
  return transition(sent, 'refuse', { at, words: born ?? 'Not sent: nobody can be written to' });
}
