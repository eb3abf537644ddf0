import { parentPort, workerData } from 'node:worker_threads';
import { BUGS } from './bugs.ts';
import { digestOf, judged } from './judged.ts';
import type { Fault } from './luck.ts';
import { added, type Tally, tallied } from './tally.ts';

export type Share = {
  readonly first: number;
  readonly step: number;
  readonly last: number;
  readonly kinds?: readonly Fault[];
  readonly bug?: string;
};
export type Report =
  | { readonly kind: 'lived'; readonly schedules: number; readonly tally: Tally }
  | { readonly kind: 'broken'; readonly seed: number; readonly wrong: readonly string[] };

/** How often a thread tells how far it is, and how often a life is lived twice: the same seed gives the same history. */
const TOLD_EVERY = 50;
const TWICE_EVERY = 40;

const { first, step, last, kinds, bug } = workerData as Share;
const tell = (report: Report) => parentPort?.postMessage(report);
const telling = bug ? { bug: BUGS[bug] ?? fail(`There is no bug called ${bug}`) } : {};

let tally: Tally = {};
let lived = 0;
for (let seed = first; seed <= last; seed += step) {
  const schedule = { seed, ...(kinds ? { kinds } : {}) };
  const { life, wrong } = await judged(schedule, telling);
  const invoices = await life.invoices();
  if (wrong.length > 0) tell({ kind: 'broken', seed, wrong });
  else if (((seed - first) / step) % TWICE_EVERY === 0) {
    const again = await judged(schedule, telling);
    const [one, other] = [await digestOf(life, invoices), await digestOf(again.life, await again.life.invoices())];
    if (one !== other) tell({ kind: 'broken', seed, wrong: ['10. the same seed gives the same history: it gave another'] });
  }
  tally = added(tally, tallied(life, invoices));
  lived += 1;
  if (lived === TOLD_EVERY || seed + step > last) {
    tell({ kind: 'lived', schedules: lived, tally });
    [tally, lived] = [{}, 0];
  }
}

function fail(words: string): never {
  throw new Error(words);
}
