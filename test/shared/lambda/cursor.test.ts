import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cursorOf, placeOf } from '../../../shared/lambda/cursor.ts';
import { idOf, numberOf, planPlaceOf } from '../../../shared/lambda/pageCursor.ts';

const REFUSED = /cursor: is not one that this list answered/;

describe('a cursor', () => {
  it('goes on where the list ended, and is safe in an address', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'grapheme' }),
        (account, list, place) => {
          const cursor = cursorOf(account, list, place);
          expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
          expect(placeOf(account, list, cursor)).toBe(place);
        },
      ),
    );
  });

  it('is refused in another account and in another list', () => {
    const cursor = cursorOf('mine', 'customers', 'a');
    expect(() => placeOf('other', 'customers', cursor)).toThrow(REFUSED);
    expect(() => placeOf('mine', 'invoices', cursor)).toThrow(REFUSED);
  });

  it('that is none leads nowhere, and never to a fault of ours', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => placeOf('mine', 'customers', text)).toThrow(REFUSED);
      }),
    );
    const forged = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    for (const value of [null, {}, ['mine', 'customers'], ['mine', 'customers', 7], ['mine', 'customers', 'a', 'b']]) {
      expect(() => placeOf('mine', 'customers', forged(value))).toThrow(REFUSED);
    }
  });

  it('leads only to a place of its kind, so that it cannot reach elsewhere in the table', () => {
    const at = (place: string) => cursorOf('mine', 'list', place);
    for (const place of ['', '0', '-1', '1e3', '1234567890123']) expect(() => numberOf('mine', 'list', at(place))).toThrow(REFUSED);
    for (const place of ['', 'a#SERVICE#b', 'x'.repeat(65)]) expect(() => idOf('mine', 'list', at(place))).toThrow(REFUSED);
    for (const place of ['', '1', '0.1', '1.-1', '1.1.1']) expect(() => planPlaceOf('mine', 'list', at(place))).toThrow(REFUSED);
    expect([numberOf('mine', 'list', at('42')), idOf('mine', 'list', at('a-1'))]).toEqual([42, 'a-1']);
    expect(planPlaceOf('mine', 'list', at('2.7'))).toEqual({ page: 2, index: 7 });
  });
});
