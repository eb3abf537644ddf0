import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One record as it is from now on; without a value it is gone. */
export type Change = { readonly table: string; readonly id: string; readonly value?: unknown };

/** Where the stand-in keeps what it knows. What `append` and `saveFile` were given is safe when they return. */
export type Storage = {
  /** Every record as it was left. */
  load(): Iterable<Change>;
  append(changes: readonly Change[]): void;
  saveFile(id: string, content: Buffer): void;
  file(id: string): Buffer | undefined;
};

/** Forgets everything with the process. */
export function memoryStorage(): Storage {
  const files = new Map<string, Buffer>();
  return {
    load: () => [],
    append() {},
    saveFile(id, content) {
      files.set(id, content);
    },
    file: (id) => files.get(id),
  };
}

/** A journal, one line for all that one request changed: a line that a crash tore apart counts for nothing. Files lie beside it. */
export function diskStorage(dir: string): Storage {
  const journal = join(dir, 'journal.jsonl');
  mkdirSync(join(dir, 'files'), { recursive: true });
  const fileOf = (id: string) => join(dir, 'files', id);
  return {
    load() {
      const changes = folded(existsSync(journal) ? readFileSync(journal, 'utf8') : '');
      // What is outdated is dropped at each start; otherwise the journal would only ever grow.
      writeFileSync(`${journal}.new`, changes.map((change) => `\n${JSON.stringify([change])}`).join(''), { mode: 0o600 });
      renameSync(`${journal}.new`, journal);
      return changes;
    },
    append(changes) {
      appendFileSync(journal, `\n${JSON.stringify(changes)}`);
    },
    saveFile(id, content) {
      writeFileSync(`${fileOf(id)}.new`, content);
      renameSync(`${fileOf(id)}.new`, fileOf(id));
    },
    file: (id) => (existsSync(fileOf(id)) ? readFileSync(fileOf(id)) : undefined),
  };
}

/** The last word on each record, in the order in which the records came to be. */
function folded(journal: string): Change[] {
  const last = new Map<string, Change>();
  for (const change of journal.split('\n').flatMap(parsed)) {
    const key = `${change.table} ${change.id}`;
    if (change.value === undefined) last.delete(key);
    else last.set(key, change);
  }
  return [...last.values()];
}

function parsed(line: string): Change[] {
  try {
    return line ? (JSON.parse(line) as Change[]) : [];
  } catch {
    return [];
  }
}
