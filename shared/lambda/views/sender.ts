import * as z from 'zod/mini';
import type { Account } from '../../domain/account.ts';
import { instant } from '../../domain/month.ts';
import { type Identity, senderDomain, senderState, senderStateText } from '../../domain/sender.ts';
import { MAY_TAKE, senderRecords } from '../../domain/senderRecords.ts';

const text = z.string();

export const senderView = z.object({
  domain: text,
  from: text,
  /** Invoices are sent in `verified` alone. */
  state: z.enum(['notStarted', 'pending', 'verified', 'failed']),
  stateText: text,
  /** What to add to the domain's DNS; none until it is started. */
  records: z.array(
    z.object({
      purpose: z.enum(['dkim', 'mailFrom', 'spf', 'dmarc']),
      type: z.enum(['CNAME', 'MX', 'TXT']),
      name: text,
      value: text,
      /** Of an MX record. */
      priority: z.nullable(z.number()),
      /** `unknown`: SES does not look for this one. */
      state: z.enum(['found', 'missing', 'unknown']),
      /** Whether nothing is sent without it. */
      required: z.boolean(),
      why: text,
    }),
  ),
  /** How long it may take until the records are found, in words. */
  mayTakeHours: text,
  checkedAt: text,
});

export function viewSender(account: Account, identity: Identity | undefined, now: Date): z.output<typeof senderView> {
  const state = senderState(identity, account);
  return {
    ...{ domain: senderDomain(account), from: account.sending.from, state },
    stateText: senderStateText(state, identity, account),
    records: senderRecords(account, identity).map(({ priority = null, ...record }) => ({ ...record, priority })),
    ...{ mayTakeHours: MAY_TAKE, checkedAt: instant(now) },
  };
}
