import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import Papa from 'papaparse';
import { monthCsv } from '../shared/documents/monthCsv.ts';
import { CSV_HEADER, type CsvInvoice } from '../shared/documents/xeroCsv.ts';
import type { InvoiceDocument, Line } from '../shared/domain/invoice.ts';
import type { Cents, Decimal4 } from '../shared/domain/money.ts';
import type { Day } from '../shared/domain/month.ts';
import { cpuTime, median, type Row, ratioOf } from './rows.ts';

const run = promisify(execFile);

const LINES = 100_000;
const LINES_AN_INVOICE = 12;
/** Invoices at once: larger pages outlive V8's young generation, and it is that, not the files, which then grows with the month. */
const PAGE = 10;
const MEMORY_ROUNDS = 3;

/** The month's CSV against what its engine alone takes to write the very same rows, and what ten times the rows cost in memory. */
export async function csv(): Promise<Row[]> {
  return [await againstPapa(), await memory()];
}

async function againstPapa(): Promise<Row> {
  const invoices = [...someInvoices(LINES)];
  const rows = await cellsOf(invoices);
  const ours = () => cpuTime(() => writeMonth(pagesOf(invoices)));
  const bare = () => cpuTime(() => Papa.unparse(rows));
  for (let warmUp = 0; warmUp < 3; warmUp += 1) await ratioOf(ours, bare, 1);
  const { ratio, ours: mine, theirs } = await ratioOf(ours, bare);
  const detail = `${(mine / 1000).toFixed(0)} ms of CPU from invoices to bytes; Papa alone ${(theirs / 1000).toFixed(0)} ms from arrays to text`;
  return { name: 'month CSV of 100,000 lines / bare Papa.unparse', ratio, target: 0.9, better: 'lower', detail };
}

/** The same cells as the month's files have, as the arrays that Papa takes: empty ones as it likes them best. */
async function cellsOf(invoices: readonly CsvInvoice[]): Promise<(string | null)[][]> {
  const rows: (string | null)[][] = [CSV_HEADER.split(',')];
  for await (const { content } of monthCsv(pagesOf(invoices))) {
    const { data } = Papa.parse<string[]>(new TextDecoder().decode(content));
    for (const row of data.slice(1)) rows.push(row.map((cell) => (cell === '' ? null : cell)));
  }
  return rows;
}

async function memory(): Promise<Row> {
  const worker = await bundled();
  const ratios: number[] = [];
  let [small, large] = [0, 0];
  for (let round = 0; round < MEMORY_ROUNDS; round += 1) {
    small = await peakOf(worker, LINES);
    large = await peakOf(worker, LINES * 10);
    ratios.push(large / small);
  }
  const detail = `${small.toFixed(0)} MB at 100,000 lines, ${large.toFixed(0)} MB at a million, each in a process of its own`;
  return { name: "peak memory of the month's CSV, 10 times the rows", ratio: median(ratios), target: 1.5, better: 'lower', detail };
}

/** This file as a function would be shipped: what Node needs to read TypeScript would hide half of the growth. */
async function bundled(): Promise<string> {
  // Loaded here, because this file is itself the worker, whose memory is to be its own.
  const { build } = await import('esbuild');
  const outfile = resolve('dist/bench/csv.mjs');
  const banner = { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" };
  const external = ['esbuild'];
  const shape = { bundle: true, minify: true, platform: 'node', target: 'node24', format: 'esm' } as const;
  await build({ entryPoints: [import.meta.filename], outfile, banner, external, ...shape, logLevel: 'error' });
  return outfile;
}

async function peakOf(worker: string, lines: number): Promise<number> {
  const { stdout } = await run(process.execPath, [worker, String(lines)]);
  return Number(stdout);
}

/** Megabytes, of the whole process. */
async function writeAndMeasure(lines: number): Promise<number> {
  await writeMonth(pagesOf(someInvoices(lines)));
  return process.resourceUsage().maxRSS / 1024;
}

async function writeMonth(pages: AsyncIterable<readonly CsvInvoice[]>): Promise<number> {
  let bytes = 0;
  for await (const { content } of monthCsv(pages)) bytes += content.byteLength;
  return bytes;
}

async function* pagesOf(invoices: Iterable<CsvInvoice>): AsyncGenerator<CsvInvoice[]> {
  let page: CsvInvoice[] = [];
  for (const invoice of invoices) {
    page.push(invoice);
    if (page.length < PAGE) continue;
    yield page;
    page = [];
  }
  yield page;
}

function* someInvoices(lines: number): Generator<CsvInvoice> {
  for (let made = 0, sequence = 1; made < lines; made += LINES_AN_INVOICE, sequence += 1) {
    yield anInvoice(sequence, Math.min(LINES_AN_INVOICE, lines - made));
  }
}

const SETTINGS = { accountCode: '200', taxTypeName: 'GST on Income', taxFreeName: 'GST Free Income', dateOrder: 'DMY' } as const;

function anInvoice(sequence: number, length: number): CsvInvoice {
  const lines = Array.from({ length }, (_, index) => aLine(sequence, index));
  const document: InvoiceDocument = {
    kind: 'invoice',
    number: `AAP-${String(sequence).padStart(5, '0')}`,
    company: { name: 'Seller', taxId: '51824753556', registeredForTax: true, address: [], email: 'accounts@seller.example', payment: {} },
    layout: 'classic',
    buyer: {
      name: `Customer “No. ${sequence}”, Newcastle`,
      address: [`${sequence} Wharf Road`, 'Newcastle NSW 2300'],
      reference: `PO ${sequence}`,
    },
    currency: 'AUD',
    date: '2026-12-01' as Day,
    dueDate: '2026-12-15' as Day,
    lines,
    subtotal: 0 as Cents,
    tax: 0 as Cents,
    total: 0 as Cents,
  };
  return { document, email: `accounts${sequence}@customer.example`, settings: SETTINGS };
}

function aLine(sequence: number, index: number): Line {
  return {
    description: `Fibre ${index}00/40 at site ${sequence}, 1–31 December 2026`,
    quantity: (10_000 * (1 + (index % 3))) as Decimal4,
    unitPrice: (825 * (index + 1)) as Decimal4,
    amount: 0 as Cents,
    taxRate: 100_000 as Decimal4,
    tax: 0 as Cents,
  };
}

const [, script, lines] = process.argv;
if (script === import.meta.filename && lines) console.log(await writeAndMeasure(Number(lines)));
