import { describe, expect, it } from 'vitest';
import { invoicePdf } from '../../../shared/documents/invoicePdf.tsx';
import { LAYOUTS } from '../../../shared/domain/account.ts';
import type { InvoiceDocument } from '../../../shared/domain/invoice.ts';
import { adjusting, invoiceDocument, line, manyLines } from '../../support/invoiceDocuments.ts';
import { metadataOf, pagesOf, squashed, textOf } from '../../support/pdfText.ts';

const print = async (document: InvoiceDocument): Promise<string> => textOf(await invoicePdf(document));

const CASES: Readonly<Record<string, InvoiceDocument>> = {
  plain: invoiceDocument({
    lines: [
      line('Business NBN 100/40, 1–31 December 2026', '1', '89.00'),
      line('Hosted voice seat, 1–31 December 2026', '12', '18.50'),
      line('Call minutes to mobiles, November 2026', '1432', '0.0825'),
      line('Domain name renewal (GST-free)', '1', '24.00', '0'),
      line('Equipment, delivered and installed', '2.5', '1249.00'),
      line('Loyalty credit', '1', '-25.00'),
    ],
  }),
  prorated: invoiceDocument({ lines: [line('Mobile broadband, 12–31 January 2026 (20 of 31 days, 1 × 10.00)', '1', '6.45')] }),
  creditNote: invoiceDocument({
    lines: [
      line(
        'Voice seat, November 2026: 10 of 30 days, 20 fewer than billed on AAP-00017 (12 × 18.50)',
        '1',
        '-148.00',
        '10',
        adjusting('AAP-00017', '2026-11'),
      ),
      line(
        'Fax line, October 2026: 0 of 31 days, 31 fewer than billed on AAP-00009 (1 × 9.00)',
        '1',
        '-9.00',
        '10',
        adjusting('AAP-00009', '2026-10'),
      ),
      line('Business NBN 100/40, 1–31 December 2026', '1', '89.00'),
    ],
  }),
  nothingToPay: invoiceDocument({ lines: [line('Hosted voice seat', '1', '18.50'), line('Goodwill credit', '1', '-18.50')] }),
  notRegistered: invoiceDocument({
    company: { ...invoiceDocument().company, registeredForTax: false },
    lines: [line('Consulting', '2.5', '120.00', '0')],
  }),
};

