import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** `samples`: bytes of a row. PNG colour type 0 is grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha. */
type Kind = {
  readonly color: number;
  readonly depth?: number;
  readonly samples: (y: number) => readonly number[];
  readonly extra?: readonly Buffer[];
};

export function pngOf(width: number, height: number, { color, depth = 8, samples, extra = [] }: Kind): Buffer {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, depth, color, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const rows = Array.from({ length: height }, (_, y) => Buffer.from([0, ...samples(y)]));
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    ...extra,
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

export const repeated = (times: number, ...values: number[]): number[] => Array.from({ length: times }, () => values).flat();
export const paletteOf = (...colors: number[]): Buffer => chunk('PLTE', Buffer.from(colors));
export const clearOf = (...values: number[]): Buffer => chunk('tRNS', Buffer.from(values));

/** A photograph of one pixel, baseline. */
export const JPEG = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxD/2Q==',
  'base64',
);
