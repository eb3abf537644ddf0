import { parseArgs } from 'node:util';
import { files } from '../shared/aws/files.ts';
import { ids } from '../shared/aws/ids.ts';
import { keptInvoices } from '../shared/aws/keptInvoices.ts';
import { type Instant, instant, later } from '../shared/domain/month.ts';
import { proveMonths } from '../shared/domain/proving.ts';
import { settleSending, strangers } from '../shared/domain/restoring.ts';
import { accounts } from '../shared/store/accounts.ts';
import { breaker } from '../shared/store/breaker.ts';
import { customers } from '../shared/store/customers.ts';
import { invoices } from '../shared/store/invoices.ts';
import { runs } from '../shared/store/runs.ts';
import { workList } from '../shared/store/work.ts';

const USAGE = `TABLE_NAME=… FILES_BUCKET=… npm run recover -- COMMAND        what each is for: RECOVERY.md

  prove [--account ID]      hold every month against its plan; tells what is missing or wrong, changes nothing
  hold [--hours N]          no invoice is emailed for so long (72)
  settle --since INSTANT    what may have been emailed after the point that the store was taken back to is marked unconfirmed
  release                   invoices are emailed again`;

type Tell = (line: string) => void;

/** Every month of one account, or of all. Answers how many faults there are. */
export async function prove(account: string | undefined, tell: Tell): Promise<number> {
  let faults = 0;
  const told = (line: string) => {
    faults += 1;
    tell(`  ✗ ${line}`);
  };
  for await (const id of account === undefined ? accounts.all() : [account]) {
    tell(id);
    const known: string[] = [];
    for await (const { month, first, count, numbers, faults: found, skipped } of proveMonths(id, { customers, invoices, runs })) {
      known.push(...numbers);
      const what = count === 0 ? (skipped ? 'skipped' : 'nobody') : `${count} invoices, numbers ${first} to ${first + count - 1}`;
      tell(`  ${found.length === 0 ? '✓' : '✗'} ${month}: ${what}`);
      for (const fault of found) told(`${month}: ${fault}`);
    }
    for (const { name, at } of await strangers(keptInvoices(id), known)) {
      told(
        `${name} was printed at ${at}, and no month knows its number: its run was lost. Nothing may be made before a person has decided`,
      );
    }
  }
  return faults;
}

export async function hold(hours: number, now: Date): Promise<Instant> {
  const until = later(instant(now), hours * 3_600_000);
  await breaker.hold(until);
  return until;
}

/** @throws Error while sending is not held: what is settled now could go out a moment before */
export async function settle(since: string, now: Date, tell: Tell): Promise<void> {
  if (Number.isNaN(Date.parse(since))) throw new Error('--since must be an instant like 2026-12-01T00:00:00Z: the point that was restored');
  if (!(await breaker.heldUntil(instant(now)))) throw new Error('Sending is not held: `hold` first');
  const { doubtful, waiting } = await settleSending(instant(new Date(since)), { workList, invoices, runs, files, ids }, now);
  for (const each of [...doubtful].sort()) tell(`unconfirmed: ${each}`);
  for (const each of [...waiting].sort()) tell(`waits to be sent: ${each}`);
  tell(`${doubtful.length} may have been emailed and are unconfirmed; ${waiting.length} go out once sending is released`);
}

export const release = (now: Date): Promise<void> => breaker.hold(instant(now));

async function run(argv: readonly string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const { positionals, values } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { account: text, hours: text, since: text },
  });
  const now = new Date();
  switch (positionals[0]) {
    case 'prove': {
      const faults = await prove(values.account, console.log);
      console.log(faults === 0 ? 'Every month is whole.' : faults === 1 ? 'One fault.' : `${faults} faults.`);
      process.exitCode = faults === 0 ? 0 : 1;
      return;
    }
    case 'hold':
      return console.log(`No invoice is emailed until ${await hold(hoursOf(values.hours), now)}.`);
    case 'settle':
      return settle(values.since ?? '', now, console.log);
    case 'release':
      await release(now);
      return console.log('Invoices are emailed again: what waits goes out within a quarter of an hour.');
    default:
      throw new Error(USAGE);
  }
}

function hoursOf(typed = '72'): number {
  const hours = Number(typed);
  if (!Number.isInteger(hours) || hours < 1 || hours > 720) throw new Error('--hours must be a whole number from 1 to 720');
  return hours;
}

if (import.meta.main) {
  await run(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
}
