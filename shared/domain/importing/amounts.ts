import { symbolOf } from '../currency.ts';
import type { Read } from './field.ts';

/** Longer than any number a person means; what is longer is left to be refused. */
const LONGEST = 50;

/** `12.50`, `(5.00)`, `$1,234.50`, `12 AUD`, `5.00-`: what stands before the digits, the digits, what stands behind them. */
const AMOUNT = /^(\D*?)(\.?\d(?:[\d.,'’ ]*\d)?)(\D*)$/;

/**
 * A price as people and spreadsheets write it, in the account's currency. Brackets make it negative, and so does a minus behind it. An
 * amount in another currency is refused: it would be billed as if it were the account's.
 */
export function price(text: string, currency: string): Read<string> {
  if (text === '') return { value: undefined };
  const [, before = '', digits = '', behind = ''] = text.length > LONGEST ? [] : (AMOUNT.exec(text.replaceAll('−', '-')) ?? []);
  const bracketed = before.includes('(') && behind.includes(')');
  const [mark, signs] = [`${before}${behind}`.replace(/[()+\s-]/g, ''), `${before}${behind}`.replace(/[^+-]/g, '')];
  const unclear = !digits || signs.length > 1 || (bracketed && signs !== '') || behind.includes('+') || (!bracketed && /[()]/.test(text));
  if (unclear) return { problem: 'must be an amount like 12.50' };
  if (!isOwn(mark, currency)) return { problem: `must be an amount in ${currency}, the account’s currency` };
  return plain(digits, bracketed || signs === '-' ? '-' : '', 'must be an amount like 12.50');
}

/** `AUD`, `$`, `A$` and `AU$` are all Australian dollars. */
function isOwn(mark: string, currency: string): boolean {
  const symbol = symbolOf(currency);
  const letters = mark.replace(symbol, '').toUpperCase();
  return letters === '' || letters === currency || (mark.includes(symbol) && currency.startsWith(letters));
}

/** A number of something. */
export function count(text: string): Read<string> {
  if (text === '') return { value: undefined };
  if (/^[-−(].*\d|\d.*[-−]$/.test(text)) return { problem: 'must be above 0: a credit is a negative price' };
  if (/^\+?[0., ]+$/.test(text)) return { problem: 'must be above 0: leave the row out if there is none of it' };
  return plain(text.replace(/^\+/, ''), '', 'must be a number like 1 or 2.5');
}

/** Per cent, with its sign or without. */
export const percent = (text: string): Read<string> =>
  text === '' ? { value: undefined } : plain(text.replace(/\s*%$/, ''), '', 'must be per cent, like 10');

/** `1.234` is one and a bit to some and more than a thousand to others; `1.2340` is not. */
export const isUnclearAmount = (text: string): boolean => /(^|[^\d.,])[1-9]\d{0,2}\.\d{3}($|[^\d.,])/.test(text.slice(0, LONGEST));

/**
 * Digits without what groups the thousands. A decimal comma is refused: taken for a group's, `1,5` would be fifteen. Zeros beyond the
 * fourth place say nothing.
 */
function plain(digits: string, sign: '' | '-', otherwise: string): Read<string> {
  if (digits.length > LONGEST) return { problem: otherwise };
  const ungrouped = /^[1-9]\d{0,2}([,'’ ])\d{3}(?:\1\d{3})*(?:\.\d+)?$/.test(digits) ? digits.replaceAll(/[,'’ ]/g, '') : digits;
  if (/^\d[\d.' ’]*,\d+$/.test(ungrouped)) {
    const pointed = ungrouped.replaceAll(/[.' ’]/g, '').replace(',', '.');
    return { problem: `has a decimal comma: write it with a point, like ${sign}${pointed}` };
  }
  const whole = ungrouped.startsWith('.') ? `0${ungrouped}` : ungrouped;
  if (!/^\d+(\.\d+)?$/.test(whole)) return { problem: otherwise };
  const short = /\.\d{5,}$/.test(whole) ? whole.replace(/0+$/, '').replace(/\.$/, '') : whole;
  if (/^\d{10,}/.test(short)) return { problem: 'must have at most nine digits before the point' };
  return /\.\d{5,}$/.test(short) ? { problem: 'must have at most four places after the point' } : { value: `${sign}${short}` };
}
