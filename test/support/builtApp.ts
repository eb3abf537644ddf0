import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { lockFolder } from '../../local/lock.ts';
import { synthesise } from '../../local/synth.ts';

const FOLDER = 'dist/endToEnd';

/**
 * The folder of the real app's cloud assembly: made once from the same sources, and by one test file at a time, however many of them run
 * at once. The path is relative: tests run at the root of the project.
 */
export async function builtApp(): Promise<string> {
  const out = join(FOLDER, 'cdk.out');
  const lock = await locked();
  try {
    await synthesise(out);
  } finally {
    lock.release();
  }
  return out;
}

async function locked() {
  for (;;) {
    try {
      return lockFolder(FOLDER);
    } catch {
      await wait(100);
    }
  }
}
