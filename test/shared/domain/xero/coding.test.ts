import { describe, expect, it, test } from 'vitest';
import type { Account } from '../../../../shared/domain/account.ts';
import type { CustomerFile, Service } from '../../../../shared/domain/customer.ts';
import { NOTHING_TO_BILL } from '../../../../shared/domain/line.ts';
import { accountMistakes, type Chart, checkCoding, codingOf } from '../../../../shared/domain/xero/coding.ts';
import type { LedgerAccount, TaxRate } from '../../../../shared/domain/xero/ports.ts';
import { aCustomer, aDay, aFile, aLine, anAccount, anInstant, aService, dec } from '../../../support/builders.ts';

const ledger = (code: string, name: string, over: Partial<LedgerAccount> = {}): LedgerAccount => ({
  code,
  name,
  status: 'ACTIVE',
  type: 'REVENUE',
  ...over,
});
const rate = (taxType: string, name: string, over: Partial<TaxRate> = {}): TaxRate => {
  return { taxType, name, status: 'ACTIVE', rate: dec('10'), onSales: true, ...over };
};
const CHART: Chart = {
  accounts: [
    ledger('200', 'Sales'),
    ledger('210', 'Telephony'),
    ledger('240', 'Old sales', { status: 'ARCHIVED' }),
    ledger('090', 'Business account', { type: 'BANK' }),
  ],
  taxRates: [
    rate('OUTPUT', 'GST on Income'),
    rate('EXEMPTOUTPUT', 'GST Free Income', { rate: dec('0') }),
    rate('INPUT', 'GST on Expenses', { onSales: false }),
    rate('TAX001', 'Old levy', { status: 'DELETED' }),
    rate('TAX002', 'New levy', { status: 'PENDING' }),
  ],
};
const BOOKS = 'Acacia Books';

const anAccountWith = (xero: Partial<Account['xero']>, over: Partial<Account> = {}) => {
  const account = anAccount(over);
  return { ...account, xero: { ...account.xero, ...xero } };
};
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

describe('what the next upload would stumble over', () => {
  async function* filesOf(...files: readonly CustomerFile[]): AsyncIterable<CustomerFile> {
    yield* files;
  }
  const withServices = (...services: readonly Service[]) => aFile({ services });
  const told = async (account: Account, ...files: readonly CustomerFile[]) =>
    (await accountMistakes(account, filesOf(...files), CHART, BOOKS)).mistakes;

  it('is nothing when all codes are right', async () => {
    expect(await accountMistakes(anAccount(), filesOf(withServices(aService())), CHART, BOOKS)).toEqual({ mistakes: [], more: false });
  });

  it('names the customer and the service', async () => {
    const file = withServices(aService(), aService({ serviceId: 'voice', description: 'Voice', accountCode: '240' }));
    expect(await told(anAccount(), file)).toEqual([
      {
        ...{ what: 'Voice', field: 'accountCode', message: 'The account 240 (Old sales) is archived in Acacia Books' },
        ...{ customer: { customerId: 'bakery', name: 'Harbour Bakery' }, serviceId: 'voice' },
      },
    ]);
  });

  it("tells the settings' own mistakes once, not again for each service that follows them", async () => {
    const account = anAccountWith({ accountCode: '999', taxType: 'WRONG' });
    const mistakes = await told(account, withServices(aService(), aService({ serviceId: 'voice', accountCode: '240' })));
    expect(mistakes.map(({ what, message, serviceId }) => [what, message, serviceId])).toEqual([
      ['The settings', 'Acacia Books has no account 999', undefined],
      ['The settings', 'Acacia Books has no tax type WRONG', undefined],
      ['Fibre 100/40', 'The account 240 (Old sales) is archived in Acacia Books', 'voice'],
    ]);
  });

  it('passes over what is billed no more: services not enabled or removed, customers removed', async () => {
    const wrong = { accountCode: '999' };
    const ended = [aService({ ...wrong, enabled: false }), aService({ ...wrong, removed: aDay('2026-07-01') })];
    const gone = aFile({ customer: aCustomer({ removed: anInstant('2026-07-01T00:00:00Z') }), services: [aService(wrong)] });
    expect(await told(anAccount(), withServices(...ended), gone)).toEqual([]);
  });

  it('checks the tax of a service that has one of its own, and none of a seller who charges none', async () => {
    const service = aService({ taxRate: dec('15') });
    expect((await told(anAccount(), withServices(service))).map(({ message }) => message)).toEqual([
      'OUTPUT (GST on Income) is 10 % in Acacia Books, but the line is taxed at 15 %',
    ]);
    const { company } = anAccount();
    const unregistered = anAccountWith({ taxFreeType: 'EXEMPTOUTPUT' }, { company: { ...company, registeredForTax: false } });
    expect(await told(unregistered, withServices(service))).toEqual([]);
  });

  it('is told a hundred times at most, and then that there is more', async () => {
    const wrong = (count: number) =>
      withServices(...Array.from({ length: count }, (_, index) => aService({ serviceId: `s${index}`, accountCode: `9${index}` })));
    const exactly = await accountMistakes(anAccount(), filesOf(wrong(100)), CHART, BOOKS);
    expect([exactly.mistakes.length, exactly.more]).toEqual([100, false]);
    const more = await accountMistakes(anAccount(), filesOf(wrong(100), wrong(1)), CHART, BOOKS);
    expect([more.mistakes.length, more.more]).toEqual([100, true]);
  });
});
