import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';

/** As `expect`, which is asked only to tell the difference: a model makes millions of comparisons. */
export function same(found: unknown, expected: unknown, what = ''): void {
  if (!isDeepStrictEqual(found, expected)) expect(found, what).toEqual(expected);
}
