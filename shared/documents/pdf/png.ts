import { Buffer } from 'node:buffer';
import { crc32, deflateSync, inflateSync } from 'node:zlib';
import type { Picture } from './logo.ts';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** A small file may unpack to a picture that fills the memory. */
const MOST_PIXELS = 16_000_000;
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

type Header = {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly color: number;
  readonly interlaced: boolean;
};

/**
 * The picture laid on white, eight bits a colour, without transparency, interlacing or palette, and no larger than it needs to be. So a PDF
 * takes it as it is: what would else be done to a transparent one at every invoice is done once here, and a broken file shows before it
 * can do harm. `most` is how many pixels across and down are enough.
 * @throws when it is no PNG, or broken
 */
export function flatPng(file: Uint8Array, most: { readonly width: number; readonly height: number }): Picture {
  const chunks = chunksOf(Buffer.from(file));
  const header = headerOf(chunks);
  const raw = inflateSync(Buffer.concat(chunks.flatMap(({ type, data }) => (type === 'IDAT' ? [data] : []))), {
    maxOutputLength: MOST_PIXELS * 8 + header.height * 16,
  });
  const { width, height, depth, color, interlaced } = header;
  const factor = Math.max(1, Math.floor(Math.max(width / most.width, height / most.height)));
  const isFlat = color === 2 && depth === 8 && !interlaced && !chunks.some(({ type }) => type === 'tRNS');
  if (isFlat && factor === 1) {
    if (raw.length < (width * 3 + 1) * height) throw new Error('A PNG that ends too early');
    return { source: { data: Buffer.from(file), format: 'png' }, width, height };
  }
  return written(shrunk({ width, height, pixels: pixelsOf(header, raw, colorsOf(header, chunks)) }, factor));
}

/** Red, green and blue, row after row. */
type Flat = { readonly width: number; readonly height: number; readonly pixels: Buffer };

function pixelsOf(header: Header, raw: Buffer, lay: Lay): Buffer {
  const pixels = Buffer.alloc(header.width * header.height * 3);
  const bits = (SAMPLES[header.color] ?? 0) * header.depth;
  let at = 0;
  for (const [x0, y0, dx, dy] of header.interlaced ? ADAM7 : WHOLE) {
    const [width, height] = [Math.ceil((header.width - x0) / dx), Math.ceil((header.height - y0) / dy)];
    if (width <= 0 || height <= 0) continue;
    const stride = Math.ceil((width * bits) / 8);
    if (at + (stride + 1) * height > raw.length) throw new Error('A PNG that ends too early');
    unfilter(raw.subarray(at, at + (stride + 1) * height), stride, Math.max(1, bits >> 3));
    for (let y = 0; y < height; y++) {
      const row = raw.subarray(at + y * (stride + 1) + 1, at + (y + 1) * (stride + 1));
      for (let x = 0; x < width; x++) lay(row, x, pixels, ((y0 + y * dy) * header.width + x0 + x * dx) * 3);
    }
    at += (stride + 1) * height;
  }
  return pixels;
}

/** Each square of `factor` pixels becomes one of their mean. */
function shrunk(flat: Flat, factor: number): Flat {
  if (factor === 1) return flat;
  const [width, height] = [Math.floor(flat.width / factor) || 1, Math.floor(flat.height / factor) || 1];
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0; at < pixels.length; at++) {
    const [x, y, channel] = [Math.floor(at / 3) % width, Math.floor(at / 3 / width), at % 3];
    let [sum, count] = [0, 0];
    for (let row = y * factor; row < Math.min((y + 1) * factor, flat.height); row++) {
      for (let column = x * factor; column < Math.min((x + 1) * factor, flat.width); column++) {
        sum += flat.pixels[(row * flat.width + column) * 3 + channel] ?? 255;
        count++;
      }
    }
    pixels[at] = Math.round(sum / count);
  }
  return { width, height, pixels };
}

const WHOLE = [[0, 0, 1, 1]] as const;
const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

type Chunk = { readonly type: string; readonly data: Buffer };

