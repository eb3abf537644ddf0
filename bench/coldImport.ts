import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { bundle } from '../lib/bundle.ts';
import { median, type Row } from './rows.ts';

const run = promisify(execFile);
const ROUNDS = 15;

/** What each function's cold start is held against: the import of lib-dynamodb alone, bundled as esbuild bundles ESM by default. */
const MEASURED = [
  { name: 'an API function', bundle: 'api-readInvoice', target: 0.9 },
  { name: 'generate (makeInvoices)', bundle: 'makeInvoices', target: 0.9 },
  { name: 'send (emailInvoice)', bundle: 'emailInvoice', target: 1.2 },
  { name: 'render (downloadPdf)', bundle: 'api-downloadPdf', target: 2.0 },
] as const;

/** The render function's import does not load the PDF library, which is loaded on first use; so its first load is counted too. */
export async function coldImports(): Promise<Row[]> {
  const bundles = await bundle();
  const bare = await bareDynamoDb();
  const rows: Row[] = [];
  for (const { name, bundle, target } of MEASURED) {
    const ours = resolve(bundles, bundle, 'index.js');
    const ratios: number[] = [];
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const [mine, theirs] = round % 2 === 0 ? [await importing(ours), await importing(bare)] : await both(ours, bare);
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

async function both(ours: string, bare: string): Promise<[number, number]> {
  const theirs = await importing(bare);
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

/** Microseconds of CPU from before the import of `file` until after it, in a process of its own. */
async function importing(file: string): Promise<number> {
  const script = `const b = process.cpuUsage(); import(${JSON.stringify(file)}).then(() => { const { user, system } = process.cpuUsage(b); console.log(user + system); process.exit(0); });`;
  const { stdout } = await run(process.execPath, ['-e', script], {
    env: { ...process.env, AWS_REGION: 'ap-southeast-2', NODE_ENV: 'production' },
  });
  return Number(stdout.trim().split('\n').at(-1));
}
