import { afterAll, beforeAll, describe } from 'vitest';
import { invoices } from '../../../shared/store/invoices.ts';
import { workList } from '../../../shared/store/work.ts';
import { type FreshTable, freshTable } from '../../support/table.ts';
import { invoicesContract } from './contracts/invoices.ts';
import { workContract } from './contracts/work.ts';

let table: FreshTable;
beforeAll(async () => {
  table = await freshTable();
});
afterAll(() => table.stop());

describe('invoices', () => invoicesContract(invoices));
describe('the work list', () => workContract(workList, invoices));
