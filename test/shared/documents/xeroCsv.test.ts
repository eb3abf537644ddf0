import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type CsvInvoice, csvOf, csvSettingsOf } from '../../../shared/documents/xeroCsv.ts';
import type { InvoiceDocument, Line } from '../../../shared/domain/invoice.ts';
import { decimal4, extend, percentOf, sum } from '../../../shared/domain/money.ts';
import { aDay, aLine, anAccount, dec, money } from '../../support/builders.ts';
import { aCsvInvoice, aLineOf } from '../../support/csvInvoices.ts';
import { COLUMNS, only, rowsIn } from '../../support/spreadsheet.ts';

const of = (over: Partial<InvoiceDocument>) => only(aCsvInvoice(over));

const GOLDEN: Readonly<Record<string, CsvInvoice>> = {
  'plain.csv': aCsvInvoice({
    buyer: { name: 'Harbour Bakery', address: ['1 Wharf Road', 'Newcastle NSW 2300'], reference: 'PO 77' },
    lines: [
      aLineOf('Fibre 100/40, 1–31 December 2026', '2', '89.95', { accountCode: '203' }),
      aLineOf('Calls, a minute, November 2026', '1234.5', '0.0825'),
      aLineOf('Loyalty credit', '1', '-5'),
      aLineOf('Postage, no GST', '1', '12', { taxRate: dec('0') }),
      aLine({
        description: 'Fibre 50/20, 12–31 January 2026 (20 of 31 days, 1 × 10.00)',
        unitPrice: dec('6.45'),
        amount: money('6.45'),
        tax: money('0.65'),
      }),
    ],
  }),
  'nasty.csv': aCsvInvoice({
    buyer: { name: ' <b>Nguyễn &  "Sons"</b>,\r\nLtd ', address: ['=1+1', '@home', 'c', 'd', 'e', 'f'], reference: '+61 2 5550 0100' },
    lines: [aLineOf("=cmd|' /C calc'!A0", '1', '1'), aLineOf('Two lines,\r\n"quoted"', '1', '-0.0001'), aLineOf('شركة الميناء', '1', '1')],
  }),
  'creditNote.csv': aCsvInvoice({
    lines: [aLineOf('Fibre 100/40, November 2026: 12 of 30 days, 18 fewer than billed on AAP-00001', '1', '-60')],
  }),
};

describe('the CSV that Xero imports', () => {
  it.each(Object.keys(GOLDEN))('is as it always was, to the byte: %s', (name) => {
    const invoice = GOLDEN[name];
    expect(Buffer.from(invoice ? csvOf(invoice) : '')).toEqual(readFileSync(`test/examples/csv/${name}`));
  });

  it('has 29 columns, whose heads repeat nowhere, and rows of an invoice that repeat its every head cell', () => {
    const csv = csvOf(aCsvInvoice({ lines: [aLineOf('One', '1', '1'), aLineOf('Two', '2', '2')] }));
    expect(COLUMNS).toHaveLength(29);
    const [one, two] = rowsIn(csv);
    const differing = COLUMNS.filter((column) => one?.[column] !== two?.[column]);
    expect(differing).toEqual(['Description', 'Quantity', 'UnitAmount']);
    expect(csv.split('\r\n')).toHaveLength(3);
  });

  it('leaves to Xero what Xero computes', () => {
    expect(of({})).toMatchObject({
      Total: '',
      TaxAmount: '',
      Discount: '',
      InventoryItemCode: '',
      BrandingTheme: '',
      POCity: '',
      POCountry: '',
    });
  });

  it.each([
    ['DMY', '01/12/2026', '15/12/2026'],
    ['MDY', '12/01/2026', '12/15/2026'],
  ] as const)('writes dates in the order of the account: %s', (dateOrder, date, due) => {
    expect(only(aCsvInvoice({}, { dateOrder }))).toMatchObject({ InvoiceDate: date, DueDate: due });
  });

  it('gives a credit note, which is never due, its own date in the column that may not be empty', () => {
    const row = of({ lines: [aLineOf('Back', '1', '-5')], date: aDay('2026-12-03') });
    expect(row).toMatchObject({ InvoiceDate: '03/12/2026', DueDate: '03/12/2026', UnitAmount: '-5.00', Quantity: '1' });
  });

  it("takes a line's own account code before the account's", () => {
    expect(of({ lines: [aLineOf('a', '1', '1', { accountCode: '260' })] }).AccountCode).toBe('260');
    expect(of({}).AccountCode).toBe('200');
  });

  it('gives an invoice without lines a row, so that its number is not missing in Xero', () => {
    const row = of({ lines: [] });
    expect(row).toMatchObject({ InvoiceNumber: 'AAP-00001', Description: 'Nothing to bill', Quantity: '1', UnitAmount: '0.00' });
  });

  it('sends four address lines, and what goes beyond in the last', () => {
    const row = of({ buyer: { name: 'B', address: ['1', '2', '3', '4', '5'] } });
    expect([1, 2, 3, 4].map((line) => row[`POAddressLine${line}`])).toEqual(['1', '2', '3', '4, 5']);
  });

  it('knows no email address of a customer without one', () => {
    expect(only({ ...aCsvInvoice(), email: undefined }).EmailAddress).toBe('');
  });

  it('names a contact as Xero can: no <>, no space at the ends or twice, at most 255, never half a character', () => {
    expect(of({ buyer: { name: '  A <b>  &\t"C" ', address: [] } }).ContactName).toBe('A b & "C"');
    expect(of({ buyer: { name: `${'x'.repeat(254)} y`, address: [] } }).ContactName).toBe('x'.repeat(254));
    expect(of({ buyer: { name: `${'x'.repeat(254)}😀`, address: [] } }).ContactName).toBe('x'.repeat(254));
    expect(of({ buyer: { name: '<>', address: [] } }).ContactName).toBe('AAP-00001');
  });
});

