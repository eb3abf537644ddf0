import { afterAll, beforeAll, expect, it } from 'vitest';
import { sizeOf } from '../../../bench/itemSize.ts';
import { invoices } from '../../../shared/store/invoices.ts';
import { runs } from '../../../shared/store/runs.ts';
import { aLine, anInstant, anInvoice } from '../../support/builders.ts';
import { type FreshTable, freshTable } from '../../support/table.ts';
import { anAccountId, streamOf } from './contracts/collected.ts';
import { aLedger, priced } from './contracts/plans.ts';

/** DynamoDB refuses items of more than 400 KB; what we write stays well below, whatever a plan holds. */
const LARGEST_BYTES = 310_000;

let table: FreshTable;
beforeAll(async () => {
  table = await freshTable();
});
afterAll(() => table.stop());

type Put = { readonly Item: Record<string, { S?: string }> };

const bytesOf = ({ Item }: Put): number => sizeOf(Item);

function putSince(from: number): Put[] {
  return table.requests.slice(from).flatMap(({ operation, body }) => {
    const sent = JSON.parse(body.toString()) as { RequestItems?: Record<string, { PutRequest?: Put }[]> } & Put;
    if (operation === 'PutItem') return [sent];
    return Object.values(sent.RequestItems ?? {}).flatMap((writes) => writes.flatMap(({ PutRequest }) => PutRequest ?? []));
  });
}

/** Text that no packing makes smaller. */
const noise = (characters: number): string =>
  Buffer.from(crypto.getRandomValues(new Uint8Array(characters)))
    .toString('base64')
    .slice(0, characters);

it('no item of a plan comes near the limit, even of text that cannot be packed', async () => {
  const account = anAccountId();
  const lines = Array.from({ length: 500 }, () => aLine({ description: noise(4000) }));
  const from = table.requests.length;
  const all = Array.from({ length: 40 }, (_, index) => priced(account, 'p1', `c${index}`, index ? [aLine()] : lines, aLedger(index * 20)));
  await runs.writeEntries(account, 'p1', streamOf(all));
  const put = putSince(from);
  expect(put.length).toBeGreaterThan(40);
  expect(Math.max(...put.map(bytesOf))).toBeLessThan(LARGEST_BYTES);
});

it('the lines of an invoice stand in items of at most 200', async () => {
  const account = anAccountId();
  const from = table.requests.length;
  await runs.writeEntries(
    account,
    'p1',
    streamOf([
      priced(
        account,
        'p1',
        'c',
        Array.from({ length: 450 }, () => aLine()),
      ),
    ]),
  );
  const items = putSince(from).filter(({ Item }) => Item.sk?.S?.startsWith('LINES#'));
  expect(items.map(({ Item }) => Item.sk?.S)).toEqual(['0001', '0002', '0003'].map((chunk) => `LINES#2026-07#c#p1#${chunk}`));
});

it('a header is born in at most one kilobyte, which is one write unit', async () => {
  const at = anInstant('2026-07-01T00:00:00Z');
  const from = table.requests.length;
  await invoices.create(
    anInvoice({
      accountId: crypto.randomUUID(),
      customerId: crypto.randomUUID(),
      plan: crypto.randomUUID(),
      buyer: {
        name: 'Newcastle Harbour Bakery Holdings Pty Ltd',
        address: ['Level 12, 100 Wharf Road', 'Newcastle NSW 2300'],
        reference: 'PO 4411',
      },
      recipients: { to: ['accounts@harbourbakery.example'], cc: [], bcc: ['billing@acacia.example'] },
      status: 'queued',
      attempt: 1,
      queuedAt: at,
      dueAt: at,
      history: [{ at, event: 'born', status: 'queued', attempt: 1, words: 'Made by the run and queued to be emailed' }],
      revision: 0,
    }),
  );
  const [header] = putSince(from);
  expect(sizeOf(header?.Item ?? {})).toBeLessThan(1024);
  expect(sizeOf(header?.Item ?? {})).toBeGreaterThan(500);
});
