import { Buffer } from 'node:buffer';
import type { LogoBox } from './look.ts';
import { flatPng } from './png.ts';

/** An image that can be embedded as it is. */
export type Picture = {
  readonly source: { readonly data: Buffer; readonly format: 'png' | 'jpg' };
  readonly width: number;
  readonly height: number;
};

/** More pixels than this, in the box it is printed in, are beyond what a printer shows. */
const ENOUGH = { width: 900, height: 300 };

/** Few, and each at most a megabyte on its way in: one worker prints many invoices of one reseller in a row. */
const KEPT = 4;
const kept: { readonly bytes: Buffer; readonly picture: Picture | undefined }[] = [];

/** The logo at the largest size that the box holds, in points; undefined when the bytes are no image that can be printed. */
export function fittingLogo(bytes: Uint8Array, box: LogoBox): Picture | undefined {
  const picture = pictureOf(bytes);
  if (!picture) return undefined;
  const scale = Math.min(box.width / picture.width, box.height / picture.height);
  return { ...picture, width: Math.max(1, picture.width * scale), height: Math.max(1, picture.height * scale) };
}

function pictureOf(bytes: Uint8Array): Picture | undefined {
  const known = kept.find((each) => each.bytes.equals(bytes));
  if (known) return known.picture;
  const picture = read(bytes);
  kept.unshift({ bytes: Buffer.from(bytes), picture });
  kept.length = Math.min(kept.length, KEPT);
  return picture;
}

function read(bytes: Uint8Array): Picture | undefined {
  try {
    return bytes[0] === 0xff ? jpeg(bytes) : flatPng(bytes, ENOUGH);
  } catch {
    return undefined;
  }
}

/** Markers that begin a frame and say its size. Arithmetic coding and lossless frames are left out: hardly a reader knows them. */
const FRAMES = [0xc0, 0xc1, 0xc2];
const START_OF_SCAN = 0xda;

/** Goes through the segments as far as the picture's own data. What is wrong in those shows as a spoiled picture and harms nothing else. */
function jpeg(bytes: Uint8Array): Picture | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint16(0) !== 0xffd8) return undefined;
  let size: { width: number; height: number } | undefined;
  for (let at = 2; at + 4 <= bytes.length; at += 2 + view.getUint16(at + 2)) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === START_OF_SCAN) return size && { source: { data: Buffer.from(bytes), format: 'jpg' }, ...size };
    if (!FRAMES.includes(marker)) continue;
    const [bits, height, width, channels] = [view.getUint8(at + 4), view.getUint16(at + 5), view.getUint16(at + 7), view.getUint8(at + 9)];
    if (bits !== 8 || height === 0 || width === 0 || ![1, 3, 4].includes(channels)) return undefined;
    size = { width, height };
  }
  return undefined;
}
