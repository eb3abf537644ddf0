import bidiModule from 'bidi-js';
import type { Faces } from '../fonts.ts';
import type { Face, Part, Placed } from './face.ts';
import { isTurned } from './words.ts';

// Its types say that the factory is the module's `default`; Node and the bundler both hand out the factory itself.
const bidi = (bidiModule as unknown as typeof bidiModule.default)();
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const words = new Intl.Segmenter('en', { granularity: 'word' });

/** The smallest thing that is drawn: a letter with its marks, a ligature, an emoji. */
export type Token = {
  readonly face: Face;
  readonly parts: readonly Part[];
  /** In font units. */
  readonly advance: number;
  /** What a reader of the file gets for it. In a right-to-left run, character by character as it stands on paper: readers turn it round. */
  readonly text: string;
  /** Of the bidirectional algorithm: odd runs from right to left. */
  readonly level: number;
  readonly isSpace: boolean;
  /** A line may end before it. */
  readonly mayBreak: boolean;
};

type Cluster = { readonly text: string; readonly start: number; readonly level: number; readonly face: Face | undefined };

/** The paragraph's tokens in the order of the text, and whether it begins on the right. A paragraph has no line end in it. */
export function tokensOf(paragraph: string, faces: Faces): { readonly tokens: Token[]; readonly rightToLeft: boolean } {
  const { levels, paragraphs } = bidi.getEmbeddingLevels(paragraph, 'auto');
  const breaks = breaksIn(paragraph);
  const tokens = runsOf(clustersOf(paragraph, levels, faces)).flatMap((run) => shapeRun(run, breaks, faces));
  return { tokens, rightToLeft: paragraphs[0]?.level === 1 };
}

/** In characters that belong to no script, such as a full stop, the font does not change: they look like their neighbours. */
const COMMON = /^[\p{Script=Common}\p{Script=Inherited}]+$/u;

function clustersOf(paragraph: string, levels: Uint8Array, faces: Faces): Cluster[] {
  let face: Face | undefined;
  return Array.from(graphemesIn(paragraph), ({ text, start }) => {
    const stays =
      face && !face.pictures && COMMON.test(text) && Array.from(text).every((character) => face?.has(character.codePointAt(0) ?? 0));
    if (!stays) face = faces.find(text);
    return { text, start, level: levels[start] ?? 0, face };
  });
}

/** In characters: as many as the longest emoji has. */
const LONGEST_GRAPHEME = 10;

/** What is drawn in one place. Without a limit a chain of joined emoji or letters would be one, wider than its column or than the paper. */
function* graphemesIn(paragraph: string): Iterable<{ readonly text: string; readonly start: number }> {
  for (const { segment, index } of graphemes.segment(paragraph)) {
    const characters = segment.length > LONGEST_GRAPHEME ? Array.from(segment) : [];
    if (characters.length <= LONGEST_GRAPHEME) yield { text: segment, start: index };
    for (let at = 0; characters.length > LONGEST_GRAPHEME && at < characters.length; at += LONGEST_GRAPHEME) {
      yield { text: characters.slice(at, at + LONGEST_GRAPHEME).join(''), start: index + characters.slice(0, at).join('').length };
    }
  }
}

const isBlank = ({ text }: Cluster): boolean => text === ' ';

/** Clusters that are shaped together: of one face and level; blanks and what no font has stand alone. */
function runsOf(clusters: readonly Cluster[]): Cluster[][] {
  const runs: Cluster[][] = [];
  for (const cluster of clusters) {
    const run = runs.at(-1);
    const [first] = run ?? [];
    const together = cluster.face?.joined && first?.face === cluster.face && first.level === cluster.level;
    if (run && first && together && !isBlank(first) && !isBlank(cluster)) run.push(cluster);
    else runs.push([cluster]);
  }
  return runs;
}

