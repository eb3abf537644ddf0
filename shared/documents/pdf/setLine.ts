import type { Token } from './tokens.ts';
import type { Tray } from './tray.ts';
import { isTurned } from './words.ts';

/** A stretch of a line that is drawn at once. */
export type Piece = {
  /** Helvetica where there is none. */
  readonly tray?: Tray;
  /** In the tray's own characters, from left to right. */
  readonly text: string;
  /** From the line's start, in points. */
  readonly x: number;
};

/** A line of text, ready to be drawn. `width` is in points. */
export type SetLine = { readonly width: number; readonly pieces: readonly Piece[] };

/** A token in its place; `x` from the line's start, in points. */
type Standing = { readonly token: Token; readonly x: number };

export type TrayFor = (token: Token) => Tray;

/** Puts tokens, given in the order of the text, into the places where they are read: numbers and foreign words each in their direction. */
export function setLine(tokens: readonly Token[], size: number, trayFor: TrayFor): SetLine {
  const standing = stand(tokens, size);
  const stretches = keepBlanks(stretchesOf(standing.line));
  const pieces = stretches.map((stretch): Piece => {
    const [first] = stretch;
    const ordered = stretch.toSorted((one, other) => one.x - other.x);
    const tray = trayFor((first as Standing).token);
    return { tray, text: ordered.map(({ token }) => tray.put(token)).join(''), x: ordered[0]?.x ?? 0 };
  });
  return { width: standing.width, pieces };
}

export const widthOf = ({ advance, face }: Token, size: number): number => (advance * size) / face.unitsPerEm;

/** Rule L2: from the highest level down to 1, every unbroken stretch of that level or above is turned round. */
function stand(tokens: readonly Token[], size: number): { line: Standing[]; width: number } {
  const order = tokens.map((_, index) => index);
  const level = (index: number) => tokens[order[index] ?? 0]?.level ?? 0;
  for (let turning = Math.max(0, ...tokens.map((token) => token.level)); turning > 0; turning--) {
    for (let from = 0; from < order.length; from++) {
      let to = from;
      while (to < order.length && level(to) >= turning) to++;
      if (to > from) order.splice(from, to - from, ...order.slice(from, to).reverse());
      from = to;
    }
  }
  const places = new Map<number, number>();
  let width = 0;
  for (const index of order) {
    const token = tokens[index];
    places.set(index, width);
    if (token) width += widthOf(token, size);
  }
  return { line: tokens.map((token, index) => ({ token, x: places.get(index) ?? 0 })), width };
}

const isRightToLeft = (token: Token): boolean => token.level % 2 === 1;

/**
 * Stretches that a reader of the file takes in one go, in the order of the text. In a right-to-left run only letters with what stands
 * between them make one; a sign at its edge stands alone, because a reader may take it for a part of what follows.
 */
function stretchesOf(line: readonly Standing[]): Standing[][] {
  const stretches: Standing[][] = [];
  for (const each of line) {
    const stretch = stretches.at(-1);
    const first = stretch?.[0]?.token;
    const { token } = each;
    const together = first && first.face === token.face && first.level === token.level;
    const turned = !isRightToLeft(token) || (isTurned(first?.text ?? '') && (isTurned(token.text) || token.isSpace));
    if (stretch && together && turned) stretch.push(each);
    else stretches.push([each]);
  }
  return stretches.flatMap(withoutLastBlanks);
}

function withoutLastBlanks(stretch: Standing[]): Standing[][] {
  const last = stretch.findLastIndex(({ token }) => !token.isSpace);
  const [first] = stretch;
  if (!first || !isRightToLeft(first.token) || last < 0 || last === stretch.length - 1) return [stretch];
  return [stretch.slice(0, last + 1), ...stretch.slice(last + 1).map((blank) => [blank])];
}

/** Readers miss a blank after which the line goes on to the left; its neighbour says it then. */
function keepBlanks(stretches: readonly Standing[][]): Standing[][] {
  const kept: Standing[][] = [];
  stretches.forEach((stretch, index) => {
    const [before, next] = [kept.at(-1), stretches[index + 1]];
    const isBlank = stretch.every(({ token }) => token.isSpace);
    const goesLeft = before?.[0] && next?.[0] && next[0].x < before[0].x;
    if (isBlank && goesLeft && before) kept[kept.length - 1] = withBlank(before);
    else kept.push(stretch);
  });
  return kept;
}

/** What a reader turns round, it turns with its blank: there the blank stands on the left on paper, to come out last. */
function withBlank(stretch: readonly Standing[]): Standing[] {
  const turned = stretch.some(({ token }) => isTurned(token.text));
  const leftmost = Math.min(...stretch.map(({ x }) => x));
  return stretch.map((each, index) => {
    const { token, x } = each;
    if (turned && x === leftmost) return { ...each, token: { ...token, text: ` ${token.text}` } };
    if (!turned && index === stretch.length - 1) return { ...each, token: { ...token, text: `${token.text} ` } };
    return each;
  });
}
