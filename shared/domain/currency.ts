import { type Cents, type Decimal4, decimalText, toReadable } from './money.ts';

/** Codes that begin with X are no nation's: metals, tests, "no currency". These are money all the same. */
const SHARED_BY_NATIONS = new Set(['XCD', 'XCG']);

const known = new Map<string, boolean>();
const symbols = new Map<string, string>();

/**
 * Whether amounts in this ISO 4217 currency have exactly two decimals. All totals are whole cents, so no other currency can be billed:
 * yen would come out a hundredfold, dinars cut to the cent.
 */
export function isTwoDecimalCurrency(code: string): boolean {
  const answer = known.get(code) ?? hasTwoDecimals(code);
  known.set(code, answer);
  return answer;
}

function hasTwoDecimals(code: string): boolean {
  if (!Intl.supportedValuesOf('currency').includes(code)) return false;
  if (code.startsWith('X') && !SHARED_BY_NATIONS.has(code)) return false;
  return new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions().maximumFractionDigits === 2;
}

/** `$`, `€`, `zł`; the code itself where the currency has no sign of its own, or is none. */
export function symbolOf(code: string): string {
  const symbol = symbols.get(code) ?? narrowSymbol(code);
  symbols.set(code, symbol);
  return symbol;
}

function narrowSymbol(code: string): string {
  if (!/^[A-Z]{3}$/.test(code)) return code;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: code, currencyDisplay: 'narrowSymbol' });
  return format.formatToParts(0).find(({ type }) => type === 'currency')?.value ?? code;
}

/** `$1,234.50`, `-$55.00`, `zł 10.00`: an amount for people to read, where the currency is to be seen with it. */
export const moneyText = (amount: Cents, currency: string): string => signed(toReadable(amount), currency);

/** `$0.0825`, `$1,200.00`: a unit price, with as many places as it has. */
export const priceText = (price: Decimal4, currency: string): string =>
  signed(decimalText(price, 2).replace(/\B(?=(\d{3})+\.)/g, ','), currency);

function signed(readable: string, currency: string): string {
  const symbol = symbolOf(currency);
  const space = /\p{L}$/u.test(symbol) ? ' ' : '';
  return readable.startsWith('-') ? `-${symbol}${space}${readable.slice(1)}` : `${symbol}${space}${readable}`;
}
