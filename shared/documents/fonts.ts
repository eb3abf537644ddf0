import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Font } from '@react-pdf/renderer';
import { type Face, faceOf } from './pdf/face.ts';

/** Beside this file in the sources, and beside the bundle when it is deployed. */
const FOLDER = new URL('./fonts/', import.meta.url);

export type Weight = 'regular' | 'bold';

type Family = {
  readonly name: string;
  /** The characters that it is asked for first. */
  readonly script: RegExp;
  readonly bold?: boolean;
  /** Letters bear on their neighbours across clusters (they join, or are kerned), so that a word is shaped whole. */
  readonly joined?: boolean;
  /** Its blanks and digits are as wide as its pictures: those of the text around are better. */
  readonly pictures?: boolean;
};

/**
 * What an invoice embeds where Helvetica lacks a character. Arimo has Helvetica's measures, so a Polish name looks no different from its
 * English neighbours; the others are Noto. The first whose script matches is asked, then the LAST_RESORTS in their order.
 */
const FAMILIES: readonly Family[] = [
  { name: 'arimo', script: /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}]/u, bold: true, joined: true },
  { name: 'noto-sans-arabic', script: /\p{Script=Arabic}/u, bold: true, joined: true },
  { name: 'noto-sans-sc', script: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u3000-\u303f\uff01-\uff9f]/u },
  { name: 'noto-sans-kr', script: /\p{Script=Hangul}/u },
  { name: 'noto-sans-thai', script: /\p{Script=Thai}/u, bold: true },
  { name: 'noto-sans-devanagari', script: /\p{Script=Devanagari}/u, bold: true },
  { name: 'noto-sans-armenian', script: /\p{Script=Armenian}/u },
  { name: 'noto-sans-bengali', script: /\p{Script=Bengali}/u },
  { name: 'noto-sans-ethiopic', script: /\p{Script=Ethiopic}/u },
  { name: 'noto-sans-georgian', script: /\p{Script=Georgian}/u },
  { name: 'noto-sans-gujarati', script: /\p{Script=Gujarati}/u },
  { name: 'noto-sans-gurmukhi', script: /\p{Script=Gurmukhi}/u },
  { name: 'noto-sans-kannada', script: /\p{Script=Kannada}/u },
  { name: 'noto-sans-khmer', script: /\p{Script=Khmer}/u },
  { name: 'noto-sans-lao', script: /\p{Script=Lao}/u },
  { name: 'noto-sans-malayalam', script: /\p{Script=Malayalam}/u },
  { name: 'noto-sans-myanmar', script: /\p{Script=Myanmar}/u },
  { name: 'noto-sans-sinhala', script: /\p{Script=Sinhala}/u },
  { name: 'noto-sans-tamil', script: /\p{Script=Tamil}/u },
  { name: 'noto-sans-telugu', script: /\p{Script=Telugu}/u },
  { name: 'noto-emoji', script: /\p{Emoji_Presentation}/u, pictures: true },
];
const SYMBOLS: Family = { name: 'noto-sans-symbols-2', script: /[^\s\S]/u, pictures: true };
const LATIN = FAMILIES[0] as Family;
const LAST_RESORTS: readonly Family[] = [LATIN, SYMBOLS, ...FAMILIES.filter(({ name }) => /emoji|-sc$/.test(name))];

/** Parsed once a process: parsing costs more than drawing an invoice. */
const loaded = new Map<string, Promise<Face>>();

/** The faces that one document may draw with. */
export type Faces = {
  /** The first that has every character of the cluster (a letter with its marks, an emoji of several code points), if one has. */
  find(cluster: string): Face | undefined;
  /** Has the sign that stands for what no font has. */
  readonly fallback: Face;
};

/** Loads what these texts need in this weight, and no more. */
export async function facesFor(texts: Iterable<string>, weight: Weight): Promise<Faces> {
  const characters = new Set<string>();
  for (const text of texts) for (const character of text) characters.add(character);
  const wanted = new Map<string, Face>();
  const take = async (family: Family) => wanted.set(family.name, await load(family, weight));
  const fallback = await load(LATIN, weight);
  wanted.set(LATIN.name, fallback);
  for (const character of characters) {
    for (const family of candidates(character)) {
      if (!wanted.has(family.name)) await take(family);
      if (wanted.get(family.name)?.has(character.codePointAt(0) ?? 0)) break;
    }
  }
  const find = (cluster: string) => findFace(cluster, wanted);
  return { find, fallback };
}

function candidates(character: string): readonly Family[] {
  const own = FAMILIES.find(({ script }) => script.test(character));
  return own ? [own, ...LAST_RESORTS.filter((family) => family !== own)] : LAST_RESORTS;
}

function findFace(cluster: string, faces: ReadonlyMap<string, Face>): Face | undefined {
  const codes = Array.from(cluster.replace(/\p{Cf}|\p{Variation_Selector}/gu, ''), (character) => character.codePointAt(0) ?? 0);
  for (const { name } of candidates(String.fromCodePoint(...codes.slice(0, 1)))) {
    const face = faces.get(name);
    if (face && codes.every((code) => face.has(code))) return face;
  }
  return undefined;
}

function load(family: Family, weight: Weight): Promise<Face> {
  const heavy = weight === 'bold';
  const file = heavy && family.bold ? `${family.name}-bold` : family.name;
  const key = `${family.name} ${weight}`;
  const known = loaded.get(key);
  if (known) return known;
  const promise = read(family, file, heavy && !family.bold);
  loaded.set(key, promise);
  return promise;
}

/** `thicken`: there is no bold of it, so the regular one is drawn twice, a little apart. */
async function read({ name, joined, pictures }: Family, file: string, thicken: boolean): Promise<Face> {
  const path = fileURLToPath(new URL(`${file}.ttf`, FOLDER));
  const fontFamily = `rebill ${file}`;
  if (!Font.getRegisteredFonts()[fontFamily]) Font.register({ family: fontFamily, src: path });
  await Font.load({ fontFamily });
  const parsed: unknown = Font.getFont({ fontFamily }).data;
  const kind = { joined: joined ?? false, pictures: pictures ?? false, thicken };
  return faceOf({ name: thicken ? `${name}-thick` : file, ...kind, parsed, bytes: () => readFileSync(path) });
}
