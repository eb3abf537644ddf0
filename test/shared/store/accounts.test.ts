import { afterAll, beforeAll, describe } from 'vitest';
import { accounts } from '../../../shared/store/accounts.ts';
import { type FreshTable, freshTable } from '../../support/table.ts';
import { accountsContract } from './contracts/accounts.ts';

let table: FreshTable;
beforeAll(async () => {
  table = await freshTable();
});
afterAll(() => table.stop());

describe('accounts', () => accountsContract(accounts));
