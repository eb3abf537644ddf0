/** Line breaks, control characters and every kind of space. */
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}\s]+/gu;
/** Characters that turn the writing direction of all that follows them: with one, a name can make its neighbours read as something else. */
const TURNS = /[\u202A-\u202E\u2066-\u2069]/gu;

/** Without them. Words of a language that is written from right to left need none: each text is set by its own letters. */
export const unturned = (text: string): string => text.replace(TURNS, '');

/**
 * Text that stands in a header, a cell or a file name: one line without control characters, each run of space a single space, none at the
 * ends. What is left cannot begin a second header line. Half a surrogate pair becomes U+FFFD, so that the result has a UTF-8 form.
 */
export function oneLine(text: string): string {
  return unturned(text.toWellFormed()).replace(BREAKS, ' ').trim();
}

/** At most `limit` UTF-16 units, which is what Xero, .NET and Windows count, never ending in half a character. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const last = text.charCodeAt(limit - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit);
}
