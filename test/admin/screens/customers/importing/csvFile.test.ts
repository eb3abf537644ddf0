import { describe, expect, it } from 'vitest';
import { columnName, FILE_ROWS, guessedHeads, readSheet, withHeads } from '../../../../../admin/screens/customers/importing/csvFile.ts';
import { CUSTOMER_FIELDS } from '../../../../../shared/domain/importing/customerRow.ts';
import { SERVICE_FIELDS } from '../../../../../shared/domain/importing/serviceRow.ts';

const FIELDS = { customers: CUSTOMER_FIELDS.map(plainly), services: SERVICE_FIELDS.map(plainly) };
function plainly(field: (typeof CUSTOMER_FIELDS)[number]) {
  return { ...field, aliases: [...field.aliases] };
}

const read = (content: string | Uint8Array<ArrayBuffer>, name = 'list.csv') => readSheet(new File([content], name));
const cells = async (content: string | Uint8Array<ArrayBuffer>) => (await read(content)).lines.map((line) => line.cells);
const bytes = (text: string, encoding: BufferEncoding) => new Uint8Array(Buffer.from(text, encoding));

/** As a clerk sees it: the row numbers of the spreadsheet. */
const rows = async (content: string) => (await read(content)).lines.map(({ row, cells: [first] }) => `${row} ${first}`);

const heads = async (content: string, kind: keyof typeof FIELDS = 'customers') => guessedHeads(await read(content), FIELDS[kind]);

const TABLE = 'Name\tE-Mail\r\nMüller & Söhne\tm@m.example\r\n';
const READ = [
  ['Name', 'E-Mail'],
  ['Müller & Söhne', 'm@m.example'],
];

describe('the letters of a file', () => {
  it.each([
    ['UTF-8', bytes(TABLE, 'utf8')],
    ['UTF-8 with a mark', bytes(`\uFEFF${TABLE}`, 'utf8')],
    ['Unicode text, as Excel calls it', bytes(`\uFEFF${TABLE}`, 'utf16le')],
    ['the same without its mark', bytes(TABLE, 'utf16le')],
    ['the same, the other way about', new Uint8Array(Buffer.from(`\uFEFF${TABLE}`, 'utf16le').swap16())],
  ])('are read from %s, and need no second look', async (_, content) => {
    expect(await cells(content)).toEqual(READ);
    expect((await read(content)).guessed).toBe(false);
  });

  it('are read from the old code page of Windows, and it is known that this was guessed', async () => {
    const { lines, guessed } = await read(
      bytes(`${TABLE}€ – “Ω”`.replace('Ω', 'x'), 'latin1').map((byte) => (byte === 0xac ? 0x80 : byte)),
    );
    expect(lines[1]?.cells[0]).toBe('Müller & Söhne');
    expect(guessed).toBe(true);
  });

  it('begin behind a mark, though the first head is in quotation marks', async () => {
    expect(await cells('\uFEFF"Name","E-mail"\r\n"A, B","a@a.example"')).toEqual([
      ['Name', 'E-mail'],
      ['A, B', 'a@a.example'],
    ]);
  });
});

describe('what is no CSV file', () => {
  it.each([
    ['list.xlsx', Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0]), /^list.xlsx is an Excel workbook or another packed file, not a CSV file/],
    ['list.csv', Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0]), /^list.csv is an Excel workbook/],
    ['list.xls', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), /is an old Excel workbook/],
    ['list.pdf', bytes('%PDF-1.7\n%âãÏÓ', 'latin1'), /is a PDF/],
    ['list.xls', bytes('\n<html><table><tr><td>Name', 'utf8'), /is a web page or XML, though it may be called otherwise/],
    ['list.bin', Uint8Array.from([1, 2, 3, 0, 0, 0, 0, 4, 5, 0, 6]), /is no text/],
  ])('is told as what it is, and what to do about it: %s', async (name, content, words) => {
    await expect(read(content, name)).rejects.toThrow(words);
    await expect(read(content, name)).rejects.toThrow('choose “Save as” and “CSV UTF-8”');
  });

  it('may be empty, blank or nothing but heads', async () => {
    await expect(read('')).rejects.toThrow('list.csv is empty');
    await expect(read('\uFEFF\r\n ; ;\r\n\r\n')).rejects.toThrow('list.csv is empty');
    const sheet = await read('Name,E-mail\r\n\r\n,\r\n');
    expect(() => withHeads(sheet, guessedHeads(sheet, FIELDS.customers))).toThrow('has a line of heads, and nothing below it');
  });

  it('may be too much at once: the limit is said', async () => {
    const list = (count: number) => `Name\n${Array.from({ length: count }, (_, at) => `Customer ${at}`).join('\n')}\n`;
    expect((await read(list(FILE_ROWS))).lines).toHaveLength(FILE_ROWS + 1);
    await expect(read(list(FILE_ROWS + 1))).rejects.toThrow(/has 50,001 rows: at most 50,000 can be imported at once/);
    const huge = { name: 'huge.csv', size: 26 * 1024 * 1024 } as File;
    await expect(readSheet(huge)).rejects.toThrow('huge.csv has 26 MB: at most 25 MB');
  });

  it('may be gone since it was chosen', async () => {
    const gone = { name: 'list.csv', size: 5, arrayBuffer: () => Promise.reject(new DOMException('x', 'NotReadableError')) };
    await expect(readSheet(gone as unknown as File)).rejects.toThrow('list.csv cannot be opened. It was moved, or changed since');
  });
});

