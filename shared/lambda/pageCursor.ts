import { invalid } from '../domain/problem.ts';
import { cursorOf, placeOf } from './cursor.ts';

/** Cursors of lists whose places are whole numbers from 1 (an invoice's number, a plan's page) or ids. */

/** @throws Problem `invalid` for a cursor that was not made for this account and list */
export function numberOf(account: string, list: string, cursor: string | undefined): number | undefined {
  const place = placeOf(account, list, cursor);
  if (place === undefined) return undefined;
  if (!/^[1-9]\d{0,11}$/.test(place)) throw invalid('cursor', 'is not one that this list answered');
  return Number(place);
}

/** @throws Problem `invalid` for a cursor that was not made for this account and list */
export function idOf(account: string, list: string, cursor: string | undefined): string | undefined {
  const place = placeOf(account, list, cursor);
  if (place !== undefined && !/^[A-Za-z0-9-]{1,64}$/.test(place)) throw invalid('cursor', 'is not one that this list answered');
  return place;
}

/** Null at the end of the list. */
export const nextCursor = (account: string, list: string, next: number | string | undefined): string | null =>
  next === undefined ? null : cursorOf(account, list, String(next));
