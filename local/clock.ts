import { join } from 'node:path';
import { readJson, writeJson } from './jsonFile.ts';

/**
 * The time that functions see: real time plus an offset. The offset lies in memory shared with the workers, so that a change
 * is seen by all of them at once, even by one that is in the middle of an invocation.
 */
export class Clock {
  readonly shared = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT);
  readonly #offset = new Float64Array(this.shared);
  readonly #file: string | undefined;
  #onSet: (() => void)[] = [];

  /** Without a folder the offset is forgotten at the end. */
  constructor(dataDir?: string) {
    this.#file = dataDir && join(dataDir, 'clock.json');
    this.#offset[0] = (this.#file && readJson<{ offsetMs: number }>(this.#file)?.offsetMs) || 0;
  }

  get offsetMs(): number {
    return this.#offset[0] ?? 0;
  }

  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  /** `undefined` goes back to real time. */
  set(now: Date | undefined): void {
    this.#offset[0] = now ? now.getTime() - Date.now() : 0;
    if (this.#file) writeJson(this.#file, { offsetMs: this.offsetMs });
    for (const listener of this.#onSet) listener();
  }

  onSet(listener: () => void): void {
    this.#onSet.push(listener);
  }
}
