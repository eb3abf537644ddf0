import { afterAll, beforeAll, describe } from 'vitest';
import { invoices } from '../../../shared/store/invoices.ts';
import { runs } from '../../../shared/store/runs.ts';
import { workList } from '../../../shared/store/work.ts';
import { type FreshTable, freshTable } from '../../support/table.ts';
import { plansContract } from './contracts/plans.ts';
import { runsContract } from './contracts/runs.ts';

let table: FreshTable;
beforeAll(async () => {
  table = await freshTable();
});
afterAll(() => table.stop());

describe('runs', () => runsContract(runs, workList));
describe('plans', () => plansContract(runs, invoices));
