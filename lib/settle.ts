import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

/** What a folder shall hold, no more and no less: bytes by path. */
export type Contents = Map<string, Uint8Array>;

/**
 * Makes `folder` hold exactly `contents`. What is right already is left alone, and a file is replaced whole: another program may be
 * reading these files at this moment.
 */
export async function settle(folder: string, contents: Contents): Promise<void> {
  await mkdir(folder, { recursive: true });
  const folders = new Set([...contents.keys()].map((path) => path.split('/')[0]));
  const present = await filesIn(folder);
  const stale = [...(await readdir(folder)).filter((name) => !folders.has(name)), ...present.filter((path) => !contents.has(path))];
  await Promise.all(stale.map((path) => rm(join(folder, path), { recursive: true, force: true })));
  await Promise.all(
    [...contents].map(async ([path, bytes]) => {
      const target = join(folder, path);
      if (present.includes(path) && (await readFile(target)).equals(bytes)) return;
      const half = `${folder}.${process.pid}.${path.replaceAll('/', '-')}`;
      await mkdir(dirname(target), { recursive: true });
      await writeFile(half, bytes);
      await rename(half, target);
    }),
  );
}

/** The paths of all files below `folder`, from there. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}