describe('the lines of a file', () => {
  it.each(['\r\n', '\n', '\r'])('end as they like, and count as in a spreadsheet, blank ones too: %j', async (end) => {
    const text = ['Name,Notes', 'Ada,"two', 'lines"', '', ' , ', 'Bo,', '', ''].join(end);
    expect(await rows(text)).toEqual(['1 Name', '2 Ada', '5 Bo']);
  });

  it('end differently where two files were put together', async () => {
    expect(await rows('Name,Notes\r\nAda,x\nBo,y\rCy,z')).toEqual(['1 Name', '2 Ada', '3 Bo', '4 Cy']);
  });

  it.each([
    [
      'a quotation mark that is never closed',
      'Name,E-mail\nAda,a@a.example\n"Bo,b@b.example\nCy,\n',
      /Row 3, column 1 \(Name\) begins with a quotation mark/,
    ],
    ['one in the last cell', 'Name,E-mail\nAda,"a@a.example', /Row 2, column 2 \(E-mail\) begins with a quotation mark/],
    ['one in the heads', '"Name,E-mail\nAda,x', /Row 1, column 1 begins with/],
    [
      'one that the next one seems to close',
      'Name,E-mail\n"Ada,a@a.example\n"Bo",b@b.example\n',
      /Row 2, column 1 \(Name\) has a quotation mark \("\) in the middle/,
    ],
    ['inches in a cell that is quoted', 'Name,Notes\nAda,x\nBo,"a 19" rack"\n', /Row 3, column 2 \(Notes\) has a quotation mark/],
  ])('are not guessed at with %s: row and column are told', async (_, text, words) => {
    await expect(read(text)).rejects.toThrow(words);
    await expect(read(text)).rejects.toThrow('Mend it and save the file again');
  });

  it('may have inches in a cell without quotation marks, and doubled ones in a cell with them', async () => {
    expect(await cells('Name,Notes\nBo,a 19" rack\nCy,"a 19"" rack"\n')).toEqual([
      ['Name', 'Notes'],
      ['Bo', 'a 19" rack'],
      ['Cy', 'a 19" rack'],
    ]);
  });
});

describe('what stands between two cells', () => {
  it.each([
    ['semicolons, though each price has a comma', 'Customer;Price;From\nAda;1,50;1.1.2026\nBo;2,50;1.1.2026', ';', 3],
    ['semicolons, though a cell has more commas than there are heads', 'a;b\nx, y, z;1,5', ';', 2],
    ['commas, though the addresses have semicolons', 'Name,To\nAda,a@a.example;b@b.example;c@c.example\nBo,b@b.example', ',', 2],
    ['commas in quotation marks are text', 'Name;"Price, ex tax, monthly"\n"Ada, Bo";5\n"Cy, Di";6', ';', 2],
    ['tabs', 'Name\tNotes\nAda\tx, y; z', '\t', 2],
    ['what the first line says it is', 'sep=;\r\nName;Notes, more\r\nAda;x', ';', 2],
    ['nothing: it is one column', 'Name\nAda\nBo', ',', 1],
    ['nothing, though a name has a comma: its row is told as having moved', 'Name\nAda\nSmith, Bo', ',', 1],
  ])('is found: %s', async (_, text, delimiter, columns) => {
    const sheet = await read(text);
    expect(sheet.delimiter).toBe(delimiter);
    expect(sheet.lines[0]?.cells).toHaveLength(columns);
  });
});

describe('the heads', () => {
  it('stand in the first line, or below what a report prints above them', async () => {
    expect(await heads('Name,E-mail\nAda,a@a.example')).toBe(0);
    expect(await heads('{}\nCo./Last Name\tFirst Name\tCard ID\nAda Ltd\t\t*None')).toBe(1);
    expect(await heads('Acacia Pty Ltd,\nCustomers,\n\nName,E-mail\nAda,a@a.example')).toBe(2);
  });

  it('of another language are not passed over for a row that holds one of our words', async () => {
    expect(await heads('Kunde;Leistung;Preis;Ab\nAda;Plan;5;2026-01-01\nBo;Service;Monthly;x', 'services')).toBe(0);
  });

  it('are none where the first line is a customer already', async () => {
    expect(await heads('Harbour Bakery,jo@bakery.example\nBo,b@b.example')).toBe(null);
    expect(await heads('Harbour Bakery,Fibre,$99.00,1/11/2026', 'services')).toBe(null);
    const { rows, heads: named } = withHeads(await read('Ada,a@a.example\nBo,b@b.example,x'), null);
    expect(rows).toHaveLength(2);
    expect(named.map((_, at) => columnName(named, at))).toEqual(['Column 1', 'Column 2', 'Column 3']);
  });

  it('have a name each on the screen, though two are the same or one is blank', () => {
    const named = ['Name', 'Email', '', 'Email'];
    expect(named.map((_, at) => columnName(named, at))).toEqual(['Name', 'Email (column 2)', 'Column 3', 'Email (column 4)']);
  });
});
