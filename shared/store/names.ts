import { Problem } from '../domain/problem.ts';
import type { Item } from './client.ts';

const ID = /^[A-Za-z0-9-]{1,64}$/;

/** What is not there, whatever it is and whyever: the words tell nothing about what another account holds. */
export const notFound = (): Problem => new Problem('not-found', 'There is nothing here by that name');

/** An id that could reach beyond its own part of a key is nobody's. @throws Problem `not-found` */
export function checkIds(...ids: readonly string[]): void {
  if (!ids.every((id) => ID.test(id))) throw notFound();
}

export const isId = (text: string): boolean => ID.test(text);

/** The item without what only the table needs. */
export function stripped({ pk, sk, stamp, work, byNumber, accounts, uploads, ...rest }: Item): Record<string, unknown> {
  return rest;
}
