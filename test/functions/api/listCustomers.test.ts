import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customers } from '../../../shared/store/customers.ts';
import { aCustomer } from '../../support/builders.ts';
import { asks, named } from '../../support/clerk.ts';
import { aroundAll, Reseller } from '../../support/reseller.ts';

aroundAll();

const remove = (account: string, customerId: string, revision: number) =>
  asks(account, 'removeCustomer', { params: { customerId }, revision });

describe('the list of customers', () => {
  it('gives each one exactly once, whatever the page size and whoever is removed, services between them or not', async () => {
    const reseller = await Reseller.setUp();
    const ids = Array.from({ length: 23 }, (_, index) => ['a', 'a-', 'a-b', 'A', `${index}`][index % 5] + String.fromCharCode(97 + index));
    for (const [index, customerId] of ids.entries()) {
      if (index % 4 === 0) await reseller.customer(customerId);
      else await customers.save(reseller.id, aCustomer({ customerId, revision: 0 }));
    }
    const gone = new Set(ids.filter((_, index) => index % 6 === 0));
    for (const customerId of gone) await remove(reseller.id, customerId, 1);
    const there = ids.filter((each) => !gone.has(each)).sort();
    const sizes = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(sizes, async (limits) => {
        const seen: string[] = [];
        let cursor: string | null | undefined;
        for (let page = 0; cursor !== null; page += 1) {
          const limit = limits[page % limits.length] ?? 1;
          const query = { limit: String(limit), ...(cursor ? { cursor } : {}) };
          const { status, body } = await asks(reseller.id, 'listCustomers', { query });
          expect(status).toBe(200);
          expect(body.items.length).toBeLessThanOrEqual(limit);
          seen.push(...body.items.map(({ customerId }: { customerId: string }) => customerId));
          cursor = body.nextCursor;
        }
        expect(seen).toEqual(there);
      }),
      { numRuns: 25 },
    );
  });

  it('shows no reseller another’s customers', async () => {
    const [mine, other] = [await Reseller.setUp(), await Reseller.setUp()];
    await other.customer('a');
    expect((await asks(mine.id, 'listCustomers')).body).toEqual({ items: [], nextCursor: null });
  });

  it('goes on only from its own cursors', async () => {
    const [mine, other] = [await Reseller.setUp(), await Reseller.setUp()];
    for (const reseller of [mine, other]) for (const customerId of ['a', 'b']) await reseller.idle(customerId);
    const foreign = (await asks(other.id, 'listCustomers', { query: { limit: '1' } })).body.nextCursor;
    const forged = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
    const cursors = [
      foreign,
      '',
      'x',
      '%%%',
      forged(mine.id, 'invoices', 'a'),
      forged(mine.id, 'customers', 'a#~'),
      forged(mine.id, 'customers', '../x'),
      forged(mine.id, 'customers', 7),
      forged(mine.id, 'customers', 'a', 'b'),
      Buffer.from('null').toString('base64url'),
    ];
    for (const cursor of cursors) {
      const answer = await asks(mine.id, 'listCustomers', { query: { cursor } });
      expect([answer.status, named(answer)], cursor).toEqual([400, { cursor: 'is not one that this list answered' }]);
    }
  });

  it.each([
    ['limit', { limit: '0' }],
    ['limit', { limit: '201' }],
    ['limit', { limit: '-1' }],
    ['limit', { limit: 'ten' }],
    ['limit', { limit: '1,2' }],
    ['page', { page: '2' }],
  ])('names what is wrong in its query: %s of %j', async (field, query) => {
    const { id } = await Reseller.setUp();
    const answer = await asks(id, 'listCustomers', { query: query as Record<string, string> });
    expect([answer.status, Object.keys(named(answer))]).toEqual([400, [field]]);
  });
});
