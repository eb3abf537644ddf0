import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { bundle } from '../lib/bundle.ts';
import { median, type Row } from './rows.ts';

const run = promisify(execFile);
const ROUNDS = 15;

/** `later`: a file beside the bundle that is loaded on first use, loaded at once. */
type Measured = { readonly name: string; readonly bundle: string; readonly later?: string; readonly target: number };

/** What each function's cold start is held against: the import of lib-dynamodb alone, bundled as esbuild bundles ESM by default. */
const MEASURED: readonly Measured[] = [
  { name: 'an API function', bundle: 'api-readInvoice', target: 0.9 },
  { name: 'generate (makeInvoices)', bundle: 'makeInvoices', target: 0.9 },
  { name: 'send (emailInvoice)', bundle: 'emailInvoice', target: 1.2 },
  { name: 'render (downloadPdf)', bundle: 'api-downloadPdf', target: 2.0 },
  { name: 'upload (uploadToXero)', bundle: 'uploadToXero', target: 1.2 },
  // xero-node is loaded with the first call to Xero: a worker that finds nothing to do never loads it.
  { name: 'upload, with xero-node', bundle: 'uploadToXero', later: 'books.js', target: 2.2 },
];

/** The render function's import does not load the PDF library, which is loaded on first use; so its first load is counted too. */
export async function coldImports(): Promise<Row[]> {
  const bundles = await bundle();
  const bare = await bareDynamoDb();
  const rows: Row[] = [];
  for (const { name, bundle, later, target } of MEASURED) {
    const ours = [resolve(bundles, bundle, 'index.js'), ...(later ? [resolve(bundles, bundle, later)] : [])];
    const ratios: number[] = [];
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const [mine, theirs] = round % 2 === 0 ? [await importing(ours), await importing([bare])] : await both(ours, bare);
      ratios.push(mine / theirs);
      times.push(mine);
    }
    rows.push({
      name: `cold import of ${name} / bare lib-dynamodb`,
      ratio: median(ratios),
      target,
      better: 'lower',
      detail: `${(median(times) / 1000).toFixed(0)} ms of CPU`,
    });
  }
  return rows;
}

async function both(ours: readonly string[], bare: string): Promise<[number, number]> {
  const theirs = await importing([bare]);
  return [await importing(ours), theirs];
}

async function bareDynamoDb(): Promise<string> {
  const folder = 'dist/bench/bare';
  mkdirSync(folder, { recursive: true });
  const entry = join(folder, 'entry.mjs');
  writeFileSync(
    entry,
    `import { DynamoDBClient } from '@aws-sdk/client-dynamodb'; import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
     export const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'ap-southeast-2' }));`,
  );
  const outfile = join(folder, 'index.mjs');
  const banner = { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" };
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    banner,
    logLevel: 'error',
  });
  return resolve(outfile);
}

/** Microseconds of CPU from before the import of these files until after it, in a process of their own. */
async function importing(files: readonly string[]): Promise<number> {
  const script = `const b = process.cpuUsage(); ${JSON.stringify(files)}.reduce((before, file) => before.then(() => import(file)), Promise.resolve()).then(() => { const { user, system } = process.cpuUsage(b); console.log(user + system); process.exit(0); });`;
  const { stdout } = await run(process.execPath, ['-e', script], {
    env: { ...process.env, AWS_REGION: 'ap-southeast-2', NODE_ENV: 'production' },
  });
  return Number(stdout.trim().split('\n').at(-1));
}
