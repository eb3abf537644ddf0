import type { Day } from '../domain/month.ts';
import { cut, oneLine } from '../domain/oneLine.ts';

/**
 * What makes a spreadsheet run a cell as a formula: these first, even after characters that are not seen; and in every other width and
 * height, as which some programs take them. Papa's own `escapeFormulae` is no use here, because it turns negative amounts into text as well.
 */
const RUNS = /^[\s\p{Cf}\p{M}\u115f\u1160\u2800\u3164\uffa0]*[=+\-@＝＋－＠﹦﹢﹣﹫⁼⁺⁻₌₊₋−﬩]|^[\t\r\n]/u;

/** Control characters, halves of characters and marks that turn the direction of writing: most descriptions have none. */
const ODD = /[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u;

/** Xero's limits, in UTF-16 units. */
const DESCRIPTION_LIMIT = 4000;
const CONTACT_LIMIT = 255;

/** An apostrophe first makes it text to every spreadsheet. Only text comes here: an amount below zero stays a number. */
const guarded = (text: string): string => (RUNS.test(text) ? `'${text}` : text);

/** Text of one line, at most `limit` long. */
export const cell = (text: string, limit: number): string => cut(guarded(oneLine(text)), limit);

/** Xero refuses contacts with `<` or `>`, or with space at the end, which cutting may have brought there. It knows one by its exact name. */
export const contactCell = (name: string): string => oneLine(cell(name.replace(/[<>]/g, ' '), CONTACT_LIMIT));

/** Keeps its line breaks, as LF. Xero refuses a line without one. */
export function descriptionCell(text: string): string {
  const plain = ODD.test(text) ? withoutOddities(text) : text;
  return plain.trim() ? cut(guarded(plain), DESCRIPTION_LIMIT) : 'No description';
}

function withoutOddities(text: string): string {
  const breaks = text.toWellFormed().replace(/\r\n?/g, '\n');
  return breaks.replace(/(?![\n\t])\p{Cc}|[\u202A-\u202E\u2066-\u2069]/gu, '');
}

/** A wrong order is swapped by Xero in silence while the day is 12 or less, so it is the account's setting. */
export function dateCell(day: Day, order: 'DMY' | 'MDY'): string {
  const [year, month, date] = day.split('-');
  return order === 'DMY' ? `${date}/${month}/${year}` : `${month}/${date}/${year}`;
}
