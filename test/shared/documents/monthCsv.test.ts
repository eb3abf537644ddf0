import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { type CsvFile, monthCsv } from '../../../shared/documents/monthCsv.ts';
import { CSV_HEADER, csvOf } from '../../../shared/documents/xeroCsv.ts';
import { aCsvInvoice, aLineOf, invoicesOfLengths, pagesOf } from '../../support/csvInvoices.ts';

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const got: T[] = [];
  for await (const item of items) got.push(item);
  return got;
}

async function files(lengths: readonly number[], maxRows = 500, pageSize = 10): Promise<CsvFile[]> {
  return all(monthCsv(pagesOf(invoicesOfLengths(lengths), pageSize), { maxRows }));
}

const text = ({ content }: CsvFile): string => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);

/** The number of each data row's invoice, in order. */
const numbersIn = (file: CsvFile): string[] =>
  Papa.parse<string[]>(text(file))
    .data.slice(1)
    .map((row) => row[10] ?? '');

describe("a month's CSV", () => {
  it('of one small invoice is the CSV of that invoice', async () => {
    const [file, ...others] = await files([3]);
    const [invoice] = invoicesOfLengths([3]);
    expect(others).toEqual([]);
    expect(file && text(file)).toBe(invoice && csvOf(invoice));
    expect(file).toMatchObject({ kind: 'invoice', invoices: 1, rows: 3, overLimit: false });
    expect(file).not.toHaveProperty('part');
  });

  it('of a month without invoices is no file', async () => expect(await files([])).toEqual([]));

  it('fills a file to 500 rows and begins the next with a whole invoice', async () => {
    const shape = (await files([300, 200, 1, 498])).map(({ part, invoices, rows }) => ({ part, invoices, rows }));
    expect(shape).toEqual([
      { part: 1, invoices: 2, rows: 500 },
      { part: 2, invoices: 2, rows: 499 },
    ]);
  });

  it('gives an invoice of more than 500 rows a file of its own, and says so', async () => {
    const shape = (await files([10, 501, 10])).map(({ part, rows, overLimit }) => ({ part, rows, overLimit }));
    expect(shape).toEqual([
      { part: 1, rows: 10, overLimit: false },
      { part: 2, rows: 501, overLimit: true },
      { part: 3, rows: 10, overLimit: false },
    ]);
  });

  it('keeps credit notes in their own file', async () => {
    const credit = aCsvInvoice({ number: 'AAP-00002', lines: [aLineOf('Back', '1', '-5')] });
    const month = [aCsvInvoice(), credit, aCsvInvoice({ number: 'AAP-00003' })];
    const made = await all(monthCsv(pagesOf(month)));
    expect(made.map((file) => [file.kind, numbersIn(file)])).toEqual([
      ['invoice', ['AAP-00001', 'AAP-00003']],
      ['creditNote', ['AAP-00002']],
    ]);
  });

  it('gives out a file before it has asked for the rest of the month', async () => {
    let asked = 0;
    async function* counted() {
      for await (const page of pagesOf(invoicesOfLengths(Array.from({ length: 60 }, () => 100)), 1)) {
        asked += 1;
        yield page;
      }
    }
    await monthCsv(counted()).next();
    expect(asked).toBeLessThan(15);
  });

  it('begins without a byte order mark and ends without a blank row', async () => {
    const [file] = await files([2, 2]);
    expect(file && text(file).startsWith(`${CSV_HEADER}\r\n`)).toBe(true);
    expect(file && text(file)).not.toMatch(/\r\n$/);
  });

  it('has every invoice whole, once, by number, within the limit, whatever the sizes', async () => {
    const lengths = fc.array(fc.integer({ min: 0, max: 14 }), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(lengths, fc.integer({ min: 1, max: 7 }), async (sizes, pageSize) => {
        const made = await files(sizes, 10, pageSize);
        for (const kind of ['invoice', 'creditNote'] as const) {
          const rows = made.filter((file) => file.kind === kind).map(numbersIn);
          const numbers = rows.map((each) => [...new Set(each)]);
          expect(numbers.flat()).toEqual([...new Set(rows.flat())].sort());
        }
        const expected = invoicesOfLengths(sizes).flatMap(({ document }) =>
          Array(Math.max(1, document.lines.length)).fill(document.number),
        );
        expect(made.flatMap(numbersIn).sort()).toEqual(expected);
        for (const file of made) {
          expect(file.rows).toBe(numbersIn(file).length);
          expect(file.invoices).toBe(new Set(numbersIn(file)).size);
          expect(file.overLimit).toBe(file.rows > 10);
          if (file.overLimit) expect(file.invoices).toBe(1);
        }
      }),
      { numRuns: 50 },
    );
  });
});
