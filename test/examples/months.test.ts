import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Example, type Outcome, outcomeOf } from '../support/goldenMonth.ts';
import { aroundAll } from '../support/reseller.ts';

/**
 * Golden examples: what goes in at the API (`input.json`), and every byte that comes out of a month.
 *
 * When a change is meant, `UPDATE=1 npx vitest run test/examples/months` writes them anew. Then read the difference, figure by figure: these
 * files are what the product promises, and nothing but reading them says that they are right.
 */
const FOLDER = 'test/examples/months';

aroundAll({ services: true });

it.each(readdirSync(FOLDER))('the example of %s comes out as it always did, to the byte', async (name) => {
  const folder = join(FOLDER, name);
  const example = JSON.parse(readFileSync(join(folder, 'input.json'), 'utf8')) as Example;
  const outcome = await outcomeOf(`example-${name}`, example);
  if (process.env.UPDATE) rewrite(folder, outcome);
  expect(goldenFiles(folder)).toEqual([...outcome.keys()].sort());
  for (const [file, bytes] of outcome) {
    const golden = readFileSync(join(folder, file));
    // As text first, for a difference that can be read; then to the byte.
    expect(Buffer.from(bytes).toString(), file).toBe(golden.toString());
    expect(golden.equals(bytes), file).toBe(true);
  }
});

const goldenFiles = (folder: string): string[] =>
  readdirSync(folder)
    .filter((file) => file !== 'input.json')
    .sort();

function rewrite(folder: string, outcome: Outcome): void {
  for (const file of goldenFiles(folder)) rmSync(join(folder, file));
  for (const [file, bytes] of outcome) writeFileSync(join(folder, file), bytes);
}
