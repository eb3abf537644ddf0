import { Worker } from 'node:worker_threads';
import { BUGS } from './bugs.ts';
import { judged, ruleOf } from './judged.ts';
import type { Schedule } from './luck.ts';
import { type Options, readOptions, USAGE } from './options.ts';
import { shortest } from './shrink.ts';
import { added, type Tally } from './tally.ts';
import type { Report, Share } from './worker.ts';

/** `npm run simulate`: many lives, on every core; the first that breaks a rule is told in as few words as it can be. */
if (process.argv.includes('--help')) {
  console.log(USAGE);
  process.exit(0);
}
const options = readOptions(process.argv.slice(2));
const began = performance.now();
const { lived, tally, failure } = await liveAll(options);
const seconds = (performance.now() - began) / 1000;
console.log(`\n${lived} schedules in ${seconds.toFixed(1)} s, from seed ${options.seed}`);
for (const [name, number] of Object.entries(tally)) console.log(`  ${String(number).padStart(9)}  ${name}`);
if (failure) await explain(failure.seed, failure.wrong);
else console.log('\nEvery rule held.');
process.exit(failure ? 1 : 0);

type Result = {
  readonly lived: number;
  readonly tally: Tally;
  readonly failure?: { readonly seed: number; readonly wrong: readonly string[] };
};

async function liveAll({ schedules, seed, kinds, workers, bug }: Options): Promise<Result> {
  let [lived, tally]: [number, Tally] = [0, {}];
  let failure: Result['failure'];
  const last = seed + schedules - 1;
  const step = Math.min(workers, schedules);
  const threads = Array.from({ length: step }, (_, index) => {
    const share: Share = { first: seed + index, step, last, ...(kinds ? { kinds } : {}), ...(bug ? { bug } : {}) };
    return new Worker(new URL('./worker.ts', import.meta.url), { workerData: share });
  });
  const ends = threads.map(
    (thread) =>
      new Promise<void>((resolve, reject) => {
        thread.on('message', (report: Report) => {
          if (report.kind === 'lived') {
            lived += report.schedules;
            tally = added(tally, report.tally);
            if (process.stderr.isTTY) process.stderr.write(`\r${lived} of ${schedules}`);
            return;
          }
          if (failure && failure.seed < report.seed) return;
          failure = { seed: report.seed, wrong: report.wrong };
          for (const each of threads) void each.terminate();
        });
        thread.once('error', reject);
        thread.once('exit', () => resolve());
      }),
  );
  await Promise.all(ends);
  return { lived, tally, ...(failure ? { failure } : {}) };
}

/** The seed, what breaks, and the shortest story of it that can be found. */
async function explain(seed: number, wrong: readonly string[]): Promise<void> {
  const bug = options.bug ? BUGS[options.bug] : undefined;
  const telling = bug ? { bug } : {};
  console.log(`\nSeed ${seed} breaks a rule.`);
  for (const each of wrong) console.log(`  ✗ ${each}`);
  const rule = ruleOf(wrong[0] ?? '');
  console.log(`\nLooking for the shortest story in which “${rule}” breaks …`);
  const schedule: Schedule = { seed, ...(options.kinds ? { kinds: options.kinds } : {}) };
  const short = await shortest(schedule, rule, telling);
  const { life, wrong: still } = await judged(short, { ...telling, tells: true });
  console.log(`${life.done.filter((name) => name.includes(' thing ')).length} things done, ${life.world.luck.fired.length} went wrong:\n`);
  for (const line of life.world.story ?? []) console.log(`  ${line}`);
  for (const each of still) console.log(`\n  ✗ ${each}`);
  console.log(`\nAgain, in full: npm run simulate -- --schedules 1 --seed ${seed}${options.bug ? ` --bug ${options.bug}` : ''}`);
}
