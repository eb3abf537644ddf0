import { mkdirSync, writeFileSync } from 'node:fs';
import { apiOverhead } from './api.ts';
import { coldImports } from './coldImport.ts';
import { csv } from './csv.ts';
import { load } from './load.ts';
import { pdf } from './pdf.ts';
import { met, type Row, table } from './rows.ts';
import { writes } from './writes.ts';

/** Ratios of things done side by side in this very run: the machine may be busy, the ratios hold. One at a time, the quiet ones last. */
const PARTS = { writes, apiOverhead, coldImports, csv, pdf, load };

/** `npm run bench load 1000`: one part alone, and what it is told. */
const [, , only, ...more] = process.argv;
const rows: Row[] = [];
for (const [name, part] of Object.entries(PARTS)) {
  if (only && only !== name) continue;
  console.error(`… ${name}`);
  rows.push(...(await part(more.map(Number))));
}
console.log(table(rows));
mkdirSync('dist/bench', { recursive: true });
writeFileSync(
  'dist/bench/results.json',
  JSON.stringify(
    rows.map((row) => ({ ...row, met: met(row) })),
    null,
    2,
  ),
);
console.log(`\nas JSON: dist/bench/results.json`);
process.exit(rows.every(met) ? 0 : 1);
