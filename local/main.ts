import { startDemo } from './demo/start.ts';
import { startHost } from './host.ts';
import { readOptions, USAGE } from './options.ts';

// Lambda's time zone, for all workers too.
process.env.TZ = 'UTC';
// node:sqlite is new, and says so each time.
process.removeAllListeners('warning');

await main().catch((error: unknown) => {
  console.error(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});

async function main(): Promise<void> {
  const options = options_();
  console.log('Synthesising the stack and starting…');
  const began = performance.now();
  const host = await startHost(options);
  let stopping = false;
  const stop = async () => {
    if (stopping) process.exit(1);
    stopping = true;
    console.log('\nStopping…');
    await host.stop();
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  await startDemo(host, options);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(greeting(host.url, options.dataDir, seconds));
  host.happenings.onNew(({ kind, text, failed }) => {
    if (failed || kind !== 'function') console.log(`${failed ? '✗' : '·'} ${kind}: ${text.split('\n')[0]}`);
  });
}

function options_() {
  if (process.argv.includes('--help')) {
    console.log(USAGE);
    process.exit(0);
  }
  return readOptions(process.argv.slice(2));
}

function greeting(url: string, dataDir: string, seconds: string): string {
  return `
  Rebill is ready (${seconds} s)

  Console   ${url}/_local/          clock, schedules, mailbox, queues
  API       ${url}/v1/openapi.json
  Token     curl -s -X POST ${url}/_local/token
  Data      ${dataDir}

  Ctrl-C stops it; everything is kept.
`;
}
