import { afterAll, beforeAll, describe } from 'vitest';
import { customers } from '../../../shared/store/customers.ts';
import { type FreshTable, freshTable } from '../../support/table.ts';
import { chargesContract } from './contracts/charges.ts';
import { customersContract } from './contracts/customers.ts';

let table: FreshTable;
beforeAll(async () => {
  table = await freshTable();
});
afterAll(() => table.stop());

describe('customers', () => customersContract(customers));
describe('charges', () => chargesContract(customers));
