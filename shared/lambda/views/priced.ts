import * as z from 'zod/mini';
import type { Charge, Service } from '../../domain/customer.ts';
import { type Decimal4, decimalText, extend, ONE } from '../../domain/money.ts';
import { invalid } from '../../domain/problem.ts';
import { given } from '../given.ts';
import { decimal, line, maybe, quantity, rate } from '../schemas.ts';

/** What a charge and a service have in common: something at a price. */
export const pricedBody = {
  description: line(1000),
  /** One, where it is not given. */
  quantity: maybe(quantity),
  /** A negative price is a credit. */
  unitPrice: decimal,
  taxRate: maybe(rate),
  accountCode: maybe(line(10)),
  /** The tax rate as Xero's API and as its CSV import call it. */
  taxType: maybe(line(50)),
  taxTypeName: maybe(line(100)),
  enabled: z._default(z.boolean(), true),
};

export const pricedView = {
  customerId: z.string(),
  description: z.string(),
  quantity: z.string(),
  unitPrice: z.string(),
  currency: z.string(),
  taxRate: z.nullable(z.string()),
  accountCode: z.nullable(z.string()),
  taxType: z.nullable(z.string()),
  taxTypeName: z.nullable(z.string()),
  enabled: z.boolean(),
  revision: z.number(),
};

export function viewPriced(item: Charge | Service, currency: string) {
  const { customerId, description, unitPrice, taxRate, accountCode, taxType, taxTypeName, enabled, revision } = item;
  return {
    customerId,
    description,
    quantity: decimalText(item.quantity),
    unitPrice: decimalText(unitPrice, 2),
    currency,
    taxRate: taxRate === undefined ? null : decimalText(taxRate),
    accountCode: accountCode ?? null,
    taxType: taxType ?? null,
    taxTypeName: taxTypeName ?? null,
    enabled,
    revision,
  };
}

/** The body without what it does not say, its quantity one where it is not given. @throws Problem `invalid` */
export function priced<T extends { readonly quantity: Decimal4 | undefined; readonly unitPrice: Decimal4 }>(body: T) {
  const told = { ...given(body), quantity: body.quantity ?? ONE };
  checkAmount(told);
  return told;
}

/** 999,999,999.99, in cents: beyond it is a typing error, and sums of thousands of such lines are still exact. */
const LARGEST = 99_999_999_999;

/** @throws Problem `invalid` naming the price of a line that would come to an absurd amount */
function checkAmount({ quantity, unitPrice }: { readonly quantity: Decimal4; readonly unitPrice: Decimal4 }): void {
  // Floating point is exact enough to tell what is far too large; what passes is then extended exactly.
  const roughly = (Math.abs(unitPrice) / 10_000) * (quantity / 10_000) * 100;
  if (roughly > LARGEST * 2 || Math.abs(extend(unitPrice, quantity)) > LARGEST) {
    throw invalid('unitPrice', 'times the quantity must be at most 999,999,999.99');
  }
}
