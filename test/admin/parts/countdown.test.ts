import { expect, it } from 'vitest';
import { untilWords } from '../../../admin/parts/countdown.tsx';

it.each([
  [192_000, 'goes out in 3:12'],
  [192_999, 'goes out in 3:12'],
  [61_000, 'goes out in 1:01'],
  [1_000, 'goes out in 0:01'],
  [999, 'goes out now'],
  [-60_000, 'goes out now'],
  [3_600_000, 'goes out in 1 h 0 min'],
  [5_460_000, 'goes out in 1 h 31 min'],
])('%s ms before it is due it says “%s”', (left, words) => expect(untilWords(left)).toBe(words));
