import { type ChildProcess, fork } from 'node:child_process';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { build } from 'esbuild';
import type { Order } from './serve.ts';

const ROOT = join(import.meta.dirname, '../..');
const INTO = join(ROOT, 'dist/bench/pdf');

export type Printer = { ask(order: Order): Promise<number | string>; stop(): void };

/** Both programs as a function would be shipped, each in a folder of its own. */
export async function buildPrinters(): Promise<void> {
  await rm(INTO, { recursive: true, force: true });
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['ours', 'byHand'].map((name) => ({ in: `bench/pdf/${name}.ts`, out: `${name}/index` })),
    outdir: INTO,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"', 'import.meta.url': 'importMetaUrl', 'import.meta.dirname': '__dirname' },
    banner: { js: "const importMetaUrl=require('node:url').pathToFileURL(__filename).href;" },
    logLevel: 'warning',
  });
  const standardFonts = join(dirname(createRequire(import.meta.url).resolve('pdfkit')), 'standard-fonts');
  for (const name of ['ours', 'byHand']) {
    const folder = join(INTO, name);
    await mkdir(folder, { recursive: true });
    const packageJson = { type: 'commonjs', imports: { '#standard-fonts/*': './standard-fonts/*.cjs' } };
    await writeFile(join(folder, 'package.json'), JSON.stringify(packageJson));
    await writeFile(join(folder, 'logo.png'), logo());
    await cp(standardFonts, join(folder, 'standard-fonts'), { recursive: true });
  }
  await cp(join(ROOT, 'shared/documents/fonts'), join(INTO, 'ours/fonts'), { recursive: true });
}

export function startPrinter(name: 'ours' | 'byHand'): Printer {
  const child: ChildProcess = fork(join(INTO, name, 'index.js'), { execArgv: ['--expose-gc'] });
  const ask = (order: Order) =>
    new Promise<number | string>((resolve, reject) => {
      const died = () => reject(new Error(`The printing process ${name} died`));
      child.once('exit', died);
      child.once('message', (answer: number | string) => {
        child.off('exit', died);
        resolve(answer);
      });
      child.send(order);
    });
  return { ask, stop: () => child.kill() };
}

/** A PNG without transparency, as pdfkit takes it quickest, so that both sides do the same with it. */
function logo(width = 380, height = 128): Buffer {
  const rows = Buffer.alloc((width * 3 + 1) * height, 0xff);
  for (let y = 0; y < height; y++) {
    rows[y * (width * 3 + 1)] = 0;
    for (let x = 0; x < width; x++)
      if ((x >> 4) % 2 === (y >> 4) % 2) rows.fill(0x33, y * (width * 3 + 1) + 1 + x * 3, y * (width * 3 + 1) + 3 + x * 3);
  }
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
