import { invalid } from './problem.ts';

export type ImageType = 'image/png' | 'image/jpeg';

/** More is a mistake, not a logo: a small file may unpack to a picture that fills the memory, at every invoice. */
const MOST_PIXELS = 16_000_000;

/**
 * What the bytes really are, whatever they are called.
 * @throws Problem `invalid` naming `logo` when they are neither a PNG nor a JPEG, cut off, or of no sensible size
 */
export function imageType(bytes: Uint8Array): ImageType {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const png = isPng(bytes);
  const size = png ? pngSize(view) : jpegSize(view);
  if (!size) throw invalid('logo', 'must be a whole PNG or JPEG image');
  const [width, height] = size;
  if (width < 1 || height < 1 || width * height > MOST_PIXELS) throw invalid('logo', `must be of 1 to ${MOST_PIXELS} pixels in all`);
  return png ? 'image/png' : 'image/jpeg';
}

type Size = readonly [width: number, height: number];

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const isPng = (bytes: Uint8Array): boolean => SIGNATURE.every((byte, index) => bytes[index] === byte);

const [IHDR, IDAT, IEND] = [0x49484452, 0x49444154, 0x49454e44];
/** What a chunk has around its data: length, type and checksum. */
const CHUNK_BYTES = 12;

/** Chunk after chunk to the last one, IEND: a file that was cut off does not come so far. */
function pngSize(view: DataView): Size | undefined {
  let size: Size | undefined;
  let hasPicture = false;
  for (let at = SIGNATURE.length; at + CHUNK_BYTES <= view.byteLength; ) {
    const [length, type] = [view.getUint32(at), view.getUint32(at + 4)];
    if (at + CHUNK_BYTES + length > view.byteLength) return undefined;
    if (!size && (type !== IHDR || length < 13)) return undefined;
    size ??= [view.getUint32(at + 8), view.getUint32(at + 12)];
    hasPicture ||= type === IDAT;
    if (type === IEND) return hasPicture ? size : undefined;
    at += CHUNK_BYTES + length;
  }
  return undefined;
}

const [START, START_OF_SCAN, END] = [0xffd8, 0xffda, 0xffd9];
/** The kinds of frame that readers know, and PDF with them: baseline, extended and progressive. */
const FRAMES = [0xffc0, 0xffc1, 0xffc2];

/** Segment after segment to the picture's own data, which goes on to the end marker. The frame's segment holds height and width. */
function jpegSize(view: DataView): Size | undefined {
  if (view.byteLength < 2 || view.getUint16(0) !== START) return undefined;
  let size: Size | undefined;
  for (let at = 2; at + 4 <= view.byteLength; ) {
    const marker = view.getUint16(at);
    if (marker < 0xff00) return undefined;
    if (marker === START_OF_SCAN) return endsAfter(view, at) ? size : undefined;
    if (FRAMES.includes(marker) && at + 9 <= view.byteLength) size = [view.getUint16(at + 7), view.getUint16(at + 5)];
    // A fill byte stands alone.
    at += marker === 0xffff ? 1 : 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** Cameras write things of their own after the end, so it is looked for from there. */
function endsAfter(view: DataView, start: number): boolean {
  for (let at = view.byteLength - 2; at > start; at -= 1) if (view.getUint16(at) === END) return true;
  return false;
}
