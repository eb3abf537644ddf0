import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InvoiceDocument } from '../../shared/domain/invoice.ts';
import { sample } from './sample.ts';

export type Print = (invoice: InvoiceDocument, logo: Uint8Array) => Promise<Uint8Array>;

/** What a printing process is asked: how long so many invoices take, what they leave on the heap, or one of them to look at. */
export type Order =
  | { readonly kind: 'time'; readonly lines: number; readonly times: number }
  | { readonly kind: 'heap'; readonly renders: number }
  | { readonly kind: 'show'; readonly lines: number };

/** Serves the process that forked this one. Times are microseconds of CPU, of one invoice; heap is bytes kept per invoice. */
export function serve(print: Print): void {
  const logo = readFileSync(join(import.meta.dirname, 'logo.png'));
  process.on('message', async (order: Order) => {
    process.send?.(await answer(order, print, logo));
  });
}

async function answer(order: Order, print: Print, logo: Uint8Array): Promise<number | string> {
  if (order.kind === 'show') return Buffer.from(await print(sample(order.lines), logo)).toString('base64');
  if (order.kind === 'heap') return heapKept(order.renders, print, logo);
  const invoice = sample(order.lines);
  const before = process.cpuUsage();
  for (let time = 0; time < order.times; time++) await print(invoice, logo);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / order.times;
}

const WARM_UP = 2_000;

async function heapKept(renders: number, print: Print, logo: Uint8Array): Promise<number> {
  const run = async (from: number, count: number) => {
    for (let seed = from; seed < from + count; seed++) await print(sample(12, seed), logo);
  };
  // Until V8 has compiled what it will: its machine code lies on the heap, too, and is no invoice's.
  await run(0, WARM_UP);
  const before = await settled();
  await run(WARM_UP, renders);
  return ((await settled()) - before) / renders;
}

/** Several collections, for what is only let go after a turn of the event loop. */
async function settled(): Promise<number> {
  for (let turn = 0; turn < 5; turn++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return process.memoryUsage().heapUsed;
}
