import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../lib/bundle.ts';

const BOOKS_LIMIT_KB = 950;
const INDEX_LIMIT_KB = 900;
/** Ten times what it takes on a quiet machine: more than that is another package, not a busy neighbour. */
const IMPORT_LIMIT_MS = 600;

const folder = mkdtempSync(join(tmpdir(), 'xero-bundle-'));
const at = (file: string) => join(folder, 'uploadToXero', file);
const kilobytes = (file: string) => statSync(at(file)).size / 1000;

beforeAll(async () => {
  await bundle({ into: folder });
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

/** In a process of its own, as at a cold start; the quickest of three, because other programs run here too. */
function coldImportMs(file: string): number {
  const program = `const from = performance.now(); require(${JSON.stringify(resolve(at(file)))}); console.log(performance.now() - from)`;
  return Math.min(...[1, 2, 3].map(() => Number(execFileSync(process.execPath, ['-e', program], { encoding: 'utf8' }))));
}

describe('what is deployed to upload', () => {
  it("starts without Xero's package, which lies beside it until there is something to upload", () => {
    expect(kilobytes('index.js')).toBeLessThan(INDEX_LIMIT_KB);
    expect(readFileSync(at('index.js'), 'utf8')).not.toContain('LineAmountTypes');
    expect(readFileSync(at('books.js'), 'utf8')).toContain('LineAmountTypes');
  });

  it("carries the Accounting API alone of all that Xero's package can do", () => {
    expect(kilobytes('books.js')).toBeLessThan(BOOKS_LIMIT_KB);
    const carried = readFileSync(at('books.js'), 'utf8');
    for (const foreign of ['PayrollCalendar', 'FeedConnection', 'openid-configuration', 'identity.xero.com']) {
      expect(carried, foreign).not.toContain(foreign);
    }
  });

  it.each(['index.js', 'books.js'])('loads %s fast enough for a cold start', (file) => {
    expect(coldImportMs(file)).toBeLessThan(IMPORT_LIMIT_MS);
  });
});
