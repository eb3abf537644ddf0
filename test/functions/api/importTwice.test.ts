import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customersFrom, earlierOf, namesOf, type Row, servicesFrom, servicesOf } from '../../support/imports.ts';
import { aroundAll, Reseller } from '../../support/reseller.ts';

aroundAll();

const RUNS = 12;
const FIVE = ['Ada', 'Bo', 'Cy', 'Di', 'Ed'].map((name): Row => ({ name }));

const aService = fc.record({
  customer: fc.constantFrom('Ada', 'bo', 'CY ', 'Di', 'Ed'),
  description: fc.constantFrom('Fibre', 'fibre  ', 'Mailbox', '=1+1'),
  quantity: fc.constantFrom('', '1', '2', '1.0'),
  unitPrice: fc.constantFrom('$10.00', '10', '10.0000', '(10)', '99.95'),
  from: fc.constantFrom('2026-11-01', '1/11/2026', '1 Nov 2026', '2026-12-15'),
});
/** Rows of a file, one of each service, and the same in another order. */
const aFile = fc
  .uniqueArray(aService, { minLength: 1, maxLength: 12, selector: (row) => meant(row).join() })
  .chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })));

const PRICES: Record<string, string> = { '$10.00': '10.00', '10': '10.00', '10.0000': '10.00', '(10)': '-10.00' };
const DAYS: Record<string, string> = { '1/11/2026': '2026-11-01', '1 Nov 2026': '2026-11-01' };

/** What the row says, by other means than those under test. */
const meant = ({ customer = '', description = '', quantity = '', unitPrice = '', from = '' }: Record<string, string>) => [
  customer.trim().toLowerCase(),
  description.trim().toLowerCase(),
  quantity === '2' ? '2' : '1',
  PRICES[unitPrice] ?? unitPrice,
  DAYS[from] ?? from,
];

type Told = { description: string; quantity: string; unitPrice: string; from: string };

async function standing(account: string, ids: readonly string[]): Promise<string[]> {
  const all = await Promise.all(
    ids.map(async (id, at) =>
      (await servicesOf(account, id)).map(({ description, quantity, unitPrice, from }: Told) =>
        [String(FIVE[at]?.name).toLowerCase(), description.toLowerCase(), quantity, unitPrice, from].join(),
      ),
    ),
  );
  return all.flat().sort();
}

describe('a file of services', () => {
  it('imported twice, in any order, in parts, and by two at once, makes each of its services exactly once', async () => {
    await fc.assert(
      fc.asyncProperty(aFile, fc.nat(12), async ([rows, shuffled], cut) => {
        const { id } = await Reseller.setUp();
        const ids = (await customersFrom(id, FIVE)).body.results.map((result: { id: string }) => result.id);
        // The answer to the first part was lost: all of it is sent again, by two.
        await servicesFrom(id, rows.slice(0, cut));
        const both = await Promise.all([servicesFrom(id, rows), servicesFrom(id, shuffled)]);
        expect(both.map(({ body }) => body.errors)).toEqual([0, 0]);
        expect((await servicesFrom(id, shuffled)).body).toMatchObject({ created: 0, exists: rows.length, errors: 0 });
        expect(await standing(id, ids)).toEqual(rows.map((row) => meant(row).join()).sort());
      }),
      { numRuns: RUNS },
    );
  });
});

describe('a file of customers', () => {
  const names = fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), {
    minLength: 1,
    maxLength: 8,
    selector: (name) => name.normalize('NFC').trim().toLowerCase(),
  });

  it('of any names at all, imported twice, makes each that could be made exactly once', async () => {
    await fc.assert(
      fc.asyncProperty(names, async (made) => {
        const { id } = await Reseller.setUp();
        const rows = made.map((name) => ({ name }));
        const first = await customersFrom(id, rows, { skipErrors: true });
        const again = await customersFrom(id, [...rows].reverse(), { skipErrors: true });
        expect(again.body).toMatchObject({ created: 0, exists: first.body.created, errors: first.body.errors });
        expect(await namesOf(id)).toHaveLength(first.body.created);
      }),
      { numRuns: RUNS },
    );
  });

  it('of ten thousand rows knows in its last part the first row again', { timeout: 20_000 }, async () => {
    const { id } = await Reseller.setUp();
    const rows = Array.from({ length: 10_000 }, (_, at) => ({ row: at + 2, name: `Customer ${at}`, to: `c${at}@customer.example` }));
    const last = [...rows.slice(9_501), { row: 10_002, name: 'customer 0' }];
    const earlier: { row: number; key: string }[] = [];
    for (let at = 0; at < 9_500; at += 500) {
      const { body } = await customersFrom(id, rows.slice(at, at + 500), { dryRun: true, earlier });
      earlier.push(...earlierOf(body));
    }
    const { body } = await customersFrom(id, last, { earlier, skipErrors: true });
    expect(body).toMatchObject({ created: 499, errors: 1 });
    expect(body.results.at(-1)).toMatchObject({ problems: [{ field: 'name', message: 'stands in row 2 as well' }] });
  });
});
