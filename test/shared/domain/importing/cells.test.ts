import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addresses, amount, cell, days, dayText, yesNo } from '../../../../shared/domain/importing/cells.ts';

describe('a cell of a spreadsheet', () => {
  it.each([
    ['\uFEFFName', 'Name'],
    ['  12.50\u00A0', '12.50'],
    ["'0412 000 111", '0412 000 111'],
    ["'=SUM(A1)", '=SUM(A1)'],
    ["O'Brien & Söhne <test>", "O'Brien & Söhne <test>"],
    ["'s-Hertogenbosch", "'s-Hertogenbosch"],
  ])('is read without what the spreadsheet added: %j', (text, read) => {
    expect(cell(text)).toBe(read);
  });
});

describe('an amount', () => {
  it.each([
    ['12.50', '12.50'],
    ['$1,234.50', '1234.50'],
    ['AUD 1,000,000', '1000000'],
    ['-$5.00', '-5.00'],
    ['$-5.00', '-5.00'],
    ['(5.00)', '-5.00'],
    ['10%', '10'],
    ['0.082500000', '0.0825'],
    ['12.0000000', '12'],
    ['1 234.50', '1234.50'],
    ['+7', '7'],
    ['abc', 'abc'],
    ['1.5E+3', '1.5E+3'],
  ])('is read as people write it, and what is none is left to be refused: %s', (text, value) => {
    expect(amount(text)).toEqual({ value });
  });

  it.each([
    ['12,50', '12.50'],
    ['1.234,50', '1234.50'],
    ['1234,5', '1234.5'],
  ])('with a decimal comma is refused, for it could be another amount by a thousand: %s', (text, instead) => {
    expect(amount(text)).toEqual({ problem: `has a decimal comma: write it with a point, like ${instead}` });
  });

  it('survives a spreadsheet: whatever we write with commas and a currency is read as it was', () => {
    fc.assert(
      fc.property(fc.integer({ min: -99_999_999, max: 99_999_999 }), (cents) => {
        const plain = (cents / 100).toFixed(2);
        const written = Number(plain).toLocaleString('en-AU', { style: 'currency', currency: 'AUD' });
        expect(amount(written)).toEqual({ value: plain });
      }),
    );
  });
});

describe('a day', () => {
  it.each([
    ['2026-07-31', 'DMY', '2026-07-31'],
    ['2026-07-31T00:00:00Z', 'DMY', '2026-07-31'],
    ['31/7/2026', 'DMY', '2026-07-31'],
    ['01.02.2026', 'DMY', '2026-02-01'],
    ['1/2/2026', 'MDY', '2026-01-02'],
    ['31/2/2026', 'DMY', '2026-02-31'],
  ] as const)('is read by the account’s date order, and whether there is such a day is judged later: %s', (text, order, value) => {
    expect(dayText(text, order)).toEqual({ value });
  });

  it('of the other date order is told as that', () => {
    expect(dayText('7/31/2026', 'DMY')).toEqual({ problem: expect.stringContaining('days are read as 31/7/2026') });
    expect(dayText('31/7/26', 'DMY')).toEqual({ problem: expect.stringContaining('must be a day like') });
  });
});

describe('the other cells', () => {
  it('know yes and no in the usual spellings', () => {
    expect(['Yes', 'y', 'TRUE', '1'].map(yesNo)).toEqual(Array(4).fill({ value: true }));
    expect(['No', 'n', 'FALSE', '0'].map(yesNo)).toEqual(Array(4).fill({ value: false }));
    expect(yesNo('maybe')).toEqual({ problem: 'must be yes or no' });
  });

  it('know days of terms', () => {
    expect(days('30 days')).toEqual({ value: 30 });
    expect(days('net 30')).toEqual({ problem: 'must be a whole number of days' });
  });

  it('take a list of addresses apart, with names and brackets', () => {
    expect(addresses('Jo Doe <jo@a.example>; b@b.example c@c.example,\nnot one')).toEqual([
      'jo@a.example',
      'b@b.example',
      'c@c.example',
      'not one',
    ]);
  });
});
