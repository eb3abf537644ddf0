import { invalid } from '../domain/problem.ts';

/**
 * Where a list goes on: opaque to the caller, bound to the account and the list (with its filters) it was made for. What it says is only
 * ever a place to go on from within the account that the token names, so a forged one can show nothing that was not the caller's anyway.
 */
export function cursorOf(account: string, list: string, place: string): string {
  return Buffer.from(JSON.stringify([account, list, place])).toString('base64url');
}

/** The place that a cursor names. @throws Problem `invalid` for one that was not made for this account and list */
export function placeOf(account: string, list: string, cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const read = parsed(cursor);
  if (!Array.isArray(read) || read.length !== 3 || read[0] !== account || read[1] !== list || typeof read[2] !== 'string') {
    throw invalid('cursor', 'is not one that this list answered');
  }
  return read[2];
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
