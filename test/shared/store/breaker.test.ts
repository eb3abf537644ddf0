import { afterAll, beforeAll, describe } from 'vitest';
import { breaker } from '../../../shared/store/breaker.ts';
import { type FreshTable, freshTable } from '../../support/table.ts';
import { breakerContract } from './contracts/breaker.ts';

let table: FreshTable;
beforeAll(async () => {
  table = await freshTable();
});
afterAll(() => table.stop());

describe('breaker', () => breakerContract(breaker));
