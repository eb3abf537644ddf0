import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export type Options = {
  readonly port: number;
  readonly dataDir: string;
  /** Start without demo data. */
  readonly empty: boolean;
  /** Replaces the delay of every delayed queue. */
  readonly delaySeconds?: number;
  /** A cloud assembly that is already made. Without it the app of cdk.json is synthesised. */
  readonly cdkOut?: string;
};

export const USAGE = `npm start -- [--port N] [--data DIR] [--delay SECONDS] [--empty]

  --port N         where to listen (4100); the files are served one port higher, Xero's stand-in two
  --data DIR       where everything is kept (.local)
  --delay SECONDS  how long a queued email waits (as deployed: 240)
  --empty          without the demo account
  --app DIR        a synthesised app to run, instead of synthesising this one

  XERO_CLIENT_ID and XERO_CLIENT_SECRET in the environment: the real Xero, instead of the stand-in`;

/** Throws with a sentence for the user when an option is unknown or makes no sense. */
export function readOptions(argv: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      port: { type: 'string', default: '4100' },
      data: { type: 'string', default: '.local' },
      delay: { type: 'string' },
      app: { type: 'string' },
      empty: { type: 'boolean', default: false },
    },
  });
  const delay = values.delay === undefined ? {} : { delaySeconds: wholeNumber('--delay', values.delay, 0, 900) };
  const app = values.app === undefined ? {} : { cdkOut: resolve(values.app) };
  return { port: wholeNumber('--port', values.port, 1, 65_533), dataDir: resolve(values.data), empty: values.empty, ...delay, ...app };
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const number = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new Error(`${option} wants a whole number from ${least} to ${most}, not “${text}”`);
}
