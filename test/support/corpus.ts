import { CHARACTERS, LONG } from './corpus/characters.ts';
import { FORMULAS } from './corpus/formulas.ts';
import { HEADERS } from './corpus/headers.ts';
import { MARKUP } from './corpus/markup.ts';
import { WORDS } from './corpus/words.ts';

/** Texts that somebody may write where a name or a description is asked for, to make them more than that. By what they are to become. */
export const FAMILIES = { FORMULAS, HEADERS, MARKUP, CHARACTERS, LONG, WORDS } as const;

/** Each once. */
export const TEXTS: readonly string[] = [...new Set(Object.values(FAMILIES).flat())];

/** For the name of a test, or what is said when one fails: every character that is not plain, by its number. */
export const shown = (text: string): string =>
  Array.from(text.slice(0, 60), (character) =>
    /[ -~]/.test(character) ? character : `\\u{${character.codePointAt(0)?.toString(16)}}`,
  ).join('');
