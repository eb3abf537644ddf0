import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { contentDisposition, csvName, monthCsvName, pdfName } from '../../../shared/domain/fileName.ts';
import { aMonth } from '../../support/builders.ts';

const named = (name: string, number = 'AAP-00001') => ({ number, buyer: { name } });

describe('the name of a file', () => {
  it('is one that a person would choose', () => {
    expect(pdfName(named('Harbour Bakery'))).toBe('AAP-00001 Harbour Bakery.pdf');
    expect(csvName(named('Nguyễn Văn Đức'))).toBe('AAP-00001 Nguyễn Văn Đức.csv');
    expect(monthCsvName('invoice', aMonth('2026-12'))).toBe('Invoices 2026-12.csv');
    expect(monthCsvName('invoice', aMonth('2026-12'), 2)).toBe('Invoices 2026-12 part 2.csv');
    expect(monthCsvName('creditNote', aMonth('2026-12'))).toBe('Credit notes 2026-12.csv');
  });

  test.each([
    ['../../etc/passwd', 'AAP-00001 .. .. etc passwd.pdf'],
    ['A\r\nB\u0000"C"', 'AAP-00001 A B C.pdf'],
    ['AC/DC: "Live" <1>|?*\\', 'AAP-00001 AC DC Live 1.pdf'],
    ['Ltd.', 'AAP-00001 Ltd.pdf'],
    ['fdp\u202Eexe.', 'AAP-00001 fdpexe.pdf'],
    ['', 'AAP-00001.pdf'],
  ])('is safe for a customer called %j', (name, file) => expect(pdfName(named(name))).toBe(file));

  it('is safe and short enough for every file system, whatever the customer is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ maxLength: 10 }), (name, number) => {
        const file = pdfName(named(name, number));
        expect(file).toMatch(/^[^.\s].*\.pdf$/u);
        expect(file).not.toMatch(/[\p{Cc}\p{Cs}/\\:*?"<>|\u202A-\u202E]/u);
        expect(Buffer.byteLength(file)).toBeLessThanOrEqual(255);
      }),
    );
  });
});

describe('the header under which a browser saves a file', () => {
  test.each([
    ['AAP-00001 Bakery.pdf', 'AAP-00001 Bakery.pdf', 'AAP-00001%20Bakery.pdf'],
    ['Nguyễn Łódź.pdf', 'Nguyen Lodz.pdf', 'Nguy%E1%BB%85n%20%C5%81%C3%B3d%C5%BA.pdf'],
    ['AAP-00001 شركة.pdf', 'AAP-00001.pdf', 'AAP-00001%20%D8%B4%D8%B1%D9%83%D8%A9.pdf'],
    ["It's (1)*.csv", "It's (1)*.csv", 'It%27s%20%281%29%2A.csv'],
    ['شركة.pdf', 'download.pdf', '%D8%B4%D8%B1%D9%83%D8%A9.pdf'],
  ])('says %s twice', (name, ascii, encoded) =>
    expect(contentDisposition(name)).toBe(`attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`),
  );

  it('is one header of printable ASCII, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(contentDisposition(name)).toMatch(
          /^attachment; filename="[\x20\x21\x23-\x5b\x5d-\x7e]+"; filename\*=UTF-8''[A-Za-z0-9%!.~_-]*$/,
        );
      }),
    );
  });
});
