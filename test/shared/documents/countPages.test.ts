import { expect, it } from 'vitest';
import { invoicePdf } from '../../../shared/documents/invoicePdf.tsx';
import { countPages } from '../../../shared/documents/pdf/countPages.ts';
import { aDocument, aLineOf } from '../../support/csvInvoices.ts';
import { pagesOf } from '../../support/pdfText.ts';

it.each([1, 30, 120])('counts the pages of a PDF of %i lines as a reader does', async (count) => {
  const lines = Array.from({ length: count }, (_, index) => aLineOf(`Service ${index} /Type /Page`, '1', '5'));
  const pdf = await invoicePdf(aDocument({ lines }));
  expect(countPages(pdf)).toBe((await pagesOf(pdf)).length);
});
