import { deflateSync, inflateSync } from 'node:zlib';

/**
 * What a plan freezes is written once, read seldom and much alike: as deflated JSON text it takes a fifth of the room, which is a fifth of
 * the write units. An optional that is absent stays absent, and every text comes back as it was. Damage is found by zlib's checksum.
 * To look at one by hand: base64 -d, then any zlib inflater.
 */
export const packText = (json: string): Uint8Array => deflateSync(json);
export const pack = (value: unknown): Uint8Array => packText(JSON.stringify(value));
export const unpack = <T>(bytes: unknown): T => JSON.parse(inflateSync(bytes as Uint8Array).toString()) as T;

/** Deals rows out, in order, into chunks of at most `count` rows and about `bytes` of JSON text, before it is packed. */
export function* chunks<T>(rows: readonly T[], count: number, bytes: number): Iterable<T[]> {
  let chunk: T[] = [];
  let size = 0;
  for (const row of rows) {
    const more = Buffer.byteLength(JSON.stringify(row)) + 1;
    if (chunk.length > 0 && (chunk.length === count || size + more > bytes)) {
      yield chunk;
      chunk = [];
      size = 0;
    }
    chunk.push(row);
    size += more;
  }
  if (chunk.length > 0) yield chunk;
}
