import { afterAll, beforeAll, expect, it } from 'vitest';
import { customers } from '../../../shared/store/customers.ts';
import { aCharge } from '../../support/builders.ts';
import { type LossyDoor, openLossyDoor } from '../../support/lossyDoor.ts';
import { type FreshTable, freshTable } from '../../support/table.ts';
import { anAccountId } from './contracts/collected.ts';

let table: FreshTable;
let door: LossyDoor;
beforeAll(async () => {
  table = await freshTable();
  door = await openLossyDoor(table.endpoint);
  process.env.AWS_ENDPOINT_URL_DYNAMODB = door.endpoint;
});
afterAll(async () => {
  await door.stop();
  await table.stop();
});

it('a charge that is billed by now is certainly not changed, though the request had to be repeated', async () => {
  const account = anAccountId();
  const charge = await customers.saveCharge(account, aCharge({ revision: 0 }));
  await customers.markInvoiced(account, { ...charge, number: 'AAP-00001', invoiceId: '2026-07_bakery' });
  const billed = await customers.getCharge(account, charge.customerId, charge.chargeId);
  let left = 1;
  door.fault = ({ operation }) => (operation === 'PutItem' && left-- > 0 ? 'unsent' : undefined);
  await expect(customers.saveCharge(account, { ...billed, description: 'Something else' })).rejects.toMatchObject({ code: 'stale' });
  expect(await customers.getCharge(account, charge.customerId, charge.chargeId)).toEqual(billed);
});
