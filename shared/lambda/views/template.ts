import * as z from 'zod/mini';
import { checkTemplate, VARIABLES } from '../../domain/templates.ts';
import type { line } from '../schemas.ts';

const known = Object.keys(VARIABLES)
  .map((name) => `{{${name}}}`)
  .join(', ');

/** More of them are no slip of the pen: naming each would bury the message. */
const NAMED = 5;

/** A text that may hold variables. An unknown one is named, so that it is found. */
export const template = (longest: number, text: typeof line) =>
  z.pipe(
    text(longest),
    z.string().check((payload) => {
      const unknown = checkTemplate(payload.value);
      if (unknown.length > 0) payload.issues.push({ code: 'custom', message: words(unknown), input: payload.value });
    }),
  );

function words(unknown: readonly string[]): string {
  const [lone, names] = [unknown.filter((mark) => !/^\{\{.*\}\}$/s.test(mark)), unknown.filter((mark) => /^\{\{.*\}\}$/s.test(mark))];
  const named = names.slice(0, NAMED).join(', ') + (names.length > NAMED ? ' and more' : '');
  const what = names.length === 1 ? 'an unknown variable' : 'unknown variables';
  return [
    ...(names.length > 0 ? [`has ${what} ${named}; known are ${known}`] : []),
    ...(lone.length > 0 ? [`has ${lone.join(' and ')} without its other half`] : []),
  ].join('; ');
}
