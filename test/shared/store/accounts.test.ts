import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { XeroDefaults } from '../../../shared/domain/account.ts';
import { accounts } from '../../../shared/store/accounts.ts';
import { anAccount } from '../../support/builders.ts';
import { type FreshTable, freshTable } from '../../support/table.ts';
import { accountsContract } from './contracts/accounts.ts';

let table: FreshTable;
beforeAll(async () => {
  table = await freshTable();
});
afterAll(() => table.stop());

describe('accounts', () => accountsContract(accounts));

describe('settings saved before there was a choice', () => {
  /** As they stand in the store of a reseller who has saved none since. */
  const savedBefore = async (accountId: string) => {
    const { attachPdf: _, ...xero } = anAccount().xero;
    return accounts.save(anAccount({ accountId, revision: 0, xero: xero as XeroDefaults }));
  };

  it('are read as if the PDF had been chosen, and name neither a theme nor a type for what is not taxed', async () => {
    const { accountId } = await savedBefore('before');
    expect(await accounts.get(accountId)).toStrictEqual(anAccount({ accountId }));
  });

  it('keep the choice once it is made', async () => {
    await savedBefore('chosen');
    const read = (await accounts.get('chosen')) ?? expect.fail();
    const xero = { ...read.xero, attachPdf: false, taxFreeType: 'EXEMPTEXPORT', brandingThemeId: 'theme-1' };
    await accounts.save({ ...read, xero });
    expect((await accounts.get('chosen'))?.xero).toStrictEqual(xero);
  });
});