function shapeRun(run: readonly Cluster[], breaks: ReadonlySet<number>, faces: Faces): Token[] {
  const [first] = run;
  if (!first) return [];
  const text = run.map((cluster) => cluster.text).join('');
  const rightToLeft = first.level % 2 === 1;
  const face = first.face ?? faces.fallback;
  const placed = first.face ? face.shape(rightToLeft ? mirrored(text) : text, rightToLeft) : missing(text, face);
  return gather(placed, run).map(({ from, to, placed: some }) => {
    const characters = Array.from(text).slice(from, to);
    return {
      face,
      ...picture(some, rightToLeft, face),
      text: (rightToLeft && isTurned(text) ? characters.reverse() : characters).join(''),
      level: first.level,
      isSpace: text === ' ',
      mayBreak: breaks.has(first.start + lengthOf(text, from)),
    };
  });
}

const mirrored = (text: string): string => Array.from(text, (character) => bidi.getMirroredCharacter(character) ?? character).join('');

/** Length in UTF-16 units of the first `count` characters. */
const lengthOf = (text: string, count: number): number => (count === 0 ? 0 : Array.from(text).slice(0, count).join('').length);

const MISSING_SIGN = '\ufffd';
const INVISIBLE = /^(?:\p{Cf}|\p{Variation_Selector})+$/u;

/** What no font has is drawn as the sign for it, and still answers for itself when it is copied. Marks of direction draw nothing. */
function missing(text: string, fallback: Face): Placed[] {
  const stands = Array.from(text).length;
  if (INVISIBLE.test(text)) return [{ part: { glyph: 0, x: 0, y: 0 }, advance: 0, stands }].map((each) => ({ ...each, part: NOTHING }));
  return fallback.shape(MISSING_SIGN, false).map((each) => ({ ...each, stands }));
}

/** A glyph number beyond the font's: draws nothing. */
const NOTHING: Part = { glyph: 0xffff, x: 0, y: 0 };

type Gathered = { readonly from: number; readonly to: number; readonly placed: readonly Placed[] };

/** Glyphs with the characters they stand for, from one place to the next where both a cluster and a glyph end. */
function gather(placed: readonly Placed[], run: readonly Cluster[]): Gathered[] {
  const ends = new Set<number>();
  let length = 0;
  for (const { text } of run) {
    length += Array.from(text).length;
    ends.add(length);
  }
  const gathered: { from: number; to: number; placed: Placed[] }[] = [];
  for (const each of placed) {
    const last = gathered.at(-1);
    if (!last || (each.stands > 0 && ends.has(last.to))) {
      const from = last?.to ?? 0;
      gathered.push({ from, to: from + each.stands, placed: [each] });
    } else {
      last.placed.push(each);
      last.to += each.stands;
    }
  }
  return gathered;
}

/** How far apart the two strokes of a letter that has no bold stand, in ems. */
const THICKNESS = 0.022;

function picture(placed: readonly Placed[], rightToLeft: boolean, face: Face): { parts: Part[]; advance: number } {
  const parts: Part[] = [];
  let pen = 0;
  for (const { part, advance } of rightToLeft ? placed.toReversed() : placed) {
    if (part !== NOTHING) parts.push({ ...part, x: part.x + pen });
    if (face.thicken && part !== NOTHING) parts.push({ ...part, x: part.x + pen + face.unitsPerEm * THICKNESS });
    pen += advance;
  }
  return { parts, advance: pen };
}

const WITHOUT_BLANKS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const OPENING = /[\p{Ps}\p{Pi}]$/u;
const CLOSING = /^[\p{Pe}\p{Pf}\p{Po}\u30fc]/u;

/** Where a line may end: after a blank, and between the words of the languages that write none. */
function breaksIn(paragraph: string): Set<number> {
  const breaks = new Set<number>();
  let before = '';
  for (const { segment, index } of words.segment(paragraph)) {
    const unspaced = WITHOUT_BLANKS.test(before) || WITHOUT_BLANKS.test(segment);
    if (before.endsWith(' ') || (unspaced && !OPENING.test(before) && !CLOSING.test(segment))) breaks.add(index);
    before = segment;
  }
  return breaks;
}
