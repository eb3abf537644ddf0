import { expect, test } from 'vitest';
import { inputFor } from '../../../local/events/input.ts';

const EVENT = { detail: { id: 'x"y', n: 3, deep: { list: [1] } } };

test('a target gets the whole event, a constant, a part, or a text made from parts', () => {
  expect(inputFor({ function: 'f' }, EVENT)).toBe(EVENT);
  expect(inputFor({ function: 'f', input: '{"a":1}' }, EVENT)).toEqual({ a: 1 });
  expect(inputFor({ function: 'f', inputPath: '$.detail.deep' }, EVENT)).toEqual({ list: [1] });
  const inputTransformer = { InputPathsMap: { id: '$.detail.id', n: '$.detail.n' }, InputTemplate: '{"id":<id>,"quoted":"<id>","n":<n>}' };
  expect(inputFor({ function: 'f', inputTransformer }, EVENT)).toEqual({ id: 'x"y', quoted: 'x"y', n: 3 });
});
