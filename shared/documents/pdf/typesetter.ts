import { Font } from '@react-pdf/renderer';
import { type Faces, facesFor, type Weight } from '../fonts.ts';
import { type SetLine, setLine, widthOf } from './setLine.ts';
import { type Token, tokensOf } from './tokens.ts';
import { type Tray, trayOf } from './tray.ts';
import { isPlain, printable } from './words.ts';

export type Style = { readonly size: number; readonly weight: Weight };

/** Sets the texts of one document. Plain text is Helvetica's; anything else is shaped with embedded fonts. */
export type Typesetter = {
  /** One line, however wide. */
  line(text: string, style: Style): SetLine;
  /** As many lines as it takes in this width; its own line ends are kept. No lines for an empty text. */
  wrap(text: string, style: Style, width: number): SetLine[];
  width(text: string, style: Style): number;
};

const WEIGHTS = ['regular', 'bold'] as const;

/** Loads the fonts that these texts need, if any needs one. Only they may be set. */
export async function typesetterFor(texts: readonly string[]): Promise<Typesetter> {
  const odd = texts.map(printable).filter((text) => !isPlain(text.replaceAll('\n', ' ')));
  const measures = { regular: await measureOf('regular'), bold: await measureOf('bold') };
  const faces = new Map<Weight, Faces>();
  if (odd.length > 0) for (const weight of WEIGHTS) faces.set(weight, await facesFor(odd, weight));
  const trays = new Map<string, Tray>();
  const trayFor = ({ face, level }: Token): Tray => {
    const key = `${face.name} ${level % 2}`;
    const tray = trays.get(key) ?? trayOf(face, level % 2 === 1);
    trays.set(key, tray);
    return tray;
  };
  const shaped = (text: string, { size, weight }: Style, width: number): SetLine[] => {
    const some = faces.get(weight);
    if (!some) throw new Error(`No font was loaded for “${text}”: the typesetter was not told of it`);
    return linesOf(tokensOf(text, some), size, width).map((tokens) => setLine(tokens, size, trayFor));
  };
  const wrap = (text: string, style: Style, width: number): SetLine[] =>
    printable(text)
      .split('\n')
      .flatMap((paragraph) => {
        if (paragraph === '') return text === '' ? [] : [{ width: 0, pieces: [] }];
        return isPlain(paragraph) ? wrapPlain(paragraph, style, width, measures[style.weight]) : shaped(paragraph, style, width);
      });
  const line = (text: string, style: Style): SetLine => {
    const flat = printable(text).replaceAll('\n', ' ');
    if (isPlain(flat)) return plainLine(flat, style, measures[style.weight]);
    return shaped(flat, style, Number.POSITIVE_INFINITY)[0] ?? { width: 0, pieces: [] };
  };
  return { line, wrap, width: (text, style) => line(text, style).width };
}

/** How far the next character stands from this one, in Helvetica of size 1: its width, and the pair's kerning. */
type Measure = (text: string, index: number) => number;

type Encoding = { encode(text: string): [string[], { readonly advanceWidth: number; readonly xAdvance: number }[]] };

const measures = new Map<Weight, Promise<Measure>>();

function measureOf(weight: Weight): Promise<Measure> {
  const known = measures.get(weight) ?? readMeasure(weight);
  measures.set(weight, known);
  return known;
}

async function readMeasure(weight: Weight): Promise<Measure> {
  // The hyphenator would keep every word it ever saw.
  Font.registerHyphenationCallback((word) => [word]);
  const descriptor = { fontFamily: 'Helvetica', fontWeight: weight === 'bold' ? 700 : 400 };
  await Font.load(descriptor);
  const font = Font.getFont(descriptor).data as unknown as Encoding;
  const widths: number[] = [];
  const kerns = new Int16Array(256 * 256).fill(UNKNOWN);
  const kern = (text: string, index: number): number => {
    const [one, next] = [text.charCodeAt(index), text.charCodeAt(index + 1)];
    if (!(one < 256 && next < 256)) return 0;
    const known = kerns[one * 256 + next] ?? UNKNOWN;
    if (known !== UNKNOWN) return known;
    const [position] = font.encode(text.slice(index, index + 2))[1];
    const fresh = position ? position.xAdvance - position.advanceWidth : 0;
    kerns[one * 256 + next] = fresh;
    return fresh;
  };
  return (text, index) => {
    const code = text.charCodeAt(index);
    widths[code] ??= font.encode(text.charAt(index))[1][0]?.advanceWidth ?? 0;
    return (widths[code] + kern(text, index)) / 1000;
  };
}

/** No pair of letters stands so far apart. */
const UNKNOWN = 0x7fff;

function plainWidth(text: string, { size }: Style, measure: Measure): number {
  let width = 0;
  for (let index = 0; index < text.length; index++) width += measure(text, index);
  return width * size;
}

function plainLine(text: string, style: Style, measure: Measure): SetLine {
  return { width: plainWidth(text, style, measure), pieces: [{ text, x: 0 }] };
}

function wrapPlain(text: string, style: Style, width: number, measure: Measure): SetLine[] {
  const whole = plainLine(text, style, measure);
  if (whole.width <= width) return [whole];
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((each) => bitesOf(each, style, width, measure))) {
    const longer = line ? `${line} ${word}` : word;
    if (line && plainWidth(longer, style, measure) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  lines.push(line);
  return lines.map((each) => plainLine(each, style, measure));
}

/** A word that is wider than a line is broken where the line ends. */
function bitesOf(word: string, style: Style, width: number, measure: Measure): string[] {
  if (plainWidth(word, style, measure) <= width) return [word];
  const bites: string[] = [];
  let bite = '';
  for (const character of word) {
    if (bite && plainWidth(bite + character, style, measure) > width) {
      bites.push(bite);
      bite = '';
    }
    bite += character;
  }
  return [...bites, bite];
}

/** Breaks tokens into lines, at the last place that allows it, or anywhere in a word that is wider than a line. */
function linesOf(tokens: readonly Token[], size: number, width: number): Token[][] {
  const lines: Token[][] = [];
  let line: Token[] = [];
  let used = 0;
  for (const token of tokens) {
    const own = widthOf(token, size);
    if (line.length > 0 && used + own > width && !token.isSpace) {
      const at = token.mayBreak ? line.length : line.findLastIndex((each) => each.mayBreak);
      const rest = at > 0 ? line.splice(at) : [];
      lines.push(line);
      line = rest;
      used = rest.reduce((sum, each) => sum + widthOf(each, size), 0);
    }
    line.push(token);
    used += own;
  }
  return [...lines, line].map(withoutOuterBlanks);
}

function withoutOuterBlanks(line: readonly Token[]): Token[] {
  const first = line.findIndex((token) => !token.isSpace);
  return first < 0 ? [] : line.slice(first, line.findLastIndex((token) => !token.isSpace) + 1);
}
