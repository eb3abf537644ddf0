import { startDemo } from './demo/start.ts';
import { type Host, startHost } from './host.ts';
import { readOptions, USAGE } from './options.ts';
import { xeroWanted } from './xero/open.ts';

// Lambda's time zone, for all workers too.
process.env.TZ = 'UTC';
// node:sqlite is new, and says so each time.
process.removeAllListeners('warning');

await main().catch((error: unknown) => {
  console.error(`\n${wordsOf(error)}\n`);
  process.exit(1);
});

async function main(): Promise<void> {
  const options = askedFor();
  console.log('Synthesising the stack and starting…');
  const began = performance.now();
  const host = await startHost({ ...options, xero: xeroWanted(process.env) });
  const stopping = stopOnSignals(host);
  await startDemo(host, options).catch((error: unknown) => {
    if (!stopping()) console.error(`\n  The demo account is not complete; the next start goes on with it.\n  ${wordsOf(error)}`);
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(greeting(host, options.dataDir, seconds));
  host.happenings.onNew(({ kind, text, failed }) => {
    if (failed || kind !== 'function') console.log(`${failed ? '✗' : '·'} ${kind}: ${text.split('\n')[0]}`);
  });
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Ctrl-C stops clean; a second one, a second later, at once. (npm passes the first one on, so that it arrives twice.) */
function stopOnSignals(host: Host): () => boolean {
  let since = 0;
  const stop = async () => {
    if (since && Date.now() - since > 1000) process.exit(1);
    if (since) return;
    since = Date.now();
    console.log('\nStopping…');
    await host.stop();
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return () => since > 0;
}

function askedFor() {
  if (process.argv.includes('--help')) {
    console.log(USAGE);
    process.exit(0);
  }
  return readOptions(process.argv.slice(2));
}

function greeting({ url, stack, xero }: Host, dataDir: string, seconds: string): string {
  return `
  Rebill is ready (${seconds} s)

${stack.app ? `  App       ${url}/                 sign in as the demo reseller, or as a new one\n` : ''}  Console   ${url}/_local/          clock, schedules, mailbox, queues
  Xero      ${xero.origin}/          a stand-in: what it holds
  API       ${url}/v1/openapi.json
  Token     curl -s -X POST ${url}/_local/token
  Data      ${dataDir}

  Ctrl-C stops it; everything is kept.
`;
}
