import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { invoicePdf } from '../../../shared/documents/invoicePdf.tsx';
import { fittingLogo } from '../../../shared/documents/pdf/logo.ts';
import { flatPng } from '../../../shared/documents/pdf/png.ts';
import { LAYOUTS } from '../../../shared/domain/account.ts';
import { invoiceDocument } from '../../support/invoiceDocuments.ts';
import { clearOf, JPEG, paletteOf, pngOf, repeated } from '../../support/logos.ts';
import { textOf } from '../../support/pdfText.ts';

const BOX = { x: 48, y: 48, width: 190, height: 64 };
const ENOUGH = { width: 900, height: 300 };
const images = (pdf: Uint8Array): number => Buffer.from(pdf).toString('latin1').split('/Subtype /Image').length - 1;
const rgb = (width: number, height: number) => pngOf(width, height, { color: 2, samples: () => repeated(width, 10, 120, 130) });
const withAlpha = pngOf(60, 20, { color: 6, samples: () => repeated(60, 10, 120, 130, 128) });

describe("the seller's logo on the invoice", () => {
  it.each([
    ['a PNG', rgb(60, 20)],
    ['a PNG with transparency', withAlpha],
    ['a JPEG', JPEG],
  ])('prints %s once, on the first page', async (_, logo) => {
    for (const layout of LAYOUTS) expect(images(await invoicePdf(invoiceDocument({ layout }), logo))).toBe(1);
  });

  it('prints no image without one, and the same words', async () => {
    const [without, with_] = [await invoicePdf(invoiceDocument()), await invoicePdf(invoiceDocument(), withAlpha)];
    expect(images(without)).toBe(0);
    expect(await textOf(without)).toBe(await textOf(with_));
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['words', Buffer.from('This is not an image, whatever its name says')],
    ['a PNG cut off', withAlpha.subarray(0, withAlpha.length - 30)],
    ['a PNG with a flipped bit', Buffer.from(withAlpha.map((byte, index) => (index === 60 ? byte ^ 1 : byte)))],
    ['a PNG that says it is enormous', pngOf(60_000, 60_000, { color: 2, samples: () => [] }).subarray(0, 200)],
    ['a PNG with too few rows', pngOf(60, 20, { color: 2, samples: (y) => (y < 5 ? repeated(60, 1, 2, 3) : []) })],
    ['a JPEG without a picture', Buffer.from([0xff, 0xd8, 0xff, 0xd9])],
    ['a JPEG cut off in its head', JPEG.subarray(0, 60)],
    ['a GIF', Buffer.from('R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==', 'base64')],
  ])('prints the invoice without it when the file is %s', async (_, logo) => {
    const pdf = await invoicePdf(invoiceDocument(), logo);
    expect(images(pdf)).toBe(0);
    expect(Buffer.from(pdf).equals(Buffer.from(await invoicePdf(invoiceDocument())))).toBe(true);
  });

  it.each([
    [400, 10],
    [10, 400],
    [1, 1],
    [3_000, 2_000],
  ])('fits %d × %d pixels into its box, in their proportion', (width, height) => {
    const logo = fittingLogo(rgb(width, height), BOX);
    expect(logo?.width).toBeLessThanOrEqual(BOX.width);
    expect(logo?.height).toBeLessThanOrEqual(BOX.height);
    expect(Math.max((logo?.width ?? 0) / BOX.width, (logo?.height ?? 0) / BOX.height)).toBeCloseTo(1);
    if (Math.min(width, height) > 1 && width / height > 0.1 && width / height < 30)
      expect((logo?.width ?? 0) / (logo?.height ?? 1)).toBeCloseTo(width / height, 1);
  });

  it('makes a large picture smaller, so that each email need not carry it whole', () => {
    const logo = flatPng(
      pngOf(4_000, 1_000, { color: 2, samples: (y) => Array.from({ length: 12_000 }, (_, x) => (x * 7 + y * 13) % 256) }),
      ENOUGH,
    );
    expect(logo.width).toBeLessThanOrEqual(1_350);
    expect(logo.source.data.length).toBeLessThan(1_500_000);
  });
});

describe('a PNG laid on white', () => {
  const WHITE = [255, 255, 255];

  it.each([
    ['grey', pngOf(2, 1, { color: 0, samples: () => [0, 128] }), [0, 0, 0, 128, 128, 128]],
    ['black and white, a bit each', pngOf(2, 1, { color: 0, depth: 1, samples: () => [0b01000000] }), [0, 0, 0, ...WHITE]],
    ['16 bits a colour', pngOf(1, 1, { color: 2, depth: 16, samples: () => [200, 1, 100, 2, 50, 3] }), [200, 100, 50]],
    ['a palette', pngOf(2, 1, { color: 3, samples: () => [1, 0], extra: [paletteOf(1, 2, 3, 4, 5, 6)] }), [4, 5, 6, 1, 2, 3]],
    [
      'a palette with a clear colour',
      pngOf(2, 1, { color: 3, samples: () => [1, 0], extra: [paletteOf(1, 2, 3, 4, 5, 6), clearOf(255, 0)] }),
      [...WHITE, 1, 2, 3],
    ],
    [
      'a clear colour',
      pngOf(2, 1, { color: 2, samples: () => [9, 9, 9, 7, 7, 7], extra: [clearOf(0, 9, 0, 9, 0, 9)] }),
      [...WHITE, 7, 7, 7],
    ],
    ['grey, half clear', pngOf(1, 1, { color: 4, samples: () => [0, 128] }), [127, 127, 127]],
    ['a colour, half clear', pngOf(1, 1, { color: 6, samples: () => [255, 0, 0, 128] }), [255, 127, 127]],
  ] as const)('reads %s', (_, file, expected) => {
    expect([...firstRow(flatPng(file, ENOUGH).source.data)]).toEqual(expected);
  });
});

/** Of a file as we write it, the first row's samples. */
function firstRow(file: Buffer): Uint8Array {
  const start = file.indexOf('IDAT') + 4;
  const rows = inflateSync(file.subarray(start, start + file.readUInt32BE(start - 8)));
  return rows.subarray(1, 1 + file.readUInt32BE(16) * 3);
}
