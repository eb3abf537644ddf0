import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';

export type Happening = {
  /** Real time. */
  readonly at: string;
  readonly kind: 'function' | 'schedule' | 'mail' | 'event' | 'clock' | 'host' | 'xero';
  readonly text: string;
  readonly failed?: boolean;
};

const KEPT = 300;

/** What just happened, for the console page, and everything that functions print, in `functions.log`. */
export class Happenings {
  readonly #recent: Happening[] = [];
  readonly #log: WriteStream;
  #onNew: ((happening: Happening) => void) | undefined;

  constructor(dataDir: string) {
    mkdirSync(dataDir, { recursive: true });
    this.#log = createWriteStream(join(dataDir, 'functions.log'), { flags: 'a' });
  }

  add(kind: Happening['kind'], text: string, failed = false): void {
    const happening = { at: new Date().toISOString(), kind, text, ...(failed ? { failed } : {}) };
    this.#recent.unshift(happening);
    this.#recent.length = Math.min(this.#recent.length, KEPT);
    // Whom an email went to is the mailbox's to tell.
    if (kind !== 'mail') this.log(kind, text);
    this.#onNew?.(happening);
  }

  /** One line, or several, of the log file alone. */
  log(source: string, text: string): void {
    // A worker may print its last words when the host has closed the log already.
    if (!this.#log.writable) return;
    for (const line of text.split('\n')) if (line) this.#log.write(`${new Date().toISOString()} ${source} ${line}\n`);
  }

  onNew(listener: (happening: Happening) => void): void {
    this.#onNew = listener;
  }

  /** Newest first. */
  recent(): readonly Happening[] {
    return this.#recent;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#log.end(() => resolve()));
  }
}
