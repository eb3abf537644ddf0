import type { Part } from './face.ts';

/** The glyphs of a TrueType file as they lie in it. */
export type Outlines = {
  readonly table: (tag: string) => Uint8Array;
  /** Empty for a glyph that draws nothing. */
  readonly glyph: (id: number) => Uint8Array;
};

export function readOutlines(bytes: Uint8Array): Outlines {
  // Not a Buffer, whose slices are no copies: what is changed in a slice below would change the font for every document after.
  const file = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const tables = new Map<string, Uint8Array>();
  for (let index = 0; index < view.getUint16(4); index++) {
    const entry = 12 + index * 16;
    const tag = String.fromCharCode(...file.subarray(entry, entry + 4));
    const offset = view.getUint32(entry + 8);
    tables.set(tag, file.subarray(offset, offset + view.getUint32(entry + 12)));
  }
  const table = (tag: string) => tables.get(tag) ?? new Uint8Array();
  const [head, loca, glyf] = [viewOf(table('head')), viewOf(table('loca')), table('glyf')];
  const long = head.getInt16(50) === 1;
  const count = loca.byteLength / (long ? 4 : 2) - 1;
  const offset = (id: number) => (long ? loca.getUint32(id * 4) : loca.getUint16(id * 2) * 2);
  return { table, glyph: (id) => (id < count ? glyf.subarray(offset(id), offset(id + 1)) : new Uint8Array()) };
}

/** A glyph to be written: what it draws, and how far the next one stands from it, in font units. */
export type Picture = { readonly parts: readonly Part[]; readonly advance: number };

/**
 * A font file of these pictures, numbered from 1 in their order; 0 is the sign for a missing glyph. One picture may be put together from
 * several glyphs, moved: a letter with its marks, a whole syllable, an emoji of several code points.
 */
export function writeFont(outlines: Outlines, pictures: readonly Picture[]): Uint8Array {
  const glyphs: Uint8Array[] = [];
  const sources = new Map<number, number>();
  const addSource = (id: number): number => {
    const known = sources.get(id);
    if (known !== undefined) return known;
    const place = glyphs.push(new Uint8Array()) - 1;
    sources.set(id, place);
    glyphs[place] = withComponents(outlines.glyph(id), addSource);
    return place;
  };
  glyphs.length = pictures.length + 1;
  glyphs[0] = withComponents(outlines.glyph(0), addSource);
  pictures.forEach(({ parts }, index) => {
    glyphs[index + 1] = pictureGlyph(outlines, parts, addSource);
  });
  return fontFile(outlines, glyphs, [0, ...pictures.map(({ advance }) => advance)]);
}

function pictureGlyph(outlines: Outlines, parts: readonly Part[], addSource: (id: number) => number): Uint8Array {
  const drawn = parts.filter(({ glyph }) => outlines.glyph(glyph).length > 0);
  const [only] = drawn;
  if (!only) return new Uint8Array();
  if (drawn.length === 1 && only.x === 0 && only.y === 0) return withComponents(outlines.glyph(only.glyph), addSource);
  const glyph = new Uint8Array(10 + drawn.length * 8);
  const view = viewOf(glyph);
  view.setInt16(0, -1);
  for (const [index, edge] of unionBox(outlines, drawn).entries()) view.setInt16(2 + index * 2, edge);
  drawn.forEach(({ glyph: id, x, y }, index) => {
    const at = 10 + index * 8;
    view.setUint16(at, WORDS | XY_VALUES | (index < drawn.length - 1 ? MORE : 0));
    view.setUint16(at + 2, addSource(id));
    view.setInt16(at + 4, Math.round(x));
    view.setInt16(at + 6, Math.round(y));
  });
  return glyph;
}

function unionBox(outlines: Outlines, parts: readonly Part[]): [number, number, number, number] {
  const box: [number, number, number, number] = [32767, 32767, -32768, -32768];
  for (const { glyph, x, y } of parts) {
    const view = viewOf(outlines.glyph(glyph));
    box[0] = Math.min(box[0], Math.round(view.getInt16(2) + x));
    box[1] = Math.min(box[1], Math.round(view.getInt16(4) + y));
    box[2] = Math.max(box[2], Math.round(view.getInt16(6) + x));
    box[3] = Math.max(box[3], Math.round(view.getInt16(8) + y));
  }
  return box;
}

