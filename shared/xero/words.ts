import { cut, oneLine } from '../domain/oneLine.ts';

/** So that what Xero says fits on an invoice, beside what to do about it. */
const WORDS_LIMIT = 500;

/**
 * What someone else said, fit to be kept and shown: each thing once, on one line, and none of our secrets in it, should it be our own
 * request that is quoted back.
 */
export function wordsOf(said: readonly unknown[], secrets: readonly string[]): string {
  const texts = said.filter((each) => typeof each === 'string').map(oneLine);
  let words = [...new Set(texts.filter(Boolean))].join('; ');
  for (const secret of secrets.filter(Boolean).flatMap((each) => [each, encodeURIComponent(each)])) words = words.replaceAll(secret, '…');
  return cut(words, WORDS_LIMIT);
}
