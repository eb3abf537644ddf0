import { describe, expect, it, test } from 'vitest';
import { NOTHING_TO_BILL } from '../../../../shared/domain/line.ts';
import { checkCoding, codingOf } from '../../../../shared/domain/xero/coding.ts';
import { aLine, anAccount, aService, dec } from '../../../support/builders.ts';
import { anAccountWith, BOOKS, CHART } from '../../../support/chart.ts';

const UNTAXED = aLine({ taxRate: dec('0') });

describe('where a line goes in the books', () => {
  it("is the account's default, unless its service or charge says otherwise", () => {
    expect(codingOf(aLine(), anAccount())).toEqual({ accountCode: '200', taxType: 'OUTPUT' });
    expect(codingOf(aLine({ accountCode: '210' }), anAccount())).toEqual({ accountCode: '210', taxType: 'OUTPUT' });
    expect(codingOf(aLine({ taxType: 'TAX009' }), anAccount())).toEqual({ accountCode: '200', taxType: 'TAX009' });
  });

  it('is what stands with its service today, not what was frozen: whoever corrects a code wants it to go up', () => {
    const frozen = aLine({ accountCode: '999', taxType: 'WRONG' });
    expect(codingOf(frozen, anAccount(), aService({ accountCode: '210', taxType: 'OUTPUT' }))).toEqual({
      accountCode: '210',
      taxType: 'OUTPUT',
    });
    expect(codingOf(frozen, anAccount(), aService())).toEqual({ accountCode: '200', taxType: 'OUTPUT' });
  });

  test.each<[string, boolean, string]>([
    ['AUD', true, 'EXEMPTOUTPUT'],
    ['AUD', false, 'BASEXCLUDED'],
    ['NZD', true, 'ZERORATED'],
    ['NZD', false, 'NONE'],
    ['GBP', true, 'ZERORATEDOUTPUT'],
    ['GBP', false, 'NONE'],
    ['USD', true, 'OUTPUT'],
  ])('without tax is Xero’s own type of the country: %s, registered for tax: %s → %s', (currency, registeredForTax, taxType) => {
    const { billing, company } = anAccount();
    const account = anAccount({ billing: { ...billing, currency }, company: { ...company, registeredForTax } });
    expect(codingOf(UNTAXED, account).taxType).toBe(taxType);
  });

  it('without tax is the type that the settings or the service name, where they do', () => {
    expect(codingOf(UNTAXED, anAccountWith({ taxFreeType: 'EXEMPTEXPORT' })).taxType).toBe('EXEMPTEXPORT');
    expect(codingOf({ ...UNTAXED, taxType: 'INPUTTAXED' }, anAccountWith({ taxFreeType: 'EXEMPTEXPORT' })).taxType).toBe('INPUTTAXED');
  });

  it('without tax where all is without tax is the type that was chosen for it all', () => {
    const { billing, company } = anAccount();
    const untaxed = { billing: { ...billing, taxRate: dec('0') } };
    expect(codingOf(UNTAXED, anAccountWith({ taxType: 'EXEMPTEXPORT' }, untaxed)).taxType).toBe('EXEMPTEXPORT');
    const unregistered = { ...untaxed, company: { ...company, registeredForTax: false } };
    expect(codingOf(UNTAXED, anAccountWith({ taxType: 'EXEMPTEXPORT' }, unregistered)).taxType).toBe('BASEXCLUDED');
  });

  it('of an invoice without lines is that of an untaxed one', () => {
    expect(codingOf(NOTHING_TO_BILL, anAccount())).toEqual({ accountCode: '200', taxType: 'EXEMPTOUTPUT' });
  });
});

describe('what Xero would refuse', () => {
  const messages = (accountCode: string, taxType: string, taxRate = dec('10')) =>
    checkCoding([{ line: { description: 'Fibre', taxRate }, coding: { accountCode, taxType } }], CHART, BOOKS).map(({ field, message }) => [
      field,
      message,
    ]);

  it('is nothing, of codes that the organisation has', () => {
    expect(messages('200', 'OUTPUT')).toEqual([]);
    expect(messages('210', 'EXEMPTOUTPUT', dec('0'))).toEqual([]);
  });

  test.each([
    ['999', 'Acacia Books has no account 999'],
    ['240', 'The account 240 (Old sales) is archived in Acacia Books'],
    ['090', '090 (Business account) is a bank account: sales cannot go there'],
  ])('is an account that no sale can go to: %s', (code, words) => {
    expect(messages(code, 'OUTPUT')).toEqual([['accountCode', words]]);
  });

  test.each([
    ['GST on Income', 'Acacia Books has no tax type GST on Income'],
    ['TAX001', 'The tax type TAX001 (Old levy) is not in use in Acacia Books'],
    ['TAX002', 'The tax type TAX002 (New levy) is not in use in Acacia Books'],
    ['INPUT', 'The tax type INPUT (GST on Expenses) is not for sales'],
    ['EXEMPTOUTPUT', 'EXEMPTOUTPUT (GST Free Income) is 0 % in Acacia Books, but the line is taxed at 10 %'],
  ])('is a tax type that no sale can have, or that comes to another tax: %s', (type, words) => {
    expect(messages('200', type)).toEqual([['taxType', words]]);
  });

  it('would be taxed otherwise by so little as a hundredth of a per cent', () => {
    expect(messages('200', 'OUTPUT', dec('10.01'))).toEqual([
      ['taxType', 'OUTPUT (GST on Income) is 10 % in Acacia Books, but the line is taxed at 10.01 %'],
    ]);
  });

  it('is told of both codes, of each service by its name, and of the same one once', () => {
    const line = (description: string) => ({ line: { description, taxRate: dec('10') }, coding: { accountCode: '999', taxType: 'WRONG' } });
    const mistakes = checkCoding([line('Fibre'), line('Voice'), line('Fibre')], CHART, BOOKS);
    expect(mistakes.map(({ what, field }) => [what, field])).toEqual([
      ['Fibre', 'accountCode'],
      ['Fibre', 'taxType'],
      ['Voice', 'accountCode'],
      ['Voice', 'taxType'],
    ]);
  });
});
