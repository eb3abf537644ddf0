import { beforeEach, expect, it } from 'vitest';
import { Bookkeeper } from './bookkeeper.ts';

let keeper: Bookkeeper;

beforeEach(async () => {
  keeper = await Bookkeeper.signedIn();
});

const put = (number: string, key: string, path = 'Invoices?summarizeErrors=false') =>
  keeper.call('PUT', path, { Invoices: [keeper.invoice(number)] }, { 'idempotency-key': key });

it('the same request under the same key is done once, and answered the same for six minutes', async () => {
  const first = await put('A-1', 'k');
  keeper.time.pass({ minutes: 5, seconds: 59 });
  expect((await put('A-1', 'k'))?.text).toBe(first?.text);
  expect(keeper.numbers()).toEqual(['A-1']);
  keeper.time.pass({ seconds: 1 });
  expect((await put('A-1', 'k'))?.text).toContain('Invoice # must be unique.');
});

it('a refusal is remembered too: what was mended meanwhile stays refused', async () => {
  keeper.xero.hands.archiveContact(keeper.contactId);
  await put('A-1', 'k');
  keeper.xero.hands.archiveContact(keeper.contactId, 'ACTIVE');
  expect((await put('A-1', 'k'))?.text).toContain('has been archived');
  expect((await put('A-1', 'other'))?.text).not.toContain('has been archived');
});

it('another request under the same key is refused, and so is a key of more than 128 characters', async () => {
  await put('A-1', 'k');
  expect(await put('A-2', 'k')).toMatchObject({ status: 400, text: expect.stringContaining('is used with a different request') });
  expect(await put('A-1', 'k', 'Invoices')).toMatchObject({ status: 400 });
  expect(await put('A-3', 'k'.repeat(129))).toMatchObject({ status: 400 });
  expect(await put('A-4', 'k'.repeat(128))).toMatchObject({ status: 200 });
  expect(keeper.numbers()).toEqual(['A-1', 'A-4']);
});

it('a failure of its own, and a call too many, are not remembered', async () => {
  keeper.xero.faults.plan([
    { kind: 'failed', count: 1 },
    { kind: 'limitedMinute', count: 1 },
  ]);
  expect([(await put('A-1', 'k'))?.status, (await put('A-1', 'k'))?.status, (await put('A-1', 'k'))?.status]).toEqual([500, 429, 200]);
});

it('a request refused whole is remembered, and leaves nothing behind', async () => {
  const body = { Invoices: [keeper.invoice('A-1'), keeper.invoice('A-2', { CurrencyCode: 'USD' })] };
  const ask = () => keeper.call('PUT', 'Invoices', body, { 'idempotency-key': 'k' });
  expect(await ask()).toMatchObject({ status: 400, text: (await ask())?.text });
  expect(keeper.numbers()).toEqual([]);
});

it('keys of one organisation are not those of another', async () => {
  const [, second] = keeper.xero.hands.organisations();
  await keeper.tokens({}, [String(second?.tenantId)]);
  await put('A-1', 'k');
  const body = { Contacts: [{ Name: 'Nine Pines' }] };
  const there = { 'idempotency-key': 'k', 'xero-tenant-id': String(second?.tenantId) };
  expect(await keeper.call('PUT', 'Contacts', body, there)).toMatchObject({ status: 200 });
  expect(keeper.xero.hands.contacts(String(second?.tenantId))).toHaveLength(1);
});
