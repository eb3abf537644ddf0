import { describe, expect, it } from 'vitest';
import { addresses, Cells, cell, days, sameName, yesNo } from '../../../../shared/domain/importing/cells.ts';

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

describe('a row', () => {
  it('with a cell as long as a book is told so, and the book is not looked at', () => {
    const cells = new Cells({ row: 2, name: 'x'.repeat(5001), notes: 'x'.repeat(5000) });
    expect(cells.text('name')).toBe('');
    expect(cells.text('notes')).toHaveLength(5000);
    expect(cells.problems).toEqual([{ field: 'name', message: 'must be at most 5000 characters long' }]);
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
    expect(addresses('Jo Doe <jo@a.example>; "Roe, Al" <al@a.example>, b@b.example c@c.example,\nnot one')).toEqual([
      'jo@a.example',
      'al@a.example',
      'b@b.example',
      'c@c.example',
      'not one',
    ]);
  });

  it('are the same name whatever their case, spaces and coding of accents', () => {
    expect(sameName(' Mu\u0308ller   &\u00A0Söhne ')).toBe(sameName('MÜLLER & SÖHNE'));
    expect(sameName('Muller')).not.toBe(sameName('Müller'));
  });
});
