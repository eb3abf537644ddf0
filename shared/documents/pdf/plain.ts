import { Font } from '@react-pdf/renderer';
import type { Weight } from '../fonts.ts';
import type { SetLine } from './setLine.ts';

/** Helvetica's widths, in thousandths of the size. */
export type Measure = {
  /** From the start of a character to the start of the next, kerning left out. */
  advance(code: number): number;
  /** What is added between two characters that stand side by side. */
  kern(code: number, next: number): number;
};

type Encoding = { encode(text: string): [string[], { readonly advanceWidth: number; readonly xAdvance: number }[]] };

const measures = new Map<Weight, Promise<Measure>>();

export function measureOf(weight: Weight): Promise<Measure> {
  const known = measures.get(weight) ?? readMeasure(weight);
  measures.set(weight, known);
  return known;
}

/** No pair of characters stands so far apart. */
const UNKNOWN = 0x7fff;

async function readMeasure(weight: Weight): Promise<Measure> {
  // The hyphenator would keep every word it ever saw.
  Font.registerHyphenationCallback((word) => [word]);
  const descriptor = { fontFamily: 'Helvetica', fontWeight: weight === 'bold' ? 700 : 400 };
  await Font.load(descriptor);
  const font = Font.getFont(descriptor).data as unknown as Encoding;
  const advances: number[] = [];
  const kerns = new Int16Array(256 * 256).fill(UNKNOWN);
  const readAdvance = (code: number): number => {
    const fresh = font.encode(String.fromCharCode(code))[1][0]?.advanceWidth ?? 0;
    advances[code] = fresh;
    return fresh;
  };
  const readKern = (code: number, next: number): number => {
    const [position] = font.encode(String.fromCharCode(code, next))[1];
    const fresh = position ? position.xAdvance - position.advanceWidth : 0;
    kerns[code * 256 + next] = fresh;
    return fresh;
  };
  return {
    advance: (code) => advances[code] ?? readAdvance(code),
    kern(code, next) {
      // Quotation marks and dashes beyond Latin-1 are kerned by a hair, if at all.
      if (code > 255 || next > 255) return 0;
      const known = kerns[code * 256 + next] ?? 0;
      return known === UNKNOWN ? readKern(code, next) : known;
    },
  };
}

const BLANK = 0x20;

/**
 * Plain text in lines no wider than `width` points, broken at its blanks, or anywhere in a word that is wider than a line.
 * In one pass: of everything that is done to an invoice, measuring its texts costs most.
 */
export function wrapPlain(text: string, size: number, width: number, measure: Measure): SetLine[] {
  const most = (width * 1000) / size;
  const lines: SetLine[] = [];
  const add = (from: number, to: number, wide: number) =>
    lines.push({ width: (wide * size) / 1000, pieces: [{ text: text.slice(from, to), x: 0 }] });
  let [start, used, code] = [0, 0, 0];
  // Of the last blank: where it stands, the line's width before it, and after it.
  let [blank, before, after] = [-1, 0, 0];
  for (let index = 0; index < text.length; index++) {
    const next = text.charCodeAt(index);
    if (index > start) used += measure.kern(code, next);
    code = next;
    const own = measure.advance(code);
    if (code === BLANK) [blank, before, after] = [index, used, used + own];
    else if (used + own > most && blank > start) {
      add(start, blank, before);
      start = blank + 1;
      used -= after;
      blank = -1;
    } else if (used + own > most && index > start) {
      add(start, index, used);
      [start, used, blank] = [index, 0, -1];
    }
    used += own;
  }
  add(start, text.length, used);
  return lines;
}
