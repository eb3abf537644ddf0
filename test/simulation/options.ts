import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { BUGS } from './bugs.ts';
import { FAULTS, type Fault } from './luck.ts';

export type Options = {
  readonly schedules: number;
  readonly seed: number;
  readonly kinds?: readonly Fault[];
  readonly workers: number;
  readonly bug?: string;
};

export const USAGE = `npm run simulate -- [--schedules N] [--seed S] [--faults KIND,KIND…] [--workers N] [--bug NAME]
  --schedules N   how many lives are lived (1,000)
  --seed S        the seed of the first (1); the next ones follow
  --faults …      only these go wrong (all): ${Object.keys(FAULTS).join(', ')}; none
  --workers N     threads (one a core)
  --bug NAME      with one defence switched off: ${Object.keys(BUGS).join(', ')}`;

/** @throws a sentence for the user when an option is unknown or makes no sense */
export function readOptions(argv: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      schedules: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
      faults: { type: 'string' },
      workers: { type: 'string', default: String(availableParallelism()) },
      bug: { type: 'string' },
    },
  });
  const { faults, bug } = values;
  if (bug !== undefined && !Object.hasOwn(BUGS, bug)) throw new Error(`--bug wants one of ${Object.keys(BUGS).join(', ')}`);
  return {
    schedules: whole('--schedules', values.schedules, 10_000_000),
    seed: whole('--seed', values.seed, 2_000_000_000),
    workers: whole('--workers', values.workers, 64),
    ...(faults === undefined ? {} : { kinds: kindsOf(faults) }),
    ...(bug === undefined ? {} : { bug }),
  };
}

function kindsOf(text: string): Fault[] {
  if (text === 'none') return [];
  const kinds = text.split(',');
  for (const kind of kinds)
    if (!Object.hasOwn(FAULTS, kind)) throw new Error(`--faults knows no ${kind}: ${Object.keys(FAULTS).join(', ')}`);
  return kinds as Fault[];
}

function whole(option: string, text: string, most: number): number {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= most) return number;
  throw new Error(`${option} wants a whole number from 1 to ${most}, not “${text}”`);
}