const WORDS = 0x0001;
const XY_VALUES = 0x0002;
const SCALE = 0x0008;
const MORE = 0x0020;
const XY_SCALE = 0x0040;
const TWO_BY_TWO = 0x0080;

/** The glyph, with the glyphs that it is composed of brought along and named by their new numbers. */
function withComponents(source: Uint8Array, addSource: (id: number) => number): Uint8Array {
  if (source.length === 0 || viewOf(source).getInt16(0) >= 0) return source;
  const glyph = source.slice();
  const view = viewOf(glyph);
  let at = 10;
  for (let flags = MORE; flags & MORE; ) {
    flags = view.getUint16(at);
    view.setUint16(at + 2, addSource(view.getUint16(at + 2)));
    at += 4 + (flags & WORDS ? 4 : 2) + (flags & SCALE ? 2 : flags & XY_SCALE ? 4 : flags & TWO_BY_TWO ? 8 : 0);
  }
  return glyph;
}

const COMPOSED_BOUNDS = [
  [8, 0x4000],
  [10, 0x800],
  [28, 0x100],
  [30, 4],
] as const;

function fontFile(outlines: Outlines, glyphs: readonly Uint8Array[], advances: readonly number[]): Uint8Array {
  const { glyf, loca } = glyphTables(glyphs);
  const head = outlines.table('head').slice();
  viewOf(head).setInt16(50, 1);
  const hhea = outlines.table('hhea').slice();
  viewOf(hhea).setUint16(34, glyphs.length);
  const maxp = outlines.table('maxp').slice();
  viewOf(maxp).setUint16(4, glyphs.length);
  // Upper bounds that a composed glyph may reach, so that a reader which trusts them reserves enough: points, contours, parts, depth.
  for (const [at, bound] of COMPOSED_BOUNDS) viewOf(maxp).setUint16(at, bound);
  const hmtx = new Uint8Array(glyphs.length * 4);
  glyphs.forEach((glyph, index) => {
    viewOf(hmtx).setUint16(index * 4, Math.max(0, Math.round(advances[index] ?? 0)));
    viewOf(hmtx).setInt16(index * 4 + 2, glyph.length > 0 ? viewOf(glyph).getInt16(2) : 0);
  });
  return assemble({ glyf, head, hhea, hmtx, loca, maxp });
}

function glyphTables(glyphs: readonly Uint8Array[]): { glyf: Uint8Array; loca: Uint8Array } {
  const loca = new Uint8Array((glyphs.length + 1) * 4);
  const view = viewOf(loca);
  let size = 0;
  glyphs.forEach((glyph, index) => {
    view.setUint32(index * 4, size);
    size += padded(glyph.length);
  });
  view.setUint32(glyphs.length * 4, size);
  const glyf = new Uint8Array(size);
  for (const [index, glyph] of glyphs.entries()) glyf.set(glyph, view.getUint32(index * 4));
  return { glyf, loca };
}

/** Tables in the order of their tags. Checksums are left at zero: no reader of an embedded font looks at them. */
function assemble(tables: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const entries = Object.entries(tables);
  const start = 12 + entries.length * 16;
  const file = new Uint8Array(entries.reduce((sum, [, table]) => sum + padded(table.length), start));
  const view = viewOf(file);
  const power = Math.floor(Math.log2(entries.length));
  [0x0001, 0x0000, entries.length, 2 ** power * 16, power, entries.length * 16 - 2 ** power * 16].forEach((word, index) => {
    view.setUint16(index * 2, word);
  });
  let offset = start;
  entries.forEach(([tag, table], index) => {
    const at = 12 + index * 16;
    file.set(new TextEncoder().encode(tag), at);
    view.setUint32(at + 8, offset);
    view.setUint32(at + 12, table.length);
    file.set(table, offset);
    offset += padded(table.length);
  });
  return file;
}

const padded = (length: number): number => (length + 3) & ~3;
const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
