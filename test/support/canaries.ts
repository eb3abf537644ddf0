import { format } from 'node:util';
import { afterEach, beforeEach, expect, vi } from 'vitest';

/**
 * Secrets that a test plants, and everything that is answered, thrown or printed in it: at the end of each test none of them may have
 * sung. `heard` is told what came back.
 */
export function canaries(...secrets: readonly string[]): { heard<T>(came: T): T } {
  let all: string[] = [];
  const note = (...things: unknown[]) => void all.push(format(...things), ...things.map((thing) => JSON.stringify(thing) ?? ''));
  const streams = [process.stdout, process.stderr];
  beforeEach(() => {
    all = [];
    for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const) vi.spyOn(console, name).mockImplementation(note);
    for (const stream of streams) {
      vi.spyOn(stream, 'write').mockImplementation((text) => {
        note(String(text));
        return true;
      });
    }
  });
  afterEach(() => {
    vi.restoreAllMocks();
    const told = all.join('\n');
    for (const secret of secrets) {
      for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]) expect(told).not.toContain(form);
    }
  });
  return {
    heard(came) {
      note(came, came instanceof Error ? [came.message, came.stack, came.cause, { ...came }] : '');
      return came;
    },
  };
}
