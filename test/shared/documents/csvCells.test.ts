import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvOf } from '../../../shared/documents/xeroCsv.ts';
import { aCsvInvoice, aLineOf } from '../../support/csvInvoices.ts';
import { only, rowsIn } from '../../support/spreadsheet.ts';

const described = (description: string) => only(aCsvInvoice({ lines: [aLineOf(description, '1', '1')] })).Description;

/** As a spreadsheet sees it: what begins so is computed, not shown. */
const COMPUTED = /^[\s\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;
const NUMBERS = ['Quantity', 'UnitAmount'];
const NASTY = [
  "=cmd|' /C calc'!A0",
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  ' =1',
  '\u0000=1',
  '\uFEFF=1',
  '\u200B=1',
  '＝1',
  '"=1',
  '",=1',
  ';=1',
];

describe('a cell of text', () => {
  const bits = fc.constantFrom(...NASTY, '"', ',', '\r\n', '\n', "'", '<', '>', '\u0000', '\u202E', '\ud800', '😀', 'é', 'a', ' ');
  const nasty = fc.array(bits, { maxLength: 8 }).map((parts) => parts.join(''));

  it.each(NASTY)('is never computed by a spreadsheet: %j', (text) => {
    expect(described(text)).not.toMatch(COMPUTED);
    expect(described(text)).toContain(text.at(-1));
  });

  it('is guarded in every column, and nothing spills into another column or row', () => {
    const texts = fc.tuple(nasty, nasty, nasty, nasty, nasty, nasty);
    fc.assert(
      fc.property(texts, ([name, address, reference, number, description, accountCode]) => {
        const lines = [aLineOf(description, '1', '-1', { accountCode }), aLineOf('second', '2', '-2')];
        const invoice = aCsvInvoice({ number, buyer: { name, address: [address], reference }, lines });
        const rows = rowsIn(csvOf({ ...invoice, email: reference }));
        expect(rows).toHaveLength(2);
        for (const row of rows) {
          for (const [column, cell] of Object.entries(row)) if (!NUMBERS.includes(column)) expect(cell, column).not.toMatch(COMPUTED);
          expect(row).toMatchObject({ Currency: 'AUD', BrandingTheme: '', TaxType: 'GST on Income', InvoiceDate: '01/12/2026' });
        }
        expect(rows[1]).toMatchObject({ Description: 'second', Quantity: '2', UnitAmount: '-2.00' });
      }),
    );
  });

  it('that is plain comes back as it was', () => {
    const plain = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => text.trim() !== '' && !COMPUTED.test(text) && !/[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u.test(text));
    fc.assert(
      fc.property(plain, (text) => {
        expect(described(text)).toBe(text);
      }),
    );
  });

  it('keeps the line breaks of a description, and is no longer than Xero takes', () => {
    expect(described('one\r\ntwo\rthree')).toBe('one\ntwo\nthree');
    expect(described(' \u0000 ')).toBe('No description');
    expect(described(`=${'x'.repeat(5000)}`)).toHaveLength(4000);
    expect(only(aCsvInvoice({ lines: [aLineOf('a', '1', '1', { accountCode: '12345678901' })] })).AccountCode).toBe('1234567890');
  });
});
