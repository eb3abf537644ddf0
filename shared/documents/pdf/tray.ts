import type { Face, Metrics } from './face.ts';
import type { Token } from './tokens.ts';
import { type Picture, writeFont } from './trueType.ts';

/** The first character of a tray's own text; the numbers below are left to blanks and line ends, which pdfkit acts on. */
const FIRST = 0x100;

/** What pdfkit asks of a font that it embeds. */
export type TrayFont = Metrics & {
  readonly postscriptName: string;
  readonly unitsPerEm: number;
  readonly post: { readonly isFixedPitch: boolean };
  readonly head: { readonly macStyle: { readonly italic: boolean } };
  getGlyph(id: number): TrayGlyph;
  layout(text: string): { readonly glyphs: TrayGlyph[]; readonly positions: object[]; readonly advanceWidth: number };
  createSubset(): { includeGlyph(id: number): number; encode(): Uint8Array };
};

type TrayGlyph = { readonly id: number; readonly advanceWidth: number; readonly codePoints: readonly number[] };

/**
 * The part of a face that one document uses, as in a compositor's tray: each token that was put in is one glyph of the embedded font, whatever
 * it was put together from, and says exactly the text it stands for. What is drawn is named by characters that only this tray understands.
 */
export type Tray = { readonly name: string; readonly font: TrayFont; put(token: Token): string };

/**
 * One for each direction, because a reader that turns right-to-left text round must not run on into its neighbours: to it, another font
 * begins another piece of text.
 */
export function trayOf(face: Face, rightToLeft: boolean): Tray {
  const name = rightToLeft ? `${face.name}-rtl` : face.name;
  const pictures: Picture[] = [];
  const glyphs: TrayGlyph[] = [{ id: 0, advanceWidth: face.unitsPerEm, codePoints: [0] }];
  const known = new Map<string, string>();
  const glyphAt = (id: number): TrayGlyph => glyphs[id] ?? { id: 0, advanceWidth: 0, codePoints: [] };
  const font: TrayFont = {
    ...face.metrics,
    postscriptName: name,
    unitsPerEm: face.unitsPerEm,
    post: { isFixedPitch: false },
    head: { macStyle: { italic: false } },
    getGlyph: glyphAt,
    layout(text) {
      const laid = Array.from({ length: text.length }, (_, index) => glyphAt(text.charCodeAt(index) - FIRST));
      const positions = laid.map(({ advanceWidth }) => ({ xAdvance: advanceWidth, yAdvance: 0, xOffset: 0, yOffset: 0 }));
      return { glyphs: laid, positions, advanceWidth: (laid.reduce((sum, each) => sum + each.advanceWidth, 0) * 1000) / face.unitsPerEm };
    },
    createSubset: () => ({ includeGlyph: (id) => id, encode: () => writeFont(face.outlines(), pictures) }),
  };
  const put = ({ text, parts, advance }: Token): string => {
    const key = `${text}|${advance}|${parts.map(({ glyph, x, y }) => `${glyph},${x},${y}`).join(';')}`;
    const character = known.get(key);
    if (character) return character;
    const id = pictures.push({ parts, advance });
    glyphs.push({ id, advanceWidth: advance, codePoints: Array.from(text, (each) => each.codePointAt(0) ?? 0) });
    const fresh = String.fromCharCode(FIRST + id);
    known.set(key, fresh);
    return fresh;
  };
  return { name, font, put };
}
