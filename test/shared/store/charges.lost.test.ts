import { afterAll, beforeAll, expect, it } from 'vitest';
import { customers } from '../../../shared/store/customers.ts';
import { invoices } from '../../../shared/store/invoices.ts';
import { aCharge, anInvoice } from '../../support/builders.ts';
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

it('a charge that could not be removed is not said to have been changed by another', async () => {
  const account = anAccountId();
  const charge = await customers.saveCharge(account, aCharge({ revision: 0 }));
  door.fault = ({ operation }) => (operation === 'DeleteItem' ? 'unsent' : undefined);
  const why = await customers.removeCharge(account, charge).then(
    () => 'removed',
    (error: unknown) => (error as { readonly code?: string }).code,
  );
  door.fault = () => undefined;
  expect(why).not.toBe('removed');
  expect(why).not.toBe('stale');
  expect(await customers.getCharge(account, charge.customerId, charge.chargeId)).toMatchObject({ revision: 1 });
});

it('a list by number that is at its end says so, though the stretch asked for goes on', async () => {
  const account = anAccountId();
  for (const sequence of [1, 2])
    await invoices.create(anInvoice({ accountId: account, customerId: `c${sequence}`, sequence, revision: 0 }));
  for (const newestFirst of [true, false]) {
    const page = await invoices.byNumber(account, { newestFirst, limit: 5 });
    expect([page.items.length, page.next]).toEqual([2, undefined]);
  }
});
