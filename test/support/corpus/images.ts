import { deflateSync } from 'node:zlib';
import { JPEG, pngOf, repeated } from '../logos.ts';

const good = pngOf(2, 2, { color: 2, samples: () => repeated(2, 200, 30, 30) });

/** The header says so; the rest is `good`'s. */
const sized = (width: number, height: number): Buffer => {
  const bomb = Buffer.from(good);
  bomb.writeUInt32BE(width, 16);
  bomb.writeUInt32BE(height, 20);
  return bomb;
};

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="window.__ran=1"><script>window.__ran=1</script></svg>';

/** What somebody may upload as a logo, and the type it claims. None of them is a picture that can be printed. */
export const IMAGES: readonly (readonly [what: string, bytes: Buffer, type: string])[] = [
  ['nothing', Buffer.alloc(0), 'image/png'],
  ['a text', Buffer.from('hello'), 'image/png'],
  ['an SVG', Buffer.from(SVG), 'image/svg+xml'],
  ['an SVG that says it is a PNG', Buffer.from(SVG), 'image/png'],
  ['a page that says it is a JPEG', Buffer.from('<!doctype html><script>window.__ran=1</script>'), 'image/jpeg'],
  ['a GIF', Buffer.from('R0lGODlhAQABAAAAACw=', 'base64'), 'image/gif'],
  ['a GIF that says it is a PNG', Buffer.from('R0lGODlhAQABAAAAACw=', 'base64'), 'image/png'],
  ['a PNG that says it is a JPEG', good, 'image/jpeg'],
  ['a JPEG that says it is a PNG', JPEG, 'image/png'],
  ['a PNG as text/html', good, 'text/html'],
  ['a PNG cut short', good.subarray(0, 30), 'image/png'],
  ['only the signature', good.subarray(0, 8), 'image/png'],
  ['a JPEG cut short', JPEG.subarray(0, 40), 'image/jpeg'],
  ['a PNG of 30,000 × 30,000', sized(30_000, 30_000), 'image/png'],
  ['a PNG of 4 billion × 1', sized(0xffffffff, 1), 'image/png'],
  ['a PNG of 0 × 0', sized(0, 0), 'image/png'],
  ['a zip', Buffer.from('UEsDBAoAAAAAAA==', 'base64'), 'image/png'],
  ['a PDF', Buffer.from('%PDF-1.7\n'), 'image/png'],
  ['a zlib bomb', deflateSync(Buffer.alloc(2_000_000)), 'image/png'],
  ['more than a megabyte', Buffer.concat([good, Buffer.alloc(1_100_000)]), 'image/png'],
];
