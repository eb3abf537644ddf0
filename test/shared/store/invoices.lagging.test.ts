import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { config } from '../../../shared/config.ts';
import type { Invoice } from '../../../shared/domain/invoice.ts';
import { client } from '../../../shared/store/client.ts';
import { invoices } from '../../../shared/store/invoices.ts';
import { keys, uploads } from '../../../shared/store/table.ts';
import { type FreshTable, freshTable } from '../../support/table.ts';
import { waitingOne, withPdfWaiting } from '../domain/xero/sessionAt.ts';
import { anAccountId } from './contracts/collected.ts';

let table: FreshTable;
beforeAll(async () => {
  table = await freshTable();
});
afterAll(() => table.stop());

/** The index follows a moment after the header: it still has the invoice under what it was before. */
async function lagging({ accountId, month, customerId }: Invoice, before: string): Promise<void> {
  const Key = keys.invoice(accountId, month, customerId);
  await client().send(
    new UpdateCommand({
      ...{ TableName: config.tableName(), Key, UpdateExpression: 'SET #uploads = :before' },
      ...{ ExpressionAttributeNames: { '#uploads': 'uploads' }, ExpressionAttributeValues: { ':before': before } },
    }),
  );
}

it('an invoice that has just come to be in Xero is listed for its PDF, and not for itself, though the index lags behind', async () => {
  const accountId = anAccountId();
  const there = withPdfWaiting({ accountId });
  await invoices.create(there);
  await lagging(there, uploads.invoices(accountId));
  const listed = async (which: 'forXero' | 'pdfsForXero') => (await invoices[which](accountId, 10)).map(({ number }) => number);
  expect([await listed('forXero'), await listed('pdfsForXero')]).toEqual([[], [there.number]]);
});

it('one that is asked to go up has nothing to attach, though the index lags behind', async () => {
  const accountId = anAccountId();
  const waiting = waitingOne({ accountId });
  await invoices.create(waiting);
  await lagging(waiting, uploads.pdfs(accountId));
  expect(await invoices.pdfsForXero(accountId, 10)).toEqual([]);
});
