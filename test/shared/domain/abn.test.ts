import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { abnText, isAbn } from '../../../shared/domain/abn.ts';

describe('an ABN', () => {
  it("is one by the tax office's own example", () => expect(isAbn('51824753556')).toBe(true));

  it('is one for any nine digits under one or two of all first pairs', () => {
    fc.assert(
      fc.property(fc.nat(999_999_999), (number) => {
        const digits = String(number).padStart(9, '0');
        const pairs = Array.from({ length: 90 }, (_, index) => `${index + 10}${digits}`).filter(isAbn);
        expect([1, 2]).toContain(pairs.length);
      }),
    );
  });

  test.each(['', '51824753557', '5182475355', '518247535560', '51 824 753 556', '00000000000', '5182475355x', '05182475355'])(
    '%j is none',
    (text) => expect(isAbn(text)).toBe(false),
  );

  it('is none any more with one digit changed or two neighbours exchanged', () => {
    const valid = '51824753556';
    fc.assert(
      fc.property(fc.nat(10), fc.nat(9), (at, digit) => {
        const changed = `${valid.slice(0, at)}${digit}${valid.slice(at + 1)}`;
        expect(isAbn(changed)).toBe(changed === valid);
        const exchanged = `${valid.slice(0, at)}${valid[at + 1] ?? ''}${valid[at] ?? ''}${valid.slice(at + 2)}`;
        expect(isAbn(exchanged)).toBe(exchanged === valid);
      }),
    );
  });

  it('is printed in groups', () => expect(abnText('51824753556')).toBe('51 824 753 556'));
});
