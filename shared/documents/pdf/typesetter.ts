import { type Faces, facesFor, type Weight } from '../fonts.ts';
import { measureOf, wrapPlain } from './plain.ts';
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
const EMPTY: SetLine = { width: 0, pieces: [] };

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
    const { tokens, rightToLeft } = tokensOf(text, some);
    const lines = linesOf(tokens, size, width).map((each) => setLine(each, size, trayFor));
    return rightToLeft ? flushRight(lines) : lines;
  };
  const setParagraph = (text: string, style: Style, width: number): SetLine[] =>
    isPlain(text) ? wrapPlain(text, style.size, width, measures[style.weight]) : shaped(text, style, width);
  const wrap = (text: string, style: Style, width: number): SetLine[] => {
    const shown = printable(text);
    if (shown === '') return [];
    if (!shown.includes('\n')) return setParagraph(shown, style, width);
    return shown.split('\n').flatMap((paragraph) => (paragraph === '' ? EMPTY : setParagraph(paragraph, style, width)));
  };
  const line = (text: string, style: Style): SetLine =>
    setParagraph(printable(text).replaceAll('\n', ' '), style, Number.POSITIVE_INFINITY)[0] ?? EMPTY;
  return { line, wrap, width: (text, style) => line(text, style).width };
}

/** All as wide as the widest, each beginning at its right. */
function flushRight(lines: readonly SetLine[]): SetLine[] {
  const width = Math.max(...lines.map((line) => line.width));
  return lines.map((line) => ({ width, pieces: line.pieces.map((piece) => ({ ...piece, x: piece.x + width - line.width })) }));
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
