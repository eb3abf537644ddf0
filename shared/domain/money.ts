import { Problem } from './problem.ts';

/** Whole cents. Every total that is stored, printed or sent to Xero is one of these. */
export type Cents = number & { readonly unit: 'cents' };

/**
 * A decimal with four places, held as an integer: `1.5` is `15_000`.
 * Quantities (hours, gigabytes), unit prices ($0.0825 a minute) and tax rates need the extra places; totals never do.
 */
export type Decimal4 = number & { readonly unit: 'ten-thousandths' };

const SCALE = 10_000;

/** What turns price × quantity, each in ten-thousandths, into cents. */
const EXTENSION_SCALE = (BigInt(SCALE) * BigInt(SCALE)) / 100n;

export const ZERO = 0 as Cents;

/** One, as a quantity. */
export const ONE = SCALE as Decimal4;

/** @throws Problem `invalid` when `whole` is not an integer that a double holds exactly. */
export function cents(whole: number): Cents {
  if (!Number.isSafeInteger(whole)) throw new Problem('invalid', `${whole} is not an amount of money that can be held exactly`);
  return whole as Cents;
}

/** Reads `12`, `12.5` or `-0.0825`. More than four places is refused, never rounded away. @throws Problem `invalid` */
export function decimal4(text: string): Decimal4 {
  const match = /^(-?)(\d{1,9})(?:\.(\d{1,4}))?$/.exec(text);
  if (!match) throw new Problem('invalid', `“${text}” is not a decimal with at most nine digits before the point and four after it`);
  const [, sign, whole, fraction = ''] = match;
  const magnitude = Number(whole) * SCALE + Number(fraction.padEnd(4, '0'));
  return (sign && magnitude ? -magnitude : magnitude) as Decimal4;
}

/** `0.0825`, `12.5`, `3`: as many places as the number needs, at least `places` of them. The inverse of `decimal4`. */
export function decimalText(value: Decimal4, places = 0): string {
  const digits = String(Math.abs(value)).padStart(5, '0');
  let fraction = digits.slice(-4);
  while (fraction.length > places && fraction.endsWith('0')) fraction = fraction.slice(0, -1);
  return `${value < 0 ? '-' : ''}${digits.slice(0, -4)}${fraction ? `.${fraction}` : ''}`;
}

/** `unitPrice × quantity`, rounded once, to the cent. */
export function extend(unitPrice: Decimal4, quantity: Decimal4): Cents {
  return divideRounded(BigInt(unitPrice) * BigInt(quantity), EXTENSION_SCALE);
}

/** `unitPrice × quantity × days ÷ daysInPeriod`, exact until it is rounded once, to the cent. */
export function prorate(unitPrice: Decimal4, quantity: Decimal4, days: number, daysInPeriod: number): Cents {
  return divideRounded(BigInt(unitPrice) * BigInt(quantity) * BigInt(days), EXTENSION_SCALE * BigInt(daysInPeriod));
}

/** `rate` per cent of `amount`, rounded to the cent; 10% is `decimal4('10')`. */
export function percentOf(amount: Cents, rate: Decimal4): Cents {
  return divideRounded(BigInt(amount) * BigInt(rate), BigInt(SCALE) * 100n);
}

export function sum(amounts: readonly Cents[]): Cents {
  return cents(amounts.reduce((total, amount) => total + amount, 0));
}

export function minus(amount: Cents, less: Cents): Cents {
  return cents(amount - less);
}

/** An amount as a unit price, for a line that is written as quantity 1 at its amount. */
export function asPrice(amount: Cents): Decimal4 {
  return cents(amount * (SCALE / 100)) as number as Decimal4;
}

/** `110.00`: how an amount stands in JSON, in CSV and on paper. */
export function toDecimal(amount: Cents): string {
  const digits = String(Math.abs(amount)).padStart(3, '0');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** `1,234.50` or `-1,234.50`: for people to read, where no symbol is wanted. */
export function toReadable(amount: Cents): string {
  return toDecimal(amount).replace(/\B(?=(\d{3})+\.)/g, ',');
}

/** The only rounding in the system: half a cent goes away from zero, so that a credit mirrors its charge. */
function divideRounded(numerator: bigint, divisor: bigint): Cents {
  const magnitude = numerator < 0n ? -numerator : numerator;
  const rounded = Number((magnitude * 2n + divisor) / (divisor * 2n));
  return cents(numerator < 0n && rounded ? -rounded : rounded);
}
