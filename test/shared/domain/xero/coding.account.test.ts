import { describe, expect, it } from 'vitest';
import type { Account } from '../../../../shared/domain/account.ts';
import type { CustomerFile, Service } from '../../../../shared/domain/customer.ts';
import { accountMistakes } from '../../../../shared/domain/xero/coding.ts';
import { aCustomer, aDay, aFile, anAccount, anInstant, aService, dec } from '../../../support/builders.ts';
import { anAccountWith, BOOKS, CHART } from '../../../support/chart.ts';

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

  it('tells again of a service that names the same wrong code itself: to correct the settings does not mend it', async () => {
    const account = anAccountWith({ accountCode: '999' });
    const own = aService({ serviceId: 'voice', description: 'Voice', accountCode: '999' });
    expect((await told(account, withServices(aService(), own))).map(({ what, field }) => [what, field])).toEqual([
      ['The settings', 'accountCode'],
      ['Voice', 'accountCode'],
    ]);
  });

  it('checks the tax type that the settings name for what is not taxed, and the country’s own only where it is used', async () => {
    expect(await told(anAccountWith({ taxFreeType: 'EXEMPTEXPORT' }), withServices(aService({ taxRate: dec('0') })))).toEqual([
      { what: 'The settings', field: 'taxType', message: 'Acacia Books has no tax type EXEMPTEXPORT' },
    ]);
    const { billing } = anAccount();
    const newZealand = anAccount({ billing: { ...billing, currency: 'NZD' } });
    expect(await told(newZealand, withServices(aService()))).toEqual([]);
    expect((await told(newZealand, withServices(aService({ taxRate: dec('0') })))).map(({ what, message }) => [what, message])).toEqual([
      ['Fibre 100/40', 'Acacia Books has no tax type ZERORATED'],
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
