import { setTimeout as wait } from 'node:timers/promises';
import { type Host, startHost } from '../../local/host.ts';
import { atConsole, HttpClerk, setClock } from '../../test/support/httpClerk.ts';
import { Meter } from '../meter.ts';
import type { Counted } from '../prices.ts';
import { readings } from './readings.ts';
import { ACCOUNT, MONTH, type Told } from './story.ts';

/**
 * One month on the host of `npm start`, from the hourly rule until SES has told the last delivery.
 * `node bench/load/month.ts FOLDER ASSEMBLY CUSTOMERS` prints what it took as its last line.
 */
const SAMPLE_MS = 250;
const PATIENCE_MS = 30 * 60_000;
const TOLD_EVERY = 120;
const MB = 1024 * 1024;
const GB = MB * 1024;
/** START, END and REPORT of Lambda's own, in JSON. */
const PLATFORM_LOG_BYTES = 900;

async function live(dataDir: string, cdkOut: string, customers: number): Promise<Told> {
  const meter = new Meter();
  const host = await startHost({ dataDir, port: 0, cdkOut, delaySeconds: 0, onDynamoDb: (request, answer) => meter.see(request, answer) });
  await setClock(host.url, `${MONTH}-01T03:00:00Z`);
  host.senders.decide('acacia.example', true);
  host.requests.reset();
  host.pool.usage.reset();
  meter.reset();
  const memory = watchMemory(host);
  const seconds = await theMonth(host, customers);
  const told = { customers, seconds, ...taken(host, meter, memory.stop()) };
  return { ...told, reading: await readings(await HttpClerk.of(host.url, ACCOUNT), customers) };
}

async function theMonth(host: Host, customers: number): Promise<Told['seconds']> {
  const began = performance.now();
  const since = () => (performance.now() - began) / 1000;
  const invocations = (name: string) => host.pool.usage.report()[name]?.invocations ?? 0;
  await atConsole(host.url, 'POST', 'schedules/startRuns');
  await until(host, 'planned', () => invocations('PlanRunFunction') > 0);
  const planned = since();
  tell(`planned in ${planned.toFixed(0)} s`);
  const sent = () => host.requests.report().calls.ses?.SendEmail ?? 0;
  let made = planned;
  // Emails go out while pages are still made: a page that is being made again and again would move this on, and show.
  await until(host, 'delivered', () => {
    const pages = invocations('MakeInvoicesFunction');
    if (pages !== madePages) [madePages, made] = [pages, since()];
    return sent() >= customers && invocations('RecordEmailEventFunction') >= 2 * customers;
  });
  const all = since();
  return { all, planned, made: made - planned, delivered: all - made };
}

let madePages = 0;

/** Asked of this process alone: a request to the API would be counted with those of the month. */
async function until(host: Host, what: string, done: () => boolean): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  for (let looked = 1; !done(); looked += 1) {
    if (looked % TOLD_EVERY === 0) tell(`… ${host.requests.report().calls.ses?.SendEmail ?? 0} emails`);
    if (Date.now() > end) throw new Error(`It was not ${what} in time: ${JSON.stringify(host.pool.usage.report())}`);
    await wait(SAMPLE_MS);
  }
}

/** For whoever waits; the result alone goes to the standard output. */
const tell = (words: string): void => console.error(`  ${words}`);

/** The most that the whole process held, stand-ins and all, and each kind of worker's heap. */
function watchMemory(host: Host): { stop(): number } {
  let most = 0;
  const look = () => {
    most = Math.max(most, process.memoryUsage.rss());
    void host.pool.measureHeaps();
  };
  const timer = setInterval(look, SAMPLE_MS);
  return {
    stop() {
      clearInterval(timer);
      look();
      return most / MB;
    },
  };
}

function taken(host: Host, meter: Meter, hostMb: number): Pick<Told, 'memoryMb' | 'counted' | 'calls' | 'functions'> {
  const used = Object.entries(host.pool.usage.report());
  const sum = (of: (each: (typeof used)[number][1]) => number) => used.reduce((so, [, each]) => so + of(each), 0);
  const { calls } = host.requests.report();
  const callsOf = (service: string, which: RegExp) =>
    Object.entries(calls[service] ?? {}).reduce((so, [operation, count]) => so + (which.test(operation) ? count : 0), 0);
  const invocations = sum((each) => each.invocations);
  const attached = host.outbox.list().reduce((so, { attachments }) => so + attachments.reduce((all, { bytes }) => all + bytes, 0), 0);
  const { writeUnits, readUnits, writeRequests, readRequests } = meter.metered;
  const counted: Counted = {
    writeUnits,
    readUnits,
    s3Puts: callsOf('s3', /Put|List/),
    s3Gets: callsOf('s3', /Get|Head/),
    sqsRequests: callsOf('sqs', /./) + callsOf('sqsPollers', /./),
    sesSends: callsOf('ses', /SendEmail/),
    attachedGb: attached / GB,
    invocations,
    gbSeconds: sum((each) => each.gbSeconds),
    loggedGb: (sum((each) => each.printed) + invocations * PLATFORM_LOG_BYTES) / GB,
  };
  const heaps = Object.fromEntries(used.map(([name, { heapMb }]) => [name, heapMb]));
  const functions = used.map(([name, { ms, ...each }]) => [
    name,
    { invocations: each.invocations, failures: each.failures, gbSeconds: each.gbSeconds, seconds: ms / 1000 },
  ]);
  return {
    memoryMb: { host: hostMb, heaps },
    counted: { ...counted, writeRequests, readRequests },
    calls,
    functions: Object.fromEntries(functions),
  };
}

const [, , dataDir = '', assembly = '', customers = ''] = process.argv;
process.env.TZ = 'UTC';
process.removeAllListeners('warning');
console.log(JSON.stringify(await live(dataDir, assembly, Number(customers))));
// The folder is thrown away, so nothing need be closed.
process.exit(0);
