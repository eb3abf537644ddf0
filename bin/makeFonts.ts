/**
 * Makes `shared/documents/fonts/`: the fonts that an invoice embeds when Helvetica lacks a character. Run it only to change the set;
 * its output is committed. `node bin/makeFonts.ts` installs the packages below, at these versions, into a folder that it removes again.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const INTO = join(import.meta.dirname, '../shared/documents/fonts');
const SUBSETTER = 'subset-font@2.9.0';

/** What is kept of a font: every character where nothing is said. Inclusive ranges of code points. */
type Source = {
  readonly name: string;
  readonly version: string;
  readonly bold?: boolean;
  readonly keep?: readonly (readonly [number, number])[];
};

const SOURCES: readonly Source[] = [
  { name: 'arimo', version: '0.4.3', bold: true },
  { name: 'noto-sans-arabic', version: '0.4.3', bold: true },
  { name: 'noto-sans-thai', version: '0.4.2', bold: true },
  { name: 'noto-sans-devanagari', version: '0.4.1', bold: true },
  { name: 'noto-sans-armenian', version: '0.4.2' },
  { name: 'noto-sans-bengali', version: '0.4.4' },
  { name: 'noto-sans-ethiopic', version: '0.4.2' },
  { name: 'noto-sans-georgian', version: '0.4.3' },
  { name: 'noto-sans-gujarati', version: '0.4.2' },
  { name: 'noto-sans-gurmukhi', version: '0.4.1' },
  { name: 'noto-sans-kannada', version: '0.4.3' },
  { name: 'noto-sans-khmer', version: '0.4.3' },
  { name: 'noto-sans-lao', version: '0.4.2' },
  { name: 'noto-sans-malayalam', version: '0.4.2' },
  { name: 'noto-sans-myanmar', version: '0.4.2' },
  { name: 'noto-sans-sinhala', version: '0.4.2' },
  { name: 'noto-sans-tamil', version: '0.4.3' },
  { name: 'noto-sans-telugu', version: '0.4.2' },
  { name: 'noto-emoji', version: '0.4.7' },
  {
    name: 'noto-sans-symbols-2',
    version: '0.4.1',
    keep: [
      [0x2190, 0x2bff],
      [0x1f000, 0x1faff],
    ],
  },
  // Kana, bopomofo and the 20,976 unified ideographs, in their mainland shapes. The rare ones of the extensions would add 3 MB.
  {
    name: 'noto-sans-sc',
    version: '0.4.3',
    keep: [
      [0x3000, 0x312f],
      [0x31a0, 0x31bf],
      [0x4e00, 0x9fff],
      [0xf900, 0xfaff],
      [0xff01, 0xff9f],
    ],
  },
  {
    name: 'noto-sans-kr',
    version: '0.4.3',
    keep: [
      [0x3131, 0x318e],
      [0xac00, 0xd7a3],
    ],
  },
];

type Subset = (font: Buffer, text: string | undefined, options: object) => Promise<Buffer>;

const folder = mkdtempSync(join(tmpdir(), 'fonts-'));
try {
  await makeFonts();
} finally {
  rmSync(folder, { recursive: true });
}

async function makeFonts(): Promise<void> {
  const packages = SOURCES.map(({ name, version }) => `@expo-google-fonts/${name}@${version}`);
  execFileSync('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts', SUBSETTER, ...packages], {
    stdio: 'inherit',
  });
  const subset: Subset = createRequire(join(folder, 'package.json'))('subset-font');
  for (const source of SOURCES) {
    await writeFont(subset, source, '400Regular', source.name);
    if (source.bold) await writeFont(subset, source, '700Bold', `${source.name}-bold`);
  }
  const licences = SOURCES.map(({ name }) => readFileSync(join(packageOf(name), 'LICENSE_FONT'), 'utf8'));
  const holders = [...new Set(licences.map((text) => text.split('\n')[0]))].sort();
  writeFileSync(join(INTO, 'OFL.txt'), [...holders, ...(licences[0] ?? '').split('\n').slice(1)].join('\n'));
  const bytes = readdirSync(INTO).reduce((sum, file) => sum + statSync(join(INTO, file)).size, 0);
  console.log(`${(bytes / 1e6).toFixed(1)} MB in ${INTO}`);
}

/** Hints are left out: they matter on screens of 1995, and cost a fifth of the size. */
async function writeFont(subset: Subset, { name, keep }: Source, style: string, as: string): Promise<void> {
  const file = readdirSync(join(packageOf(name), style)).find((each) => each.endsWith('.ttf'));
  if (!file) throw new Error(`${name} has no ${style}`);
  const path = join(packageOf(name), style, file);
  const target = join(INTO, `${as}.ttf`);
  const common = { targetFormat: 'truetype', noHinting: true, dropTables: ['STAT', 'gasp', 'vhea', 'vmtx', 'BASE'] };
  if (!keep) writeFileSync(target, await subset(readFileSync(path), undefined, { ...common, keepAllGlyphs: true }));
  else writeFileSync(target, await subset(readFileSync(path), charactersOf(keep), { ...common, keepFeatures: [], noLayoutClosure: true }));
}

function charactersOf(ranges: readonly (readonly [number, number])[]): string {
  const characters = [' '];
  for (const [from, to] of ranges) for (let code = from; code <= to; code++) characters.push(String.fromCodePoint(code));
  return characters.join('');
}

function packageOf(name: string): string {
  return join(folder, 'node_modules/@expo-google-fonts', name);
}
