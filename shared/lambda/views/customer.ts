import * as z from 'zod/mini';
import type { Account } from '../../domain/account.ts';
import type { Customer } from '../../domain/customer.ts';
import { addressesInUse } from '../../domain/flagging.ts';
import { invalid, Problem } from '../../domain/problem.ts';
import { RECIPIENTS_LIMIT, recipientsOf } from '../../domain/recipients.ts';
import { given } from '../given.ts';
import { email, id, line, maybe, prose } from '../schemas.ts';

/** What a customer is told as, whole: what is left out is cleared. */
export const customerBody = z.strictObject({
  name: line(200),
  to: z._default(z.array(email), []),
  cc: z._default(z.array(email), []),
  phone: maybe(line(50)),
  address: z._default(z.array(line(200)).check(z.maxLength(6)), []),
  reference: maybe(line(100)),
  enabled: z._default(z.boolean(), true),
  termsDays: maybe(z.int().check(z.gte(0), z.lte(365))),
  autoInvoice: maybe(z.boolean()),
  notes: maybe(prose(4000)),
  xeroContactId: maybe(id),
});
export type CustomerBody = z.output<typeof customerBody>;

export const customerView = z.object({
  customerId: z.string(),
  name: z.string(),
  to: z.array(z.string()),
  cc: z.array(z.string()),
  phone: z.nullable(z.string()),
  address: z.array(z.string()),
  reference: z.nullable(z.string()),
  enabled: z.boolean(),
  termsDays: z.nullable(z.number()),
  autoInvoice: z.nullable(z.boolean()),
  notes: z.nullable(z.string()),
  xeroContactId: z.nullable(z.string()),
  /** Addresses that are written to no more until they are corrected or cleared. */
  flags: z.array(
    z.object({ address: z.string(), reason: z.enum(['bounced', 'complained']), words: z.string(), at: z.string(), invoiceId: z.string() }),
  ),
  /** What keeps this customer's invoices from arriving, in plain words. */
  warnings: z.array(z.string()),
  removed: z.boolean(),
  revision: z.number(),
});

export function viewCustomer(customer: Customer, bcc: readonly string[]): z.output<typeof customerView> {
  const { customerId, name, to, cc, phone, address, reference, enabled, termsDays, autoInvoice, notes, xeroContactId, flags, revision } =
    customer;
  const who = recipientsOf(customer, bcc);
  return {
    customerId,
    name,
    to: [...to],
    cc: [...cc],
    phone: phone ?? null,
    address: [...address],
    reference: reference ?? null,
    enabled,
    termsDays: termsDays ?? null,
    autoInvoice: autoInvoice ?? null,
    notes: notes ?? null,
    xeroContactId: xeroContactId ?? null,
    flags: Object.entries(flags).map(([flagged, { reason, words, at, invoice }]) => ({
      address: flagged,
      reason,
      words,
      at,
      invoiceId: invoice,
    })),
    warnings: 'refusal' in who ? [who.refusal] : who.leftOut.map(({ address: out, reason }) => `${out} is left out: ${reason}`),
    removed: Boolean(customer.removed),
    revision,
  };
}

/**
 * The customer as the body tells it. A flag lasts only while its address is in use: changing the address lifts it.
 * @throws Problem `invalid` naming an address that stands twice, or too many of them
 */
export function customerFrom(
  body: CustomerBody,
  before: Pick<Customer, 'customerId' | 'flags' | 'revision' | 'xeroContactId' | 'xeroOrganisationId'>,
  { sending }: Account,
): Customer {
  checkAddresses(body, sending.bcc);
  const inUse = addressesInUse(body, sending.bcc);
  const flags = Object.fromEntries(Object.entries(before.flags).filter(([address]) => inUse.has(address)));
  const { customerId, revision, xeroOrganisationId } = before;
  const sameContact = xeroOrganisationId !== undefined && body.xeroContactId === before.xeroContactId;
  return { ...given(body), customerId, flags, ...(sameContact ? { xeroOrganisationId } : {}), revision };
}

function checkAddresses({ to, cc }: CustomerBody, bcc: readonly string[]): void {
  const seen = new Set<string>();
  for (const [field, addresses] of Object.entries({ to, cc })) {
    for (const [index, address] of addresses.entries()) {
      if (seen.has(address.toLowerCase())) throw invalid(`${field}[${index}]`, `${address} stands twice`);
      seen.add(address.toLowerCase());
    }
  }
  if (to.length + cc.length + bcc.length <= RECIPIENTS_LIMIT) return;
  throw invalid('to', `an email has at most ${RECIPIENTS_LIMIT} addresses, to, cc and the account's BCC together`);
}

/** @throws Problem `conflict` for a removed one, which is only read */
export function checkNotRemoved({ removed }: Pick<Customer, 'removed'>): void {
  if (removed) throw new Problem('conflict', 'This customer was removed: it can be read, not changed');
}
