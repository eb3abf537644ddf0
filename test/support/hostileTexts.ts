import { expect } from 'vitest';
import type { Answer } from './call.ts';
import { shown } from './corpus.ts';
import { withField } from './settings.ts';

/** What a field holds of a text that was written into it: in one spelling, without space around it or marks that turn what follows. */
export const keptLine = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replace(/[\u202A-\u202E\u2066-\u2069]/gu, '')
    .trim()
    .normalize('NFC');

/** The same of a field of several lines, in which such marks stay: it is shown by itself alone. */
export const keptProse = (text: string): string => text.replaceAll('\r\n', '\n').trim().normalize('NFC');

/** Where a text is written, and how many characters it may have there. `prose` may have lines, `many` is a list of lines. A `template` is filled in. */
export type Field = {
  readonly path: string;
  readonly longest: number;
  readonly prose?: true;
  readonly many?: true;
  readonly template?: true;
};

const KNOWN = /(?<!\{)\{\{ *(customer|number|title|month|date|dueDate|total|payment|reference|company) *\}\}/gi;

/** Whether a field may hold it at all: seen, whole and without a character that is none. */
export function mayStand(text: string, { longest, prose, template }: Field): boolean {
  const kept = prose ? keptProse(text) : keptLine(text);
  const breaks = prose ? kept.replace(/[\t\n]/g, '') : kept;
  const isSeen = [...kept].some((character) => !/[\p{C}\p{Z}]/u.test(character));
  if (template && /\{\{|\}\}/.test(kept.replace(KNOWN, ''))) return false;
  return isSeen && Array.from(kept).length <= longest && kept.isWellFormed() && !/[\p{Cc}\u2028\u2029]/u.test(breaks);
}

export type Told = { readonly answer: Answer; readonly kept: readonly Field[] };

/** Several fields of texts that are longer would make a body that is refused for its size alone. */
const HUGE = 30_000;

/**
 * Writes the text into every one of the fields at once. Where that is refused, the problem names every field that may not hold it and no
 * other; what was good of it is then taken.
 */
export async function tell(text: string, base: object, fields: readonly Field[], send: (body: object) => Promise<Answer>): Promise<Told> {
  const into = (some: readonly Field[]) =>
    some.reduce<object>((body, { path, many }) => withField(body, path, many ? [text, text] : text), base);
  const kept = fields.filter((field) => mayStand(text, field));
  const bad = fields.filter((field) => !kept.includes(field));
  for (const some of text.length > HUGE ? bad.map((field) => [field]) : [fields]) {
    if (bad.length > 0)
      expect(refusedIn(await send(into(some))), shown(text)).toEqual([400, ...pathsOf(some.filter((field) => bad.includes(field)))]);
  }
  const answer = await send(into(kept));
  expect(answer.status, `${shown(text)} ${JSON.stringify(answer.body).slice(0, 500)}`).toBeLessThan(300);
  return { answer, kept };
}

const pathsOf = (fields: readonly Field[]): string[] => fields.map(({ path }) => path).sort();

/** The status, and every field that the problem names, each once. */
function refusedIn({ status, body }: Answer): readonly unknown[] {
  const errors = (body.errors ?? []) as readonly { readonly field: string }[];
  return [status, ...[...new Set(errors.map(({ field }) => field.replace(/\[\d+\]$/, '')))].sort()];
}
