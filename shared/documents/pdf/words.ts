import { unturned } from '../../domain/oneLine.ts';

/** Everything that Helvetica prints by itself: the characters of WinAnsi but for the soft hyphen, which is no hyphen. */
const PLAIN = /^[ -~\u00a0-\u00ac\u00ae-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]*$/;

export const isPlain = (text: string): boolean => PLAIN.test(text);

/** Whether a reader of the file turns this round: it has a letter, a mark or a digit of Hebrew, Arabic or their kin. */
export const isTurned = (text: string): boolean => /[\u0590-\u08ac\ufb1d-\ufdff\ufe70-\ufefc]/.test(text);

const LINE_ENDS = /\r\n?|[\u0085\u2028\u2029]/g;
const BLANKS = /[\t\v\f ]+/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to be shown
const UNPRINTABLE = /[\0-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]/g;
/** Plain words with one blank between them: nearly every text there is. */
const CLEAN = /^[!-~\u00a1-\u00ac\u00ae-\u00ff–—‘’“”•…€™]+(?: [!-~\u00a1-\u00ac\u00ae-\u00ff–—‘’“”•…€™]+)*$/;

/**
 * The text as it is printed: one blank between words, its line ends kept, and `�` in the place of what cannot be shown at all. Marks that turn
 * the direction of writing are left out, so that what is read is what was written.
 */
export function printable(text: string): string {
  if (CLEAN.test(text)) return text;
  const shown = unturned(text).replace(LINE_ENDS, '\n').toWellFormed().replace(UNPRINTABLE, '\ufffd');
  return shown
    .split('\n')
    .map((line) => line.replace(BLANKS, ' ').trim())
    .join('\n')
    .replace(/^\n+|\n+$/g, '');
}
