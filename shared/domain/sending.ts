import type { Account } from './account.ts';
import { actionsOf } from './actions.ts';
import type { Customer } from './customer.ts';
import type { Invoice } from './invoice.ts';
import { queued, transition } from './invoiceLife.ts';
import { instant } from './month.ts';
import { Problem } from './problem.ts';
import { leftOutText } from './recipients.ts';
import { recipientsFrom } from './sender.ts';

export type Asker = { readonly now: Date; readonly by: string };

/**
 * The invoice, queued to go to the customer's addresses of today.
 * @throws Problem `conflict` with the reason why it cannot be sent now
 */
export function sentAgain(invoice: Invoice, account: Account, customer: Customer, { now, by }: Asker, delaySeconds: number): Invoice {
  const { send } = actionsOf(invoice, { account, customer, now, connection: undefined });
  if (!send.allowed) throw new Problem('conflict', send.reason);
  const who = recipientsFrom(account, customer);
  if ('refusal' in who) throw new Problem('conflict', who.refusal);
  const words = `Queued for ${who.recipients.to.join(', ')}${leftOutText(who.leftOut)}`;
  return queued(invoice, who.recipients, delaySeconds, { at: instant(now), words, by });
}

/** This email is not sent. The invoice itself stands. @throws Problem `conflict` unless it is queued */
export function cancelled(invoice: Invoice, { now, by }: Asker): Invoice {
  return transition(invoice, 'cancel', { at: instant(now), words: 'Cancelled before it was sent; the invoice itself stands', by });
}
