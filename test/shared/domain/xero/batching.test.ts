import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { batchesOf, kindOf } from '../../../../shared/domain/xero/batching.ts';
import { uploadDocument } from '../../../../shared/domain/xero/document.ts';
import type { Prepared } from '../../../../shared/domain/xero/preparing.ts';
import { asked } from '../../../../shared/domain/xero/uploadLife.ts';
import { creditNoteBody, invoiceBody } from '../../../../shared/xero/bodies.ts';
import { aLine, anAccount, anInstant, anInvoice, dec } from '../../../support/builders.ts';

const XERO_BYTES = 3_500_000;
const XERO_DOCUMENTS = 50;

type Shape = { readonly kind: 'invoice' | 'creditNote'; readonly tries: number; readonly lines: number; readonly description: string };

/** A document as it can be at its longest: references, codes and links as long as the app takes them. */
function prepared({ kind, tries, lines, description }: Shape, index: number): Prepared {
  const number = `AAP-${String(index).padStart(5, '0')}`;
  const customerId = `c${index}`.padEnd(64, '0');
  const made = anInvoice({ kind, number, customerId, buyer: { name: 'B', address: [], reference: '参'.repeat(100) } });
  const { xero, ...rest } = asked(made, { organisationId: 'org-1', at: anInstant('2026-08-01T02:00:00Z') });
  if (!xero) throw new Error('It was asked to go up');
  const invoice = { ...rest, xero: { ...xero, tries } };
  const line = aLine({ description, quantity: dec('99999.9999'), unitPrice: dec('-123456.7891') });
  const coding = { accountCode: '2000000000', taxType: 'EXEMPTOUTPUT' };
  const to = { contactId: '430fa14a-f945-44d3-9f97-5df5e28441b8', appUrl: 'https://billing.some-reseller.example/' };
  return { invoice, document: uploadDocument(invoice, Array(lines).fill({ line, coding }), anAccount(), to) };
}

const few = (count: number, over: Partial<Shape> = {}): Prepared[] =>
  Array.from({ length: count }, (_, index) => prepared({ kind: 'invoice', tries: 0, lines: 1, description: 'Fibre', ...over }, index));

/** What crosses the wire: the adapter's body, as JSON. */
const bytesOf = (batch: readonly Prepared[]): number =>
  Buffer.byteLength(JSON.stringify(batch.map(({ document }) => (document.kind === 'creditNote' ? creditNoteBody : invoiceBody)(document))));

const sizesOf = (batches: readonly (readonly Prepared[])[]) => batches.map((batch) => batch.length);
const numberOf = ({ document }: Prepared) => document.number;

describe('batches', () => {
  it('are as few as can be: a thousand invoices go in twenty', () => {
    expect(sizesOf(batchesOf(few(1000)))).toEqual(Array(20).fill(50));
    expect(sizesOf(batchesOf(few(51)))).toEqual([50, 1]);
    expect(batchesOf([])).toEqual([]);
  });

  it('hold invoices or credit notes, never both', () => {
    const mixed = few(120).map((each, index) =>
      index % 3 === 0 ? prepared({ kind: 'creditNote', tries: 0, lines: 1, description: '' }, index) : each,
    );
    const batches = batchesOf(mixed);
    expect(batches.map((batch) => [kindOf(batch), batch.length])).toEqual([
      ['creditNote', 40],
      ['invoice', 50],
      ['invoice', 30],
    ]);
  });

  it('grow smaller after each failure, until the one that spoils them is alone', () => {
    expect(sizesOf(batchesOf(few(50, { tries: 1 })))).toEqual(Array(5).fill(10));
    expect(sizesOf(batchesOf(few(3, { tries: 2 })))).toEqual([1, 1, 1]);
    expect(sizesOf(batchesOf(few(3, { tries: 5 })))).toEqual([1, 1, 1]);
    const failedOnce = prepared({ kind: 'invoice', tries: 1, lines: 1, description: '' }, 99);
    expect(sizesOf(batchesOf([...few(2), failedOnce, ...few(2)]))).toEqual([4, 1]);
  });

  it('end before they are too large, and one that is larger by itself goes alone', () => {
    const long = few(100, { lines: 60, description: '電'.repeat(1000) });
    const batches = batchesOf(long);
    expect(batches.length).toBe(Math.ceil(100 / 15));
    expect(Math.max(...batches.map(bytesOf))).toBeLessThan(XERO_BYTES);
    const [first, ...rest] = few(3);
    const huge = prepared({ kind: 'invoice', tries: 0, lines: 1200, description: '電'.repeat(1000) }, 9);
    expect(sizesOf(batchesOf([...(first ? [first] : []), huge, ...rest]))).toEqual([1, 1, 2]);
  });

  test('hold every document exactly once, in the order given, of one kind, within what Xero takes', () => {
    const shape = fc.record<Shape>({
      kind: fc.constantFrom('invoice', 'creditNote'),
      tries: fc.constantFrom(0, 0, 0, 0, 1, 2, 5),
      lines: fc.constantFrom(1, 1, 1, 3, 40, 300),
      description: fc.oneof(
        fc.constant('"\\'.repeat(500)),
        fc.constant('電'.repeat(1000)),
        fc.constant('😀'.repeat(500)),
        fc.string({ unit: 'grapheme' }),
        fc.constant('x'),
      ),
    });
    fc.assert(
      fc.property(fc.array(shape, { maxLength: 120 }), (shapes) => {
        const all = shapes.map(prepared);
        const batches = batchesOf(all);
        expect(batches.flat().map(numberOf).sort()).toEqual(all.map(numberOf).sort());
        for (const batch of batches) {
          expect(batch.length).toBeGreaterThan(0);
          expect(batch.length).toBeLessThanOrEqual(XERO_DOCUMENTS);
          expect(new Set(batch.map(({ document, invoice }) => `${document.kind} ${invoice.xero?.tries}`)).size).toBe(1);
          expect(bytesOf(batch)).toBeLessThan(XERO_BYTES);
          expect(batch.map(numberOf)).toEqual(batch.map(numberOf).sort());
        }
      }),
      { numRuns: 40 },
    );
  });

  test('stay within what Xero takes even when they are of nothing but short lines', () => {
    for (const description of ['x', '"', '電', '電'.repeat(20)]) {
      const batches = batchesOf(few(50, { lines: 400, description }));
      expect(Math.max(...batches.map(bytesOf))).toBeLessThan(XERO_BYTES);
    }
  });
});
