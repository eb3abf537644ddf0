import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { count, isUnclearAmount, percent, price } from '../../../../shared/domain/importing/amounts.ts';

const dollars = (text: string) => price(text, 'AUD');

describe('a price', () => {
  it.each([
    ['12.50', '12.50'],
    ['$1,234.50', '1234.50'],
    ['AUD 1,000,000', '1000000'],
    ['A$5', '5'],
    ['12.00 aud', '12.00'],
    ['-$5.00', '-5.00'],
    ['$-5.00', '-5.00'],
    ['−5', '-5'],
    ['(5.00)', '-5.00'],
    ['($1,005.00)', '-1005.00'],
    ['5.00-', '-5.00'],
    ['1,234.50 -', '-1234.50'],
    ['$5.00-', '-5.00'],
    ['1.2340', '1.2340'],
    ['$ (5.00)', '-5.00'],
    ['$.50', '0.50'],
    ['0.082500000', '0.0825'],
    ['12.0000000', '12'],
    ['1 234.50', '1234.50'],
    ["1'234.50", '1234.50'],
    ['+7', '7'],
  ])('is read as people write it: %s', (text, value) => {
    expect(dollars(text)).toEqual({ value });
  });

  it.each(['free', '1,23,456', '12 50', '1.234.567', '0,12,5', '-5-', '5+', '-(5)', '(5', '5)', '--5', '1'.repeat(51), '=', '=1+1'])(
    'that is none is refused: %s',
    (text) => {
      expect(dollars(text)).toEqual({ problem: 'must be an amount like 12.50' });
    },
  );

  it('of more than four places, or nine digits before them, is told as that, unless the places are zeros', () => {
    expect(dollars('0.08255')).toEqual({ problem: 'must have at most four places after the point' });
    expect(dollars('99999999999')).toEqual({ problem: 'must have at most nine digits before the point' });
    expect(dollars('0.0825500')).toEqual({ problem: 'must have at most four places after the point' });
  });

  it('that is a thousand to some and one to others is known for it', () => {
    expect(['1.234', '$1.234', '12.500', '1.234-'].map(isUnclearAmount)).toEqual([true, true, true, true]);
    expect(['1.2340', '1234.500', '0.125', '1.23', '1,234.500', '1,234', '1.234.567', '=A1.234.5'].map(isUnclearAmount)).not.toContain(
      true,
    );
  });

  it.each([
    ['12,50', '12.50'],
    ['1.234,50', '1234.50'],
    ['1 234,50', '1234.50'],
    ['1234,5', '1234.5'],
    ['0,125', '0.125'],
    ['-$0,5', '-0.5'],
    ['-12,50', '-12.50'],
    ['12,50-', '-12.50'],
    ['(1.234,50)', '-1234.50'],
  ])('with a decimal comma is refused, for it could be another amount by a thousand: %s', (text, instead) => {
    expect(dollars(text)).toEqual({ problem: `has a decimal comma: write it with a point, like ${instead}` });
  });

  it.each(['USD 12', 'US$12', 'NZ$12', '12 €', '£12', '10%', '12/month', 'kr 5'])(
    'in anything but the account’s currency is refused, not billed as if it were: %s',
    (text) => {
      expect(dollars(text)).toEqual({ problem: 'must be an amount in AUD, the account’s currency' });
    },
  );

  it('is read in euros for who bills in euros', () => {
    expect(['€12', '12.00 €', 'EUR 12'].map((text) => price(text, 'EUR'))).toEqual([{ value: '12' }, { value: '12.00' }, { value: '12' }]);
    expect(price('$12', 'EUR')).toHaveProperty('problem');
  });

  it('survives a spreadsheet: whatever it writes with commas and a currency is read as it was', () => {
    fc.assert(
      fc.property(fc.integer({ min: -99_999_999, max: 99_999_999 }), fc.constantFrom('standard', 'accounting'), (cents, currencySign) => {
        const plain = (cents / 100).toFixed(2);
        const format = { style: 'currency', currency: 'AUD', currencySign } as Intl.NumberFormatOptions;
        expect(dollars(Number(plain).toLocaleString('en-AU', format))).toEqual({ value: plain });
      }),
    );
  });

  it('of any text at all is a value, a refusal or left as it is, and quickly', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."0123456789.,'’ ()+-$€aA%\n=") }), (text) => {
        const read = dollars(text);
        if ('value' in read) expect(read.value ?? '').toMatch(/^(-?\d+(\.\d{1,4})?)?$/);
      }),
    );
  });
});

describe('a quantity and a tax rate', () => {
  it('know groups of thousands and the sign of per cent, and no currency', () => {
    expect([count('1,000'), count('+2.50'), count('')]).toEqual([{ value: '1000' }, { value: '2.50' }, { value: undefined }]);
    expect(['$5', '=1+1', 'two'].map(count)).toEqual(Array(3).fill({ problem: 'must be a number like 1 or 2.5' }));
    expect(count('1,5')).toEqual({ problem: 'has a decimal comma: write it with a point, like 1.5' });
    expect(['-2', '2-', '(2)', '−2'].map(count)).toEqual(Array(4).fill({ problem: 'must be above 0: a credit is a negative price' }));
    expect(['0', '0.00', '+0'].map(count)).toEqual(Array(3).fill({ problem: 'must be above 0: leave the row out if there is none of it' }));
    expect([percent('10%'), percent('10.0 %'), percent('0'), percent('$10')]).toEqual([
      { value: '10' },
      { value: '10.0' },
      { value: '0' },
      { problem: 'must be per cent, like 10' },
    ]);
  });
});
