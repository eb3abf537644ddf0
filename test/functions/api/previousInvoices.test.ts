import { describe, expect, it } from 'vitest';
import { handler, previousInvoices } from '../../../functions/api/previousInvoices.ts';
import { call } from '../../support/call.ts';
import { aroundAll, DECEMBER, NOVEMBER, Reseller } from '../../support/reseller.ts';

aroundAll();

const previous = (account: string, query: Record<string, string> = {}) =>
  call(handler, previousInvoices, { account, role: 'viewer', query });
const numbers = (body: { items: { number: string }[] }) => body.items.map(({ number }) => number);

/** All of November was sent, and of December a's. */
async function reseller(): Promise<Reseller> {
  const made = await Reseller.setUp();
  for (const customer of ['a', 'b', 'c']) await made.customer(customer);
  await made.make(NOVEMBER);
  for (const customer of ['a', 'b', 'c']) await made.sent(NOVEMBER, customer);
  await made.make(DECEMBER);
  await made.sent(DECEMBER, 'a');
  return made;
}

describe('the list of previous invoices', () => {
  it('shows those that were sent at least once, newest first', async () => {
    const { id } = await reseller();
    expect(numbers((await previous(id)).body)).toEqual(['AAP-00004', 'AAP-00003', 'AAP-00002', 'AAP-00001']);
  });

  it('keeps what came of them: delivered, bounced, cancelled when sent again', async () => {
    const made = await reseller();
    await made.told(NOVEMBER, 'a', { kind: 'delivery' });
    await made.told(NOVEMBER, 'b', { kind: 'bounce', bounce: { permanent: true, subType: 'General' }, words: 'Bounced: 550 user unknown' });
    await made.change(NOVEMBER, 'c', (read) => ({ ...read, status: 'cancelled' }));
    const { body } = await previous(made.id);
    expect(body.items.map(({ statusText }: { statusText: string }) => statusText)).toEqual(['Sent', 'Cancelled', 'Bounced', 'Delivered']);
    expect(body.items[2].lastNews.words).toBe('Bounced: 550 user unknown');
  });

  it.each(['queued', 'sending'] as const)('leaves out one that is on its way again: %s', async (status) => {
    const made = await reseller();
    await made.change(NOVEMBER, 'b', (read) => ({ ...read, status }));
    expect(numbers((await previous(made.id)).body)).not.toContain('AAP-00002');
  });

  it('is paged by a cursor of its own', async () => {
    const { id } = await reseller();
    const first = (await previous(id, { limit: '3' })).body;
    expect(numbers(first)).toEqual(['AAP-00004', 'AAP-00003', 'AAP-00002']);
    const second = (await previous(id, { limit: '3', cursor: first.nextCursor })).body;
    expect([numbers(second), second.nextCursor]).toEqual([['AAP-00001'], null]);
    const { status, body } = await previous((await reseller()).id, { cursor: first.nextCursor });
    expect([status, body.errors[0].field]).toEqual([400, 'cursor']);
  });
});
