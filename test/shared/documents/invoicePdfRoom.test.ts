import { expect, it } from 'vitest';
import { invoicePdf } from '../../../shared/documents/invoicePdf.tsx';
import { LAYOUTS } from '../../../shared/domain/account.ts';
import { invoiceDocument, line, manyLines } from '../../support/invoiceDocuments.ts';
import { overlapsIn, pagesOf, squashed, textOf } from '../../support/pdfText.ts';

/** What would be one thing to draw, as wide as it is long, were it not taken apart. */
const CHAINS = [
  ['joined emoji', `${'👩‍'.repeat(49)}👩`],
  ['Hangul leads', 'ᄀ'.repeat(50)],
  ['Devanagari conjuncts', 'क्'.repeat(50)],
  ['marks on one letter', `Z${'\u0301\u0316\u0489'.repeat(30)}algo`],
] as const;

it.each(CHAINS)('%s without end stay within their column, in both layouts, and are copied whole', async (_, text) => {
  for (const layout of LAYOUTS) {
    const buyer = { name: text, address: [text], reference: text };
    const pdf = await invoicePdf(invoiceDocument({ layout, buyer, lines: [line(text.repeat(5))] }));
    expect(await overlapsIn(pdf)).toEqual([]);
    expect(squashed(await textOf(pdf)).split(squashed(text)).length - 1).toBe(8);
  }
});

it.each(['W'.repeat(200), '漢'.repeat(200)])(
  'a company’s name of 200 letters leaves room for the number on every page: %.3s',
  async (name) => {
    for (const layout of LAYOUTS) {
      const { company } = invoiceDocument();
      const pdf = await invoicePdf(invoiceDocument({ layout, company: { ...company, name }, lines: manyLines(60) }));
      expect(await overlapsIn(pdf)).toEqual([]);
      const [, second = ''] = await pagesOf(pdf);
      expect(squashed(second)).toContain('TaxInvoiceAAP-00042');
    }
  },
);
