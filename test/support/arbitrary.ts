import fc from 'fast-check';
import type { JsonSchema } from './documented.ts';
import { nested, STRANGE } from './strange.ts';

/** What a JSON schema of openapi.json lets through, and what it does not: by fast-check. */

type Arbitrary = fc.Arbitrary<unknown>;

/** For a text or number whose meaning the schema does not say (a tax id, a day, an id that stands): by its path, `company.taxId`, `to[]`. */
export type Hint = (path: string) => Arbitrary | undefined;

type Known = {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly maxLength?: number;
};

/** More items than this at once teach nothing and cost time. */
const MOST_ITEMS = 3;

/** @throws Error for a schema of a kind that has not been met: what is not understood is not tested */
export function arbitraryOf(schema: JsonSchema, hint: Hint = () => undefined, path = ''): Arbitrary {
  const known = schema as Known;
  if (known.anyOf) return fc.oneof(...known.anyOf.map((each) => arbitraryOf(each, hint, path)));
  if ('const' in known) return fc.constant(known.const);
  if (known.enum) return fc.constantFrom(...known.enum);
  if (Array.isArray(known.type)) {
    return fc.oneof(...known.type.map((type: string) => arbitraryOf({ ...known, type } as JsonSchema, hint, path)));
  }
  switch (known.type) {
    case 'object':
      return objectOf(known, hint, path);
    case 'array':
      return arrayOf(known, hint, path);
    case 'string':
      return hint(path) ?? textOf(known);
    case 'integer':
      return hint(path) ?? integerOf(known);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      throw new Error(`No test knows what fits ${JSON.stringify(schema)} at ${path}`);
  }
}

function objectOf({ properties = {}, required = [] }: Known, hint: Hint, path: string): Arbitrary {
  const each = Object.entries(properties).map(([name, schema]) => [name, arbitraryOf(schema, hint, path ? `${path}.${name}` : name)]);
  const members: Record<string, Arbitrary> = Object.fromEntries(each);
  return fc.record(members, { requiredKeys: [...required] });
}

function arrayOf({ items = {}, minItems = 0, maxItems = MOST_ITEMS }: Known, hint: Hint, path: string): Arbitrary {
  const maxLength = Math.max(minItems, Math.min(maxItems, MOST_ITEMS));
  return fc.array(arbitraryOf(items, hint, `${path}[]`), { minLength: minItems, maxLength });
}

function integerOf({ minimum = -(2 ** 53) + 1, maximum = 2 ** 53 - 1 }: Known): Arbitrary {
  const between = fc.integer({ min: minimum, max: maximum });
  return fc.oneof(between, fc.constantFrom(minimum, maximum));
}

function textOf({ pattern, maxLength = 10 }: Known): Arbitrary {
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  return words(Math.min(maxLength, 10));
}

const LETTERS = [...'abcXYZ019 .,-&\'"<>/%=+@#|;:()', 'é', 'ß', '€', 'ñ', '中', 'ש', 'ع', '😀', 'ö', '\u00a0'];

/** One line for people, in any script: begins with a letter, so that something of it can be seen. */
export const words = (longest: number): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom('A', 'b', 'Ż', '中', 'ש'), fc.array(fc.constantFrom(...LETTERS), { maxLength: Math.max(0, longest - 2) }))
    .map(([first, rest]) => first + rest.join(''))
    .filter((text) => text.length <= longest);

/** Where a strange value is written later, as it is. */
const MARK = '\u0001here\u0001';

type Path = readonly (string | number)[];

function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...entries.flatMap(([key, each]) => pathsIn(each, [...path, key]))];
}

/** `value` with what `change` makes of what stands at `path`; `undefined`: without it. */
function changed(value: unknown, [first, ...rest]: Path, change: (before: unknown) => unknown): unknown {
  if (first === undefined) return change(value);
  if (Array.isArray(value)) {
    return value.flatMap((each, at) => (at === first ? [changed(each, rest, change)] : [each])).filter((each) => each !== undefined);
  }
  // Not by assignment, which would make nothing of `__proto__`.
  return Object.fromEntries(
    Object.entries(value as object).map(([key, each]) => [key, key === first ? changed(each, rest, change) : each]),
  );
}

const withKey = (value: unknown, key: string, added: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries([...Object.entries(value), [key, added]])
    : [value, added];

const UNKNOWN = [
  'colour',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '',
  'accountId',
  'account',
  'revision',
  'é',
  'x'.repeat(2000),
];

/** JSON text that is like `value`'s but for one thing. */
export function spoilt(value: unknown): fc.Arbitrary<string> {
  const paths = pathsIn(value);
  const at = fc.constantFrom(...paths);
  const json = (each: unknown) => JSON.stringify(each) ?? '';
  const text = json(value);
  return fc.oneof(
    { weight: 3, arbitrary: at.map((path) => json(changed(value, path, () => undefined))) },
    {
      weight: 8,
      arbitrary: fc
        .tuple(at, fc.constantFrom(...STRANGE))
        .map(([path, strange]) => json(changed(value, path, () => MARK)).replace(JSON.stringify(MARK), () => strange)),
    },
    {
      weight: 4,
      arbitrary: fc
        .tuple(at, fc.constantFrom(...UNKNOWN), fc.constantFrom(...STRANGE))
        .map(([path, key, strange]) =>
          json(changed(value, path, (before) => withKey(before, key, MARK))).replace(JSON.stringify(MARK), () => strange),
        ),
    },
    { weight: 1, arbitrary: at.map((path) => json(changed(value, path, (before) => Array.from({ length: 130 }, () => before)))) },
    { weight: 1, arbitrary: fc.constantFrom(...STRANGE) },
    { weight: 2, arbitrary: fc.nat(text.length).map((length) => text.slice(0, length)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        `${text}x`,
        `\ufeff${text}`,
        `${text}\u0000`,
        text.replaceAll('"', "'"),
        `${text}${text}`,
        `/* */${text}`,
        nested('[', ']', 100_000),
        nested('{"a":', '}', 30_000, '1'),
      ),
    },
  );
}
