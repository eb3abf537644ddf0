import { invalid } from '../domain/problem.ts';
import type { Place } from '../domain/runReport.ts';
import { cursorOf, placeOf } from './cursor.ts';

/** Cursors of lists by what their places are: an invoice's number, a customer's id, a place in a plan. */

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

/** @throws Problem `invalid` for a cursor that was not made for this account and list */
export function planPlaceOf(account: string, list: string, cursor: string | undefined): Place | undefined {
  const place = placeOf(account, list, cursor);
  if (place === undefined) return undefined;
  const [, page, index] = /^([1-9]\d{0,5})\.(\d{1,6})$/.exec(place) ?? [];
  if (!page) throw invalid('cursor', 'is not one that this list answered');
  return { page: Number(page), index: Number(index) };
}

export const planCursor = (account: string, list: string, next: Place | undefined): string | null =>
  nextCursor(account, list, next && `${next.page}.${next.index}`);

/** Null at the end of the list. */
export const nextCursor = (account: string, list: string, next: number | string | undefined): string | null =>
  next === undefined ? null : cursorOf(account, list, String(next));
