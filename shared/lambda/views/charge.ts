import * as z from 'zod/mini';
import { type Charge, chargeStatus } from '../../domain/customer.ts';
import { Problem } from '../../domain/problem.ts';
import { priced, pricedBody, pricedView, viewPriced } from './priced.ts';

export const chargeBody = z.strictObject(pricedBody);
export type ChargeBody = z.output<typeof chargeBody>;

export const chargeView = z.object({
  chargeId: z.string(),
  ...pricedView,
  status: z.enum(['not yet invoiced', 'invoiced', 'disabled']),
  number: z.nullable(z.string()),
  invoiceId: z.nullable(z.string()),
});

export function viewCharge(charge: Charge, currency: string): z.output<typeof chargeView> {
  const { chargeId, number, invoiceId } = charge;
  return { chargeId, ...viewPriced(charge, currency), status: chargeStatus(charge), number: number ?? null, invoiceId: invoiceId ?? null };
}

/** @throws Problem `invalid` */
export function chargeFrom(body: ChargeBody, ids: Pick<Charge, 'chargeId' | 'customerId' | 'revision'>): Charge {
  return { ...priced(body), ...ids };
}

/** @throws Problem `conflict` for one that is on an invoice: that invoice stands, and a charge with the opposite price takes it back */
export function checkNotInvoiced({ number }: Charge): void {
  if (number)
    throw new Problem(
      'conflict',
      `This charge is on ${number} and can no longer be changed: add one with the opposite price to take it back`,
    );
}
