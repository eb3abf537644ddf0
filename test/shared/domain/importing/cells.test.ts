import { describe, expect, it } from 'vitest';
import { addresses, Cells, cell, days, likeName, sameName, yesNo } from '../../../../shared/domain/importing/cells.ts';

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

describe('a cell whose content was lost in the spreadsheet', () => {
  const told = (text: string) => new Cells({ row: 2, name: text }).problems.map(({ message }) => message);

  it.each(['#N/A', '#REF!', '#name?', '#########'])('is told as that, and is nobody’s name: %s', (text) => {
    expect(told(text)).toEqual([`is “${text}”, which the spreadsheet writes where it knows no value`]);
  });

  it.each(['6.14E+10', '6,14E+10', '1.5E-05'])('or shortened, too: %s', (text) => {
    expect(told(text)).toEqual([`is “${text}”, a number that the spreadsheet shortened: show the column as text, and save it again`]);
  });

  it('or of which a letter was lost', () => {
    expect(told('M\uFFFDller')).toEqual([expect.stringContaining('a letter that was lost when the file was saved')]);
  });

  it('is told once', () => {
    const cells = new Cells({ row: 2, enabled: '#REF!' });
    expect(cells.read('enabled', yesNo)).toBe(undefined);
    expect(cells.problems).toHaveLength(1);
  });

  it('is not every one with a hash or an E', () => {
    expect(['#1 Bakery', '# 7', '1E5', 'E+10', 'Unit #N/A, 1 Quay'].flatMap(told)).toEqual([]);
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

  it('are almost the same name whatever their accents, dots and hyphens', () => {
    expect(likeName('Muller & Sohne Pty. Ltd.')).toBe(likeName('Müller & Söhne Pty Ltd'));
    expect(likeName('Harbour\u200B-Bakery')).toBe(likeName('Harbour Bakery'));
    expect(likeName('Harbour Bakery 2')).not.toBe(likeName('Harbour Bakery'));
  });
});
