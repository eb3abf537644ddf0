import { symbolOf } from '../currency.ts';
import type { Read } from './field.ts';

/** Longer than any number a person means; what is longer is left to be refused. */
const LONGEST = 50;

/** `12.50`, `(5.00)`, `$1,234.50`, `12 AUD`: what stands before the digits, the digits, what stands behind them. */
const AMOUNT = /^(\D*?)(\.?\d(?:[\d.,'’ ]*\d)?)(\D*)$/;

/**
 * A price as people and spreadsheets write it, in the account's currency. Brackets make it negative. An amount in another currency is
 * refused: it would be billed as if it were the account's. What is no amount is left as it is, for the schema to refuse.
 */
export function price(text: string, currency: string): Read<string> {
  if (text === '') return { value: undefined };
  const [, before = '', digits = '', behind = ''] = text.length > LONGEST ? [] : (AMOUNT.exec(text.replaceAll('−', '-')) ?? []);
  const bracketed = before.includes('(') && behind.includes(')');
  const [mark, signs] = [`${before}${behind}`.replace(/[()+\s-]/g, ''), before.replace(/[^+-]/g, '')];
  const unclear = !digits || signs.length > 1 || (bracketed && signs !== '') || /[+-]/.test(behind) || (!bracketed && /[()]/.test(text));
  if (unclear) return { value: text };
  if (!isOwn(mark, currency)) return { problem: `must be an amount in ${currency}, the account’s currency` };
  const read = plain(digits);
  if ('problem' in read || (!bracketed && signs !== '-')) return read;
  return { value: `-${read.value ?? ''}` };
}

/** `AUD`, `$`, `A$` and `AU$` are all Australian dollars. */
function isOwn(mark: string, currency: string): boolean {
  const symbol = symbolOf(currency);
  const letters = mark.replace(symbol, '').toUpperCase();
  return letters === '' || letters === currency || (mark.includes(symbol) && currency.startsWith(letters));
}

/** A number of something. */
export const count = (text: string): Read<string> => (text === '' ? { value: undefined } : plain(text.replace(/^\+/, '')));

/** Per cent, with its sign or without. */
export const percent = (text: string): Read<string> => (text === '' ? { value: undefined } : plain(text.replace(/\s*%$/, '')));

/**
 * Digits without what groups the thousands. A decimal comma is refused: taken for a group's, `1,5` would be fifteen. Zeros beyond the
 * fourth place say nothing.
 */
function plain(digits: string): Read<string> {
  if (digits.length > LONGEST) return { value: digits };
  const ungrouped = /^[1-9]\d{0,2}([,'’ ])\d{3}(?:\1\d{3})*(?:\.\d+)?$/.test(digits) ? digits.replaceAll(/[,'’ ]/g, '') : digits;
  if (/^\d[\d.' ’]*,\d+$/.test(ungrouped)) {
    return { problem: `has a decimal comma: write it with a point, like ${ungrouped.replaceAll(/[.' ’]/g, '').replace(',', '.')}` };
  }
  const whole = ungrouped.startsWith('.') ? `0${ungrouped}` : ungrouped;
  return { value: /^\d+\.\d{5,}$/.test(whole) ? whole.replace(/0+$/, '').replace(/\.$/, '') : whole };
}
