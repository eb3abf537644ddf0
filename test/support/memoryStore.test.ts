import { describe } from 'vitest';
import { accountsContract } from '../shared/store/contracts/accounts.ts';
import { breakerContract } from '../shared/store/contracts/breaker.ts';
import { chargesContract } from '../shared/store/contracts/charges.ts';
import { connectionsContract } from '../shared/store/contracts/connections.ts';
import { customersContract } from '../shared/store/contracts/customers.ts';
import { invoicesContract } from '../shared/store/contracts/invoices.ts';
import { plansContract } from '../shared/store/contracts/plans.ts';
import { runsContract } from '../shared/store/contracts/runs.ts';
import { workContract } from '../shared/store/contracts/work.ts';
import { memoryStore } from './memoryStore.ts';

const { accounts, connections, customers, invoices, runs, workList, breaker } = memoryStore();

describe('the store in memory keeps what the real one promises', () => {
  describe('accounts', () => accountsContract(accounts));
  describe('customers', () => customersContract(customers));
  describe('charges', () => chargesContract(customers));
  describe('invoices', () => invoicesContract(invoices));
  describe('runs', () => runsContract(runs, workList));
  describe('plans', () => plansContract(runs, invoices));
  describe('the work list', () => workContract(workList, invoices));
  describe('connections', () => connectionsContract(connections));
  describe('breaker', () => breakerContract(breaker));
});