function chunksOf(file: Buffer): Chunk[] {
  if (!file.subarray(0, 8).equals(SIGNATURE)) throw new Error('Not a PNG');
  const chunks: Chunk[] = [];
  for (let at = 8; ; ) {
    const length = file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    if (file.readUInt32BE(at + 8 + length) !== crc32(file.subarray(at + 4, at + 8 + length)))
      throw new Error(`A PNG with a broken ${type}`);
    chunks.push({ type, data: file.subarray(at + 8, at + 8 + length) });
    if (type === 'IEND') return chunks;
    at += 12 + length;
  }
}

function headerOf([first]: readonly Chunk[]): Header {
  if (first?.type !== 'IHDR') throw new Error('A PNG without a header');
  const [width, height] = [first.data.readUInt32BE(0), first.data.readUInt32BE(4)];
  const [depth = 0, color = 0, , , interlace] = first.data.subarray(8);
  if (width === 0 || height === 0 || width * height > MOST_PIXELS) throw new Error('A PNG of an impossible size');
  if (!SAMPLES[color] || ![1, 2, 4, 8, 16].includes(depth)) throw new Error('A PNG of an unknown kind');
  return { width, height, depth, color, interlaced: interlace === 1 };
}

/** Takes back, in place, what each row was told apart from its neighbours by. */
function unfilter(rows: Buffer, stride: number, step: number): void {
  for (let start = 0; start < rows.length; start += stride + 1) {
    const filter = rows[start];
    for (let at = start + 1; at <= start + stride; at++) {
      const left = at - start > step ? (rows[at - step] ?? 0) : 0;
      const up = start > 0 ? (rows[at - stride - 1] ?? 0) : 0;
      const corner = start > 0 && at - start > step ? (rows[at - stride - 1 - step] ?? 0) : 0;
      rows[at] = (rows[at] ?? 0) + predicted(filter, left, up, corner);
    }
  }
}

function predicted(filter: number | undefined, left: number, up: number, corner: number): number {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) throw new Error('A PNG with an unknown filter');
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

type Lay = (row: Buffer, x: number, pixels: Buffer, at: number) => void;

/** Lays the row's pixel `x` on white. */
function colorsOf({ depth, color }: Header, chunks: readonly Chunk[]): Lay {
  const samples = SAMPLES[color] ?? 1;
  const palette = chunks.find(({ type }) => type === 'PLTE')?.data ?? Buffer.alloc(0);
  const clear = chunks.find(({ type }) => type === 'tRNS')?.data;
  const most = 2 ** Math.min(depth, 8) - 1;
  /** The high byte of a sample of sixteen bits is all that is printed. */
  const sample = (row: Buffer, index: number): number => {
    if (depth >= 8) return row[index * (depth >> 3)] ?? 0;
    const bit = index * depth;
    return ((row[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & most;
  };
  const lay = (pixels: Buffer, at: number, channel: number, value: number, alpha: number) => {
    pixels[at + channel] = Math.round((value * alpha + 255 * (255 - alpha)) / 255);
  };
  const isClear = (row: Buffer, x: number, count: number): boolean =>
    clear !== undefined &&
    clear.length >= count * 2 &&
    Array.from({ length: count }).every(
      (_, index) => sample(row, x * count + index) === (depth === 16 ? clear[index * 2] : clear[index * 2 + 1]),
    );
  return (row, x, pixels, at) => {
    if (color === 3) {
      const index = sample(row, x);
      const alpha = clear?.[index] ?? 255;
      for (let channel = 0; channel < 3; channel++) lay(pixels, at, channel, palette[index * 3 + channel] ?? 0, alpha);
      return;
    }
    const colors = color === 0 || color === 4 ? 1 : 3;
    const alpha = samples > colors ? sample(row, x * samples + colors) : isClear(row, x, colors) ? 0 : 255;
    for (let channel = 0; channel < 3; channel++) {
      const value = sample(row, x * samples + (colors === 1 ? 0 : channel));
      lay(pixels, at, channel, depth < 8 ? (value * 255) / most : value, alpha);
    }
  };
}

/** Each row is told by its difference from the one above, which packs well. */
function written({ width, height, pixels }: Flat): Picture {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const stride = width * 3;
  const rows = Buffer.alloc((stride + 1) * height, 2);
  for (let at = 0; at < pixels.length; at++) {
    rows[at + Math.floor(at / stride) + 1] = (pixels[at] ?? 0) - (at < stride ? 0 : (pixels[at - stride] ?? 0));
  }
  const data = Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
  return { source: { data, format: 'png' }, width, height };
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