describe('the invoice as a PDF', () => {
  it.each(Object.keys(CASES))('prints the %s example as it always did', async (name) => {
    for (const layout of LAYOUTS) {
      const text = await print({ ...(CASES[name] as InvoiceDocument), layout });
      await expect(text).toMatchFileSnapshot(`../../examples/pdf/${name}-${layout}.txt`);
    }
  });

  it.each(LAYOUTS)('has on the %s layout all that a tax invoice must have', async (layout) => {
    const text = await print({ ...(CASES.plain as InvoiceDocument), layout });
    for (const words of [
      'Tax Invoice',
      'AAP-00042',
      'Alder & Ash Partners Pty Ltd',
      'ABN 51 824 753 556',
      'Harbour Street Dental',
      '1 December 2026',
    ])
      expect(text).toContain(words);
    for (const words of [
      '15 December 2026',
      'PO 7781',
      'AUD',
      'GST 10%',
      'GST 0%',
      'Subtotal',
      'How to pay',
      'BSB',
      '062-000',
      '1234 5678',
      'Page 1 of 1',
    ])
      expect(text).toContain(words);
  });

  it('writes amounts with thousands, and a column with equally many decimals', async () => {
    const text = await print(CASES.plain as InvoiceDocument);
    for (const figure of ['$1,249.0000', '$0.0825', '$3,122.50', '1,432.0', '-$25.0000', '-$25.00']) expect(text).toContain(figure);
  });

  it('calls it an Adjustment Note when credits exceed the bill, names the invoices it adjusts and gives the reason, and asks for nothing', async () => {
    const text = await print(CASES.creditNote as InvoiceDocument);
    expect(text).toContain('Adjustment Note');
    expect(text).toContain('Adjusts: AAP-00017, AAP-00009');
    expect(text).toContain('Reason: Adjusts services that changed after they were billed');
    expect(text).toMatch(/Amount credited\s+\$74\.80 AUD/);
    expect(text).not.toMatch(/Due date|How to pay|Tax Invoice/);
  });

  it('says that there is nothing to pay, and not how', async () => {
    const text = await print(CASES.nothingToPay as InvoiceDocument);
    expect(text).toMatch(/Nothing to pay\s+\$0\.00/);
    expect(text).not.toContain('How to pay');
  });

  it('is no Tax Invoice, and shows no tax, of a seller who is not registered for it', async () => {
    const text = await print(CASES.notRegistered as InvoiceDocument);
    expect(text).not.toMatch(/Tax Invoice|Subtotal|%/);
    expect(text).toContain('No GST is charged');
  });

  it.each(LAYOUTS)(
    'puts 450 lines on pages of the %s layout, each line once, the head on each, numbered and with the sums so far',
    async (layout) => {
      const pages = await pagesOf(await invoicePdf(invoiceDocument({ lines: manyLines(450), layout })));
      expect(pages.length).toBeGreaterThan(8);
      expect(pages.length).toBeLessThan(17);
      const found = pages.join('\n').match(/Extension \d{4}/g) ?? [];
      expect(found).toEqual(Array.from({ length: 450 }, (_, index) => `Extension ${String(index + 1).padStart(4, '0')}`));
      for (const [index, page] of pages.entries()) {
        expect(page).toContain(`Page ${index + 1} of ${pages.length}`);
        expect(page).toMatch(/Description\s+Quantity\s+Unit price\s+GST\s+Amount ex tax/);
        expect(page.includes('Carried forward')).toBe(index < pages.length - 1);
      }
      expect(pages.at(-1)).toMatch(/How to pay[\s\S]*Subtotal|Subtotal[\s\S]*How to pay/);
    },
  );

  it('carries forward what the lines so far come to', async () => {
    const lines = manyLines(60);
    const [first = ''] = await pagesOf(await invoicePdf(invoiceDocument({ lines })));
    const shown = first.match(/Extension \d{4}/g)?.length ?? 0;
    const cents = lines.slice(0, shown).reduce((sum, { amount }) => sum + amount, 0);
    expect(first).toContain(`Carried forward: $${(cents / 100).toFixed(2)} ex tax`);
  });

  it('keeps the totals together wherever the last line falls', async () => {
    for (let count = 8; count < 42; count += 1) {
      const pages = await pagesOf(await invoicePdf(invoiceDocument({ lines: manyLines(count) })));
      expect(
        pages.filter((page) => /Subtotal|Amount due|How to pay/.test(page)),
        `${count} lines`,
      ).toHaveLength(1);
      expect(pages.at(-1), `${count} lines`).toContain('Description');
    }
  });

  it('prints a description of 4,000 characters whole, over a page end', async () => {
    const words = Array.from({ length: 500 }, (_, index) => `word${String(index).padStart(3, '0')}`).join(' ');
    const pages = await pagesOf(await invoicePdf(invoiceDocument({ lines: [line('Before'), line(words), line('After')] })));
    expect(pages.length).toBe(2);
    expect(pages.join(' ').match(/word\d{3}/g)).toEqual(words.split(' '));
  });

  it('breaks a word that is wider than its column, and keeps line ends', async () => {
    const text = await print(invoiceDocument({ lines: [line('x'.repeat(300)), line('first\nsecond\r\nthird')] }));
    expect(squashed(text)).toContain('x'.repeat(300));
    expect(text).toMatch(/first[^\n]*\nsecond\nthird/);
  });

  it.each(LAYOUTS)('loses nothing of the longest names and addresses on the %s layout', async (layout) => {
    let count = 0;
    const long = (length: number) => Array.from({ length: length / 8 }, () => `w${String(++count).padStart(6, '0')}`).join(' ');
    const address = () => Array.from({ length: 6 }, () => long(200));
    const buyer = { name: long(200), address: address(), reference: long(96) };
    const payment = { text: `${long(4000)}\n${'\n'.repeat(90)}${long(800)}` };
    const company = { ...invoiceDocument().company, name: long(200), address: address(), payment };
    const text = await print(invoiceDocument({ layout, buyer, company, lines: manyLines(3) }));
    const found = new Set(text.match(/w\d{6}/g));
    expect(found.size).toBe(count);
    expect(text.match(/Extension 000\d/g)).toHaveLength(3);
  });

  it('says what it is to the programs that file it, and carries no script', async () => {
    const pdf = await invoicePdf(CASES.plain as InvoiceDocument);
    expect(await metadataOf(pdf)).toMatchObject({
      Title: 'Tax Invoice AAP-00042',
      Author: 'Alder & Ash Partners Pty Ltd',
      Language: 'en-AU',
    });
    expect(Buffer.from(pdf).toString('latin1')).not.toMatch(/\/(JavaScript|JS|Launch|OpenAction|EmbeddedFile)\b/);
  });

  it('is the same to the byte when it is printed again, whatever was printed between', async () => {
    const document = { ...(CASES.plain as InvoiceDocument), buyer: { name: 'Nguyễn Łukasz شركة 東京', address: [] } };
    const first = await invoicePdf(document);
    for (const name of Object.keys(CASES)) await invoicePdf(CASES[name] as InvoiceDocument);
    expect(Buffer.from(await invoicePdf(document)).equals(Buffer.from(first))).toBe(true);
  });

  it('prints other currencies with their own sign, or their code', async () => {
    expect(await print(invoiceDocument({ currency: 'EUR' }))).toMatch(/€89\.00[\s\S]*Tax 10%/);
    expect(await print(invoiceDocument({ currency: 'CHF' }))).toContain('CHF 89.00');
    expect(await print(invoiceDocument({ currency: 'NZD' }))).toContain('GST 10%');
  });
});
