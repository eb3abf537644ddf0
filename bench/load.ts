import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesise } from '../local/synth.ts';
import { NOTICEABLE } from './load/readings.ts';
import { type Report, report } from './load/report.ts';
import type { Told } from './load/story.ts';
import type { Row } from './rows.ts';

const ASSEMBLY = 'dist/bench/cdk.out';
const SIZES = [1_000, 10_000];
/** In memory where there is such a folder: a disk's pace is not ours to measure. */
const SHARED_MEMORY = '/dev/shm';

/**
 * A month of a thousand and of ten thousand customers, each from the hourly rule to the last delivery on the host of `npm start`, with its
 * own queues, workers, mail, files and store; then what one invoice took of each, side by side: neither its cost nor the memory grows with
 * the month. `npm run bench load 1000` does one size alone.
 */
export async function load(sizes: readonly number[] = []): Promise<Row[]> {
  await synthesise(ASSEMBLY);
  const told: Told[] = [];
  for (const customers of sizes.length > 0 ? sizes : SIZES) told.push(await monthOf(customers));
  const reports = told.map(report);
  console.log(sideBySide(reports));
  mkdirSync('dist/bench', { recursive: true });
  writeFileSync('dist/bench/load.json', JSON.stringify(reports, null, 2));
  const [small, large] = reports;
  return small && large ? ratios(small, large) : [];
}

async function monthOf(customers: number): Promise<Told> {
  const dataDir = mkdtempSync(join(existsSync(SHARED_MEMORY) ? SHARED_MEMORY : tmpdir(), 'rebill-load-'));
  try {
    console.error(`… ${customers} customers`);
    await output('bench/load/fill.ts', dataDir, customers);
    return JSON.parse((await output('bench/load/month.ts', dataDir, customers)).trim().split('\n').at(-1) ?? '') as Told;
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Each in a process of its own: the memory that is measured is that of one month. */
function output(script: string, dataDir: string, customers: number): Promise<string> {
  const child = spawn(process.execPath, [script, dataDir, ASSEMBLY, String(customers)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve(text) : reject(new Error(`${script} ended with ${code}`))));
  });
}

function sideBySide(reports: readonly Report[]): string {
  const names = reports[0]?.figures.map(([name]) => name) ?? [];
  const cells = names.map((name, at) => [name, ...reports.map(({ figures }) => figures[at]?.[1] ?? '')]);
  const all = [['a month of', ...reports.map(({ customers }) => `${customers} customers`)], ...cells];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  return all
    .map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '))
    .join('\n');
}

/** What is told of the larger month per invoice, over that of the smaller. */
function ratios(small: Report, large: Report): Row[] {
  const names = `${large.customers} customers : ${small.customers}`;
  const row = (name: string, of: (report: Report) => number, target: number, unit: string): Row => ({
    name: `${name}, ${names}`,
    ratio: of(large) / of(small),
    target,
    better: 'lower',
    detail: `${of(large).toPrecision(3)} ${unit} against ${of(small).toPrecision(3)}`,
  });
  const heap = (name: string) => (report: Report) => report.told.memoryMb.heaps[name] ?? 0;
  const times = large.customers / small.customers;
  return [
    row('cost per invoice', (report) => report.dollarsPerThousand, 1.05, 'dollars a thousand'),
    row('requests to the store per invoice', (report) => report.storeRequests, 1.05, 'requests'),
    row('GB-seconds per invoice', (report) => report.gbSeconds, 1.3, 'GB-s'),
    row('heap of the planner', heap('PlanRunFunction'), 3, 'MB'),
    row('heap of a worker that makes invoices', heap('MakeInvoicesFunction'), 2, 'MB'),
    row('heap of a worker that emails', heap('EmailInvoiceFunction'), 2, 'MB'),
    // Lists show a page, so they take as long as ever; a whole month's summary and file may take as much longer as it has more invoices.
    ...Object.keys(large.told.reading).map((name) => {
      const seconds = (report: Report) => Math.max(NOTICEABLE, report.told.reading[name] ?? 0);
      return row(name, seconds, /summary|CSV/.test(name) ? times * 1.2 : 2, 's');
    }),
  ];
}
