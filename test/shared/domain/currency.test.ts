import { describe, expect, it, test } from 'vitest';
import { isTwoDecimalCurrency, moneyText, symbolOf } from '../../../shared/domain/currency.ts';
import { money } from '../../support/builders.ts';

describe('a currency', () => {
  test.each(['AUD', 'NZD', 'USD', 'EUR', 'GBP', 'CHF', 'PLN', 'XCD'])('%s has two decimals', (code) =>
    expect(isTwoDecimalCurrency(code)).toBe(true),
  );

  test.each(['JPY', 'KRW', 'VND', 'KWD', 'BHD', 'XAU', 'XXX', 'XTS', 'aud', 'AU', 'ABC', ''])('%j cannot be billed in', (code) =>
    expect(isTwoDecimalCurrency(code)).toBe(false),
  );

  test.each([
    ['AUD', '$'],
    ['EUR', '€'],
    ['GBP', '£'],
    ['PLN', 'zł'],
    ['CHF', 'CHF'],
    ['ZZZ', 'ZZZ'],
    ['?', '?'],
  ])('%s is printed as %s', (code, symbol) => expect(symbolOf(code)).toBe(symbol));

  it('stands with its amounts, the sign before it', () => {
    expect(moneyText(money('1234.5'), 'AUD')).toBe('$1,234.50');
    expect(moneyText(money('-55'), 'AUD')).toBe('-$55.00');
    expect(moneyText(money('-55'), 'CHF')).toBe('-CHF 55.00');
    expect(moneyText(money('0'), 'EUR')).toBe('€0.00');
  });
});
