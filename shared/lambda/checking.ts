import type * as z from 'zod/mini';
import { type FieldProblem, Problem } from '../domain/problem.ts';

type Issue = z.core.$ZodIssue;

/** More wrong fields than this are a mistake of another kind; naming each would make an answer larger than a function may give. */
const FIELDS_TOLD = 50;

/**
 * `value` as `schema` reads it.
 * @throws Problem `invalid` naming every field that is wrong, as the caller wrote it
 */
export function checked<S extends z.core.$ZodType>(
  schema: S & { safeParse(value: unknown): z.core.util.SafeParseResult<z.output<S>> },
  value: unknown,
): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const wrong = result.error.issues.slice(0, FIELDS_TOLD + 1).flatMap((issue) => fieldsOf(issue, value));
  const fields = wrong.slice(0, FIELDS_TOLD);
  const detail = fields.map(({ field, message }) => (field ? `${field}: ${message}` : message)).join('; ');
  throw new Problem('invalid', wrong.length > fields.length ? `${detail}; and more` : detail, fields);
}

function fieldsOf(issue: Issue, value: unknown): FieldProblem[] {
  const field = pathText(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ field: field ? `${field}.${key}` : key, message: 'is not a known field' }));
  }
  return [{ field, message: wordsOf(issue, valueAt(value, issue.path) === undefined) }];
}

/** `to[2]`, `company.taxId` */
function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((so, part) => {
    if (typeof part === 'number') return `${so}[${part}]`;
    return so ? `${so}.${String(part)}` : String(part);
  }, '');
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((so, part) => (typeof so === 'object' && so !== null ? Reflect.get(so, part) : undefined), value);
}

function wordsOf(issue: Issue, absent: boolean): string {
  if (absent) return 'is required';
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${NAMES[issue.expected] ?? issue.expected}`;
    case 'too_big':
      return `must be at most ${issue.maximum}${MEASURES[issue.origin] ?? ''}`;
    case 'too_small':
      return Number(issue.minimum) === 1 && issue.origin === 'string'
        ? 'must not be empty'
        : `must be at least ${issue.minimum}${MEASURES[issue.origin] ?? ''}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    default:
      return issue.message === 'Invalid input' ? 'is not valid' : issue.message;
  }
}

const NAMES: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
  int: 'a whole number',
};
const MEASURES: Record<string, string> = { string: ' characters long', array: ' long' };
