import { invalid } from './problem.ts';

export type ImageType = 'image/png' | 'image/jpeg';

/** More is a mistake, not a logo: it would be decoded for every invoice. */
const PIXELS_A_SIDE = 10_000;

/**
 * What the bytes really are, whatever they are called.
 * @throws Problem `invalid` naming `logo` when they are neither a PNG nor a JPEG, or of no sensible size
 */
export function imageType(bytes: Uint8Array): ImageType {
  const png = pngSize(bytes);
  const size = png ?? jpegSize(bytes);
  if (!size) throw invalid('logo', 'must be a PNG or JPEG image');
  if (size.some((side) => side < 1 || side > PIXELS_A_SIDE))
    throw invalid('logo', `must be from 1 to ${PIXELS_A_SIDE} pixels wide and high`);
  return png ? 'image/png' : 'image/jpeg';
}

type Size = readonly [width: number, height: number];

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** The signature, then the IHDR chunk with width and height. */
function pngSize(bytes: Uint8Array): Size | undefined {
  if (bytes.length < 33 || PNG.some((byte, index) => bytes[index] !== byte)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return view.getUint32(12) === 0x49484452 ? [view.getUint32(16), view.getUint32(20)] : undefined;
}

/** Segments from the start marker to the frame header, which holds height and width. */
function jpegSize(bytes: Uint8Array): Size | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 2;
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return [view.getUint16(at + 7), view.getUint16(at + 5)];
    // Fill bytes and markers without a length stand alone.
    at += marker === 0xff ? 1 : marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7) ? 2 : 2 + view.getUint16(at + 2);
  }
  return undefined;
}
