import type { Line } from './invoice.ts';
import { type Cents, toReadable } from './money.ts';

/** What a finished entry claims, as it would be frozen. */
export type Claimed = { readonly lines: readonly Line[]; readonly subtotal: Cents; readonly tax: Cents; readonly total: Cents };

/** More than this many times the largest of the last three totals is absurd … */
export const ABSURD_TIMES = 5;
/** … if it is also this much above it, in cents. */
export const ABSURD_ABOVE = 50_000;
/** A customer with fewer invoices than this has no history to be measured by. */
export const HISTORY_NEEDED = 3;

/**
 * What is wrong with an entry's arithmetic, or nothing. Written apart from the code that made the entry, and by another way of
 * calculating, so that one mistake does not excuse the other.
 */
export function arithmeticFault({ lines, subtotal, tax, total }: Claimed): string | undefined {
  for (const [index, line] of lines.entries()) {
    const where = `line ${index + 1} (“${line.description.slice(0, 60)}”)`;
    if (![line.quantity, line.unitPrice, line.amount, line.tax, line.taxRate].every(Number.isSafeInteger)) {
      return `${where} has an amount that is not a whole number`;
    }
    if (line.quantity <= 0) return `${where} has a quantity that is not above 0`;
    if (!isNearest(line.amount, BigInt(line.quantity) * BigInt(line.unitPrice), 1_000_000n)) return `${where} is not quantity × unit price`;
    if (!isNearest(line.tax, BigInt(line.amount) * BigInt(line.taxRate), 1_000_000n)) return `${where} has the wrong tax`;
  }
  const added = lines.reduce((so, line) => ({ amount: so.amount + line.amount, tax: so.tax + line.tax }), { amount: 0, tax: 0 });
  if (added.amount !== subtotal) return `the lines add up to ${added.amount} cents, the subtotal says ${subtotal}`;
  if (added.tax !== tax) return `the taxes of the lines add up to ${added.tax} cents, the invoice says ${tax}`;
  if (subtotal + tax !== total || !Number.isSafeInteger(total)) return 'subtotal and tax do not add up to the total';
  return undefined;
}

/** Whether `rounded` is the integer nearest to `exact ÷ divisor`: no further than half a step, and at exactly half, away from zero. */
function isNearest(rounded: number, exact: bigint, divisor: bigint): boolean {
  const off = (BigInt(rounded) * divisor - exact) * 2n;
  if (off === 0n) return true;
  const outward = exact < 0n ? -off : off;
  return outward > -divisor && outward <= divisor;
}

/** Why a total is too large to go out without a person's word, given the customer's last totals; nothing when it is not. */
export function absurdity(total: Cents, recentTotals: readonly Cents[], currency: string): string | undefined {
  const recent = recentTotals.slice(-HISTORY_NEEDED);
  if (recent.length < HISTORY_NEEDED) return undefined;
  const largest = Math.max(...recent) as Cents;
  if (total <= largest * ABSURD_TIMES || total <= largest + ABSURD_ABOVE) return undefined;
  return (
    `the total of ${currency} ${toReadable(total)} is more than ${ABSURD_TIMES} times the largest of the last ${HISTORY_NEEDED} ` +
    `(${currency} ${toReadable(largest)}). If it is right, confirm it when you repair the invoice`
  );
}