describe('the tax name of a line', () => {
  const settings = (over: { registered?: boolean; currency?: string; rate?: string }) => {
    const { xero, billing, company } = anAccount();
    const { registered = true, currency = 'AUD', rate = '10' } = over;
    return csvSettingsOf({
      xero,
      billing: { ...billing, currency, taxRate: dec(rate) },
      company: { ...company, registeredForTax: registered },
    });
  };

  test.each([
    ['an Australian seller', {}, 'GST Free Income'],
    ['one not registered for tax', { registered: false }, 'BAS Excluded'],
    ['a New Zealand seller', { currency: 'NZD' }, 'Zero Rated'],
    ['a seller elsewhere', { currency: 'CAD' }, 'GST on Income'],
    ['a seller whose own rate is zero, who chose the name for it', { rate: '0' }, 'GST on Income'],
  ] as const)('that is not taxed, of %s', (_, over, name) => expect(settings(over).taxFreeName).toBe(name));

  it('is the taxed one only where tax is charged', () => {
    const lines = [aLineOf('taxed', '1', '1'), aLineOf('free', '1', '1', { taxRate: dec('0') })];
    const rows = rowsIn(csvOf({ ...aCsvInvoice({ lines }), settings: settings({}) }));
    expect(rows.map((row) => row.TaxType)).toEqual(['GST on Income', 'GST Free Income']);
  });

  it('is its own where it has one, taxed or not: a third rate is not the account’s', () => {
    const lines = [
      aLineOf('a third rate', '1', '1', { taxRate: dec('15'), taxType: 'TAX009', taxTypeName: 'Levy on Income' }),
      aLineOf('an export', '1', '1', { taxRate: dec('0'), taxTypeName: 'GST Free Exports' }),
      aLineOf('known to the API alone', '1', '1', { taxType: 'TAX009' }),
      aLineOf('usual', '1', '1'),
    ];
    const rows = rowsIn(csvOf({ ...aCsvInvoice({ lines }), settings: settings({}) }));
    expect(rows.map((row) => row.TaxType)).toEqual(['Levy on Income', 'GST Free Exports', 'GST on Income', 'GST on Income']);
  });
});

const NUMBERS = ['Quantity', 'UnitAmount'];

describe('a number', () => {
  const quantity = fc.integer({ min: 1, max: 9_999_999 });
  const price = fc.integer({ min: -9_999_999, max: 9_999_999 });
  const lines = fc.array(fc.record({ quantity, price, taxed: fc.boolean() }), { minLength: 1, maxLength: 20 });

  it('is plain digits with at most four places, and the rows come to our total as Xero adds them', () => {
    fc.assert(
      fc.property(lines, (given) => {
        const made: Line[] = given.map((line) => {
          const [amount, taxRate] = [
            extend(line.price as Line['unitPrice'], line.quantity as Line['quantity']),
            dec(line.taxed ? '10' : '0'),
          ];
          const numbers = { quantity: line.quantity as Line['quantity'], unitPrice: line.price as Line['unitPrice'], amount, taxRate };
          return aLine({ ...numbers, tax: percentOf(amount, taxRate) });
        });
        const invoice = aCsvInvoice({ lines: made });
        const rows = rowsIn(csvOf(invoice));
        for (const row of rows) for (const column of NUMBERS) expect(row[column]).toMatch(/^-?\d+(\.\d{1,4})?$/);
        const amounts = rows.map((row) => extend(decimal4(row.UnitAmount ?? ''), decimal4(row.Quantity ?? '')));
        const taxes = rows.map((row, index) => percentOf(amounts[index] ?? money('0'), dec(row.TaxType === 'GST on Income' ? '10' : '0')));
        expect(sum([...amounts, ...taxes])).toBe(invoice.document.total);
      }),
    );
  });
});
