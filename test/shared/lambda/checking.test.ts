import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { Problem } from '../../../shared/domain/problem.ts';
import { checked } from '../../../shared/lambda/checking.ts';

const SCHEMA = z.strictObject({
  name: z.string().check(z.minLength(1), z.maxLength(5)),
  days: z.int().check(z.gte(0), z.lte(365)),
  on: z.boolean(),
  layout: z.enum(['classic', 'modern']),
  code: z.string().check(z.regex(/^\d+$/, 'must be digits')),
  to: z.array(z.strictObject({ address: z.string() })).check(z.minLength(1), z.maxLength(2)),
});
const RIGHT = { name: 'a', days: 1, on: true, layout: 'classic', code: '1', to: [{ address: 'a' }] };

/** What is said of each field. */
function saidOf(value: unknown, schema: typeof SCHEMA = SCHEMA): Record<string, string> {
  try {
    checked(schema, value);
    return {};
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    expect(error.code).toBe('invalid');
    return Object.fromEntries(error.fields.map(({ field, message }) => [field, message]));
  }
}

describe('what is right', () => {
  it('comes out as the schema reads it', () => expect(checked(SCHEMA, RIGHT)).toEqual(RIGHT));
});

describe('what is wrong is said in words', () => {
  it.each([
    ['name', undefined, 'is required'],
    ['name', null, 'must be a text'],
    ['name', 7, 'must be a text'],
    ['name', '', 'must not be empty'],
    ['name', 'abcdef', 'must be at most 5 characters long'],
    ['days', '1', 'must be a number'],
    ['days', 1.5, 'must be a whole number'],
    ['days', -1, 'must be at least 0'],
    ['days', 366, 'must be at most 365'],
    ['on', 'yes', 'must be true or false'],
    ['layout', 'gothic', 'must be one of classic, modern'],
    ['code', 'x', 'must be digits'],
    ['to', 'a', 'must be a list'],
    ['to', [], 'must be at least 1 long'],
    ['to', [1, 2, 3].map(() => ({ address: 'a' })), 'must be at most 2 long'],
  ])('%s: %j %s', (field, value, words) => expect(saidOf({ ...RIGHT, [field]: value })).toEqual({ [field]: words }));

  it.each([[null], [undefined], [[]], ['text'], [7]])('of what is no object at all: %j', (value) => {
    expect(Object.values(saidOf(value))).toHaveLength(1);
  });

  it('each at its place, however deep, and all at once', () => {
    const value = { ...RIGHT, name: '', to: [{ address: 'a' }, { address: 7, more: 1 }], nmae: 'x' };
    expect(saidOf(value)).toEqual({
      name: 'must not be empty',
      'to[1].address': 'must be a text',
      'to[1].more': 'is not a known field',
      nmae: 'is not a known field',
    });
  });

  it('in the sentence as well, for who reads no fields', () => {
    expect(() => checked(SCHEMA, { ...RIGHT, days: -1, code: 'x' })).toThrow('days: must be at least 0; code: must be digits');
  });

  it('of fifty fields at the most: a hundred thousand would make an answer that nobody can be given', () => {
    const of = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`x${index}`, 1]));
    expect(Object.keys(saidOf(of(20_000)))).toHaveLength(50);
    expect(() => checked(z.strictObject({}), of(51))).toThrow(/; and more$/);
    expect(() => checked(z.strictObject({}), of(50))).toThrow(/x49: is not a known field$/);
  });
});
