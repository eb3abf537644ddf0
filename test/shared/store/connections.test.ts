import { afterAll, beforeAll, describe } from 'vitest';
import { connections } from '../../../shared/store/connections.ts';
import { type FreshTable, freshTable } from '../../support/table.ts';
import { connectionsContract } from './contracts/connections.ts';

let table: FreshTable;
beforeAll(async () => {
  table = await freshTable();
});
afterAll(() => table.stop());

describe('connections', () => connectionsContract(connections));
