import { type Decimal4, extend } from '../../domain/money.ts';
import { invalid } from '../../domain/problem.ts';

/** 999,999,999.99, in cents: beyond it is a typing error, and sums of thousands of such lines are still exact. */
const LARGEST = 99_999_999_999;

/** @throws Problem `invalid` naming the price of a line that would come to an absurd amount */
export function checkAmount({ quantity, unitPrice }: { readonly quantity: Decimal4; readonly unitPrice: Decimal4 }): void {
  // Floating point is exact enough to tell what is far too large; what passes is then extended exactly.
  const roughly = (Math.abs(unitPrice) / 10_000) * (quantity / 10_000) * 100;
  if (roughly > LARGEST * 2 || Math.abs(extend(unitPrice, quantity)) > LARGEST) {
    throw invalid('unitPrice', 'times the quantity must be at most 999,999,999.99');
  }
}
