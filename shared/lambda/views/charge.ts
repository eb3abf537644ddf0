import * as z from 'zod/mini';
import { type Charge, chargeStatus } from '../../domain/customer.ts';
import { decimalText, ONE } from '../../domain/money.ts';
import { Problem } from '../../domain/problem.ts';
import { decimal, line, maybe, quantity, rate } from '../schemas.ts';
import { checkAmount } from './amount.ts';
import { given } from './customer.ts';

export const chargeBody = z.strictObject({
  description: line(1000),
  /** One, where it is not given. */
  quantity: maybe(quantity),
  /** A negative price is a credit. */
  unitPrice: decimal,
  taxRate: maybe(rate),
  accountCode: maybe(line(10)),
  enabled: z._default(z.boolean(), true),
});
export type ChargeBody = z.output<typeof chargeBody>;

export const chargeView = z.object({
  chargeId: z.string(),
  customerId: z.string(),
  description: z.string(),
  quantity: z.string(),
  unitPrice: z.string(),
  currency: z.string(),
  taxRate: z.nullable(z.string()),
  accountCode: z.nullable(z.string()),
  enabled: z.boolean(),
  status: z.enum(['not yet invoiced', 'invoiced', 'disabled']),
  number: z.nullable(z.string()),
  invoiceId: z.nullable(z.string()),
  revision: z.number(),
});

export function viewCharge(charge: Charge, currency: string): z.output<typeof chargeView> {
  const { chargeId, customerId, description, unitPrice, taxRate, accountCode, enabled, number, invoiceId, revision } = charge;
  return {
    chargeId,
    customerId,
    description,
    quantity: decimalText(charge.quantity),
    unitPrice: decimalText(unitPrice, 2),
    currency,
    taxRate: taxRate === undefined ? null : decimalText(taxRate),
    accountCode: accountCode ?? null,
    enabled,
    status: chargeStatus(charge),
    number: number ?? null,
    invoiceId: invoiceId ?? null,
    revision,
  };
}

/** @throws Problem `invalid` */
export function chargeFrom(body: ChargeBody, ids: Pick<Charge, 'chargeId' | 'customerId' | 'revision'>): Charge {
  const charge = { ...given(body), quantity: body.quantity ?? ONE };
  checkAmount(charge);
  return { ...charge, ...ids };
}

/** @throws Problem `conflict` for one that is on an invoice: that invoice stands, and a charge with the opposite price takes it back */
export function checkNotInvoiced({ number }: Charge): void {
  if (number)
    throw new Problem(
      'conflict',
      `This charge is on ${number} and can no longer be changed: add one with the opposite price to take it back`,
    );
}
