import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imageType } from '../../../shared/domain/image.ts';
import { JPEG, pngOf, repeated } from '../../support/logos.ts';

const PNG = pngOf(2, 2, { color: 2, samples: () => repeated(2, 200, 30, 30) });
const refused = (bytes: Uint8Array): void => {
  expect(() => imageType(bytes)).toThrow(/^logo: /);
};

/** A PNG that says it is so large. */
const sized = (width: number, height: number) => {
  const png = Buffer.from(PNG);
  png.writeUInt32BE(width, 16);
  png.writeUInt32BE(height, 20);
  return png;
};
/** The JPEG with something between its start and its first segment. */
const jpegWith = (...bytes: number[]) => Buffer.concat([JPEG.subarray(0, 2), Buffer.from(bytes), JPEG.subarray(2)]);
const withFrame = (marker: number) => {
  const jpeg = Buffer.from(JPEG);
  jpeg[jpeg.indexOf(Buffer.from([0xff, 0xc2])) + 1] = marker;
  return jpeg;
};

describe('a logo is', () => {
  it('a PNG or a JPEG by what it holds, not by what it is called', () => {
    expect(imageType(PNG)).toBe('image/png');
    expect(imageType(JPEG)).toBe('image/jpeg');
  });

  it('read right out of the middle of a larger buffer', () => {
    expect(imageType(Buffer.concat([Buffer.alloc(7, 0xff), PNG]).subarray(7))).toBe('image/png');
    expect(imageType(Buffer.concat([Buffer.alloc(7, 0xff), JPEG]).subarray(7))).toBe('image/jpeg');
  });

  it('whole, whatever programs write after its end or between its parts', () => {
    expect(imageType(Buffer.concat([PNG, Buffer.alloc(100)]))).toBe('image/png');
    expect(imageType(Buffer.concat([JPEG, Buffer.from('from a camera')]))).toBe('image/jpeg');
    expect(imageType(jpegWith(0xff, 0xff, 0xfe, 0x00, 0x04, 0x68, 0x69))).toBe('image/jpeg');
    expect(imageType(withFrame(0xc0))).toBe('image/jpeg');
  });

  it('of at most 16 million pixels, to the pixel: a small file may unpack to fill the memory', () => {
    expect(imageType(sized(16_000, 1_000))).toBe('image/png');
    for (const [width, height] of [
      [16_000, 1_001],
      [1_000_000, 17],
      [0xffff_ffff, 0xffff_ffff],
      [0, 10],
      [10, 0],
    ] as const)
      refused(sized(width, height));
  });
});

describe('no logo is', () => {
  it.each([
    ['nothing', ''],
    ['one byte', '\xff'],
    ['a GIF', 'GIF89a\x01\x00\x01\x00\x80\x00\x00'],
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['a WebP', 'RIFF\x24\x00\x00\x00WEBPVP8 '],
    ['a PDF', '%PDF-1.7\n'],
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['a signature and no picture', '\x89PNG\r\n\x1a\n'],
  ])('%s', (_, text) => refused(Buffer.from(text, 'latin1')));

  it('a PNG or JPEG that was cut off, wherever', () => {
    for (let length = 0; length < PNG.length; length += 1) refused(PNG.subarray(0, length));
    for (let length = 0; length < JPEG.length; length += 1) refused(JPEG.subarray(0, length));
  });

  it('a PNG without a picture, or one that does not begin with its size', () => {
    const [signature, header, end] = [PNG.subarray(0, 8), PNG.subarray(8, 33), PNG.subarray(-12)];
    refused(Buffer.concat([signature, header, end]));
    refused(Buffer.concat([signature, PNG.subarray(33)]));
  });

  it('a JPEG of a kind that a PDF cannot hold: lossless, or arithmetically coded', () => {
    for (const marker of [0xc3, 0xc9, 0xca]) refused(withFrame(marker));
  });

  it('any other bytes: they are refused with the field named, and never break the reader', () => {
    const bytes = fc.uint8Array({ maxLength: 200 });
    const begun = fc.tuple(fc.constantFrom(PNG, JPEG), fc.nat(60), bytes);
    fc.assert(fc.property(bytes, refused));
    fc.assert(fc.property(begun, ([image, kept, rest]) => refused(Buffer.concat([image.subarray(0, Math.min(kept, 20)), rest]))));
  });
});
