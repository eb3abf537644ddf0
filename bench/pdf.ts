import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { buildPrinters, type Printer, startPrinter } from './pdf/printers.ts';
import { type Row, ratioOf, table } from './rows.ts';

const WARM_UPS = 20;
const ROUNDS = 11;
const HEAP_RENDERS = 1_000;

/** The invoice's PDF against pdfkit drawing the same page by hand with the same fonts, each in a process of its own. */
export async function pdf(): Promise<Row[]> {
  await buildPrinters();
  const [ours, byHand] = [startPrinter('ours'), startPrinter('byHand')];
  try {
    for (const lines of [12, 400]) await checkSame(lines, ours, byHand);
    const rows = [await against(12, 20, 1.5, ours, byHand), await against(400, 3, 1.2, ours, byHand), await growth(ours)];
    return [...rows, await firstRender(), await heap()];
  } finally {
    ours.stop();
    byHand.stop();
  }
}

const time = async (printer: Printer, lines: number, times: number): Promise<number> =>
  Number(await printer.ask({ kind: 'time', lines, times }));
const ms = (microseconds: number): string => `${(microseconds / 1000).toFixed(2)} ms`;

async function against(lines: number, times: number, target: number, ours: Printer, byHand: Printer): Promise<Row> {
  for (const printer of [ours, byHand]) await time(printer, lines, WARM_UPS);
  const { ratio, ...both } = await ratioOf(
    () => time(ours, lines, times),
    () => time(byHand, lines, times),
    ROUNDS,
  );
  const detail = `${ms(both.ours)} of CPU, warm; by hand ${ms(both.theirs)}`;
  return { name: `PDF of ${lines} lines / pdfkit by hand`, ratio, target, better: 'lower', detail };
}

/** Ten times the lines should cost ten times the work. */
async function growth(ours: Printer): Promise<Row> {
  await time(ours, 4_000, 2);
  const { ratio, ...both } = await ratioOf(
    () => time(ours, 4_000, 1),
    () => time(ours, 400, 5),
    ROUNDS,
  );
  const detail = `${ms(both.ours)} against ${ms(both.theirs)}`;
  return { name: 'PDF of 4,000 lines / of 400', ratio, target: 11, better: 'lower', detail };
}

/** The first invoice of a fresh process, its modules loaded. */
async function firstRender(): Promise<Row> {
  const once = async (name: 'ours' | 'byHand') => {
    const printer = startPrinter(name);
    const cost = await time(printer, 12, 1);
    printer.stop();
    return cost;
  };
  const { ratio, ...both } = await ratioOf(
    () => once('ours'),
    () => once('byHand'),
    ROUNDS,
  );
  const detail = `${ms(both.ours)} of CPU; pdfkit's first ${ms(both.theirs)}`;
  return { name: "first PDF of a process / pdfkit's first", ratio, target: 3.5, better: 'lower', detail };
}

async function heap(): Promise<Row> {
  const printer = startPrinter('ours');
  const kept = Number(await printer.ask({ kind: 'heap', renders: HEAP_RENDERS }));
  printer.stop();
  const detail = `bytes, over ${HEAP_RENDERS} invoices of different texts`;
  return { name: 'heap kept per PDF', ratio: Math.max(0, kept), target: 100, better: 'lower', detail };
}

/** A baseline that prints less would flatter us: both must print the same words on as many pages. */
async function checkSame(lines: number, ours: Printer, byHand: Printer): Promise<void> {
  const [mine, theirs] = [await wordsOf(ours, lines), await wordsOf(byHand, lines)];
  const missing = mine.filter((page, index) => page !== theirs[index]);
  if (missing.length > 0 || mine.length !== theirs.length) throw new Error(`The page drawn by hand is not ours:\n${mine[0]}\n${theirs[0]}`);
}

async function wordsOf(printer: Printer, lines: number): Promise<string[]> {
  const bytes = Buffer.from(String(await printer.ask({ kind: 'show', lines })), 'base64');
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent();
    pages.push(
      items
        .map((item) => ('str' in item ? item.str : ''))
        .join('')
        .split(/\s+/)
        .join('')
        .split('')
        .sort()
        .join(''),
    );
  }
  return pages;
}

if (import.meta.main) console.log(table(await pdf()));
