import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export type Lock = { release(): void };

/**
 * One host per data folder. SQLite's lock is the operating system's: it ends with the process, however that ends,
 * so a `kill -9` leaves nothing to clean up.
 */
export function lockFolder(dataDir: string): Lock {
  mkdirSync(dataDir, { recursive: true });
  const database = new DatabaseSync(join(dataDir, 'lock'));
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch {
    database.close();
    throw new Error(`Another host is using ${dataDir}. Stop it first, or give this one a folder of its own with --data.`);
  }
  return { release: () => database.close() };
}
