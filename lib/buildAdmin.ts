import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build } from 'vite';
import { type Contents, filesIn, settle } from './settle.ts';

const ROOT = dirname(import.meta.dirname);

/**
 * Builds the web app as its own `vite.config.ts` says and answers the folder that holds it: what `cdk deploy` ships and the local host serves.
 * It is built beside and then settled into place, so that whoever reads the folder meanwhile finds the old app or the new one.
 */
export async function buildAdmin({ root = ROOT, into = join(root, 'dist/admin') } = {}): Promise<string> {
  // Vite believes what it finds here: under a test runner's it would ship React for developers.
  process.env.NODE_ENV = 'production';
  await mkdir(dirname(into), { recursive: true });
  const beside = await mkdtemp(`${into}-`);
  try {
    await build({ root: join(root, 'admin'), logLevel: 'warn', build: { outDir: beside, emptyOutDir: true } });
    const contents: Contents = new Map();
    for (const path of await filesIn(beside)) contents.set(path, await readFile(join(beside, path)));
    await settle(into, contents);
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
  return into;
}
