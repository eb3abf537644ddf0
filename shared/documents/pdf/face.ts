import { type Outlines, readOutlines } from './trueType.ts';

/** A part of a picture of text: a glyph of the font, moved, in font units. */
export type Part = { readonly glyph: number; readonly x: number; readonly y: number };

/** A glyph as shaping placed it. */
export type Placed = {
  readonly part: Part;
  /** In font units. */
  readonly advance: number;
  /** How many of the given code points it stands for: 0 for what a letter was taken apart into, more than 1 for a ligature. */
  readonly stands: number;
};

/** A font file, parsed. */
export type Face = {
  readonly name: string;
  readonly unitsPerEm: number;
  /** Letters bear on their neighbours: a word is shaped whole. */
  readonly joined: boolean;
  /** Has pictures rather than letters. */
  readonly pictures: boolean;
  /** Drawn twice, a little apart, for want of a bold. */
  readonly thicken: boolean;
  readonly metrics: Metrics;
  has(code: number): boolean;
  /** In the order of the text, whichever way it runs; `x` is from the start of each glyph's own place. */
  shape(text: string, rightToLeft: boolean): Placed[];
  readonly outlines: () => Outlines;
};

export type Metrics = {
  readonly ascent: number;
  readonly descent: number;
  readonly xHeight: number;
  readonly capHeight: number;
  readonly lineGap: number;
  readonly bbox: { readonly minX: number; readonly minY: number; readonly maxX: number; readonly maxY: number };
  readonly italicAngle: number;
};

type Glyph = { readonly id: number; readonly codePoints: readonly number[] };
type Position = { readonly xAdvance: number; readonly xOffset: number; readonly yOffset: number };

/** What we use of fontkit's font, which react-pdf parses for us. */
type Parsed = Metrics & {
  readonly unitsPerEm: number;
  getGlyph(id: number, codePoints?: number[]): object;
  hasGlyphForCodePoint(code: number): boolean;
  glyphForCodePoint(code: number): Glyph & { readonly advanceWidth: number };
  layout(
    text: string,
    features: Readonly<Record<string, boolean>>,
    script: undefined,
    language: undefined,
    direction: 'ltr' | 'rtl',
  ): { readonly glyphs: readonly Glyph[]; readonly positions: readonly Position[] };
};

type Source = Pick<Face, 'name' | 'joined' | 'pictures' | 'thicken'> & {
  readonly parsed: unknown;
  readonly bytes: () => Uint8Array;
};

export function faceOf({ parsed, bytes, ...kind }: Source): Face {
  const font = withOwnCodePoints(parsed as Parsed);
  const { unitsPerEm, ascent, descent, xHeight, capHeight, lineGap, bbox, italicAngle } = font;
  let outlines: Outlines | undefined;
  return {
    ...kind,
    unitsPerEm,
    metrics: { ascent, descent, xHeight, capHeight, lineGap, bbox, italicAngle },
    has: (code) => font.hasGlyphForCodePoint(code),
    shape: (text, rightToLeft) => shape(font, text, rightToLeft),
    outlines: () => {
      outlines ??= readOutlines(bytes());
      return outlines;
    },
  };
}

/**
 * fontkit keeps each glyph with the characters that it was first used for, so that a glyph which two characters share would answer
 * according to what was printed before. Here every use has its own.
 */
function withOwnCodePoints(font: Parsed): Parsed {
  if (Object.hasOwn(font, 'getGlyph')) return font;
  const kept = font.getGlyph.bind(font);
  font.getGlyph = (id, codePoints = []) => {
    const isLigature = codePoints.length > 1;
    return Object.create(kept(id), { codePoints: { value: codePoints }, isLigature: { value: isLigature } });
  };
  return font;
}

const FEATURES = { liga: false, dlig: false };

function shape(font: Parsed, text: string, rightToLeft: boolean): Placed[] {
  const placed = shapedByTables(font, text, rightToLeft) ?? oneByOne(font, text);
  const stands = placed.reduce((sum, each) => sum + each.stands, 0);
  return stands === Array.from(text).length ? placed : oneStandsForAll(placed, text);
}

/** Undefined: the shaper gave up on this text, which only happens with letters in an order that no language has. */
function shapedByTables(font: Parsed, text: string, rightToLeft: boolean): Placed[] | undefined {
  try {
    const { glyphs, positions } = font.layout(text, FEATURES, undefined, undefined, rightToLeft ? 'rtl' : 'ltr');
    const placed = glyphs.map((glyph, index): Placed => {
      const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[index] ?? {};
      return { part: { glyph: glyph.id, x: xOffset, y: yOffset }, advance: xAdvance, stands: glyph.codePoints.length };
    });
    return rightToLeft ? placed.reverse() : placed;
  } catch {
    return undefined;
  }
}

function oneByOne(font: Parsed, text: string): Placed[] {
  return Array.from(text, (character) => {
    const { id, advanceWidth } = font.glyphForCodePoint(character.codePointAt(0) ?? 0);
    return { part: { glyph: id, x: 0, y: 0 }, advance: advanceWidth, stands: 1 };
  });
}

/** The shaper's account of what stands for what does not add up, so the first glyph is said to stand for the whole text. */
function oneStandsForAll(placed: readonly Placed[], text: string): Placed[] {
  return placed.map((each, index) => ({ ...each, stands: index === 0 ? Array.from(text).length : 0 }));
}
