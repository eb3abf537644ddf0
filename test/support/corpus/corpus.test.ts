import { expect, it } from 'vitest';
import { IMAGES } from './images.ts';
import { TEXTS } from './texts.ts';
import { ADDRESSES, AMOUNTS, CURSORS, MONTHS } from './values.ts';

it('the corpus has more than five hundred payloads, each once', () => {
  const all = [
    ...TEXTS,
    ...ADDRESSES,
    ...MONTHS,
    ...AMOUNTS.map((each) => JSON.stringify(each)),
    ...CURSORS,
    ...IMAGES.map(([what]) => what),
  ];
  expect(TEXTS.length).toBeGreaterThan(500);
  expect(all.length).toBeGreaterThan(650);
  expect(new Set(TEXTS).size).toBe(TEXTS.length);
});
