import { type Cents, type Decimal4, decimalText, toDecimal } from '../../domain/money.ts';
import type { Day } from '../../domain/month.ts';

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const SIGNS: Readonly<Record<string, string>> = {
  AUD: '$',
  NZD: '$',
  USD: '$',
  CAD: '$',
  SGD: '$',
  HKD: '$',
  FJD: '$',
  EUR: '€',
  GBP: '£',
};
const GST_CURRENCIES = ['AUD', 'NZD'];

/** `$` for dollars, `CHF ` where there is no sign of one letter. */
export const signOf = (currency: string): string => SIGNS[currency] ?? `${currency} `;

/** `1,234,567.89`, from `1234567.89`. */
const grouped = (decimal: string): string => decimal.replace(/\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','));

const signed = (decimal: string, sign: string): string =>
  decimal.startsWith('-') ? `-${sign}${grouped(decimal.slice(1))}` : `${sign}${grouped(decimal)}`;

/** `-$1,234.50` */
export const moneyText = (amount: Cents, sign: string): string => signed(toDecimal(amount), sign);

/** A price, with `places` decimals. */
export const priceText = (price: Decimal4, places: number, sign: string): string => signed(decimalText(price, places), sign);

/** A quantity, with `places` decimals. */
export const quantityText = (quantity: Decimal4, places: number): string => signed(decimalText(quantity, places), '');

export const rateText = (rate: Decimal4, places: number): string => `${decimalText(rate, places)}%`;

/** How many decimals the column needs so that all of its numbers can have equally many. */
export function placesOf(values: Iterable<Decimal4>, least: number): number {
  let places = least;
  for (const value of values) while (places < 4 && value % 10 ** (4 - places) !== 0) places++;
  return places;
}

/** `1 December 2026` */
export function dateText(day: Day): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${date} ${MONTHS[(month ?? 1) - 1]} ${year}`;
}

/** `51 824 753 556` */
export const abnText = (digits: string): string => digits.replace(/^(\d{2})(\d{3})(\d{3})(\d{3})$/, '$1 $2 $3 $4');

/** `062-000` */
export const bsbText = (bsb: string): string => bsb.replace(/^(\d{3})(\d{3})$/, '$1-$2');

export const taxName = (currency: string): string => (GST_CURRENCIES.includes(currency) ? 'GST' : 'Tax');
