import { describe, expect, it } from 'vitest';
import { asks } from '../../support/clerk.ts';
import { customersFrom, earlierOf, namesOf, outcomes, problems, type Row, warnings } from '../../support/imports.ts';
import { aroundAll, Reseller } from '../../support/reseller.ts';

aroundAll();

const ROWS: Row[] = [
  {
    name: 'Harbour Bakery',
    to: 'Jo <jo@bakery.example>; till@bakery.example',
    address1: '1 Quay',
    address3: 'Sydney',
    termsDays: '30 days',
  },
  { name: "O'Brien & Söhne <test>", to: 'ob@soehne.example', autoInvoice: 'no', enabled: 'TRUE', reference: 'PO 7' },
  { name: 'Nobody to write to' },
];

describe('an import of customers', () => {
  it('answers without rows what a file may hold', async () => {
    const { id } = await Reseller.setUp();
    const { status, body } = await customersFrom(id, [], { dryRun: true });
    expect(status).toBe(200);
    expect(body.fields.find(({ name }: { name: string }) => name === 'to')).toMatchObject({
      required: false,
      aliases: expect.arrayContaining(['email']),
    });
  });

  it('says first what would become of each row, and writes nothing', async () => {
    const { id } = await Reseller.setUp();
    const { body } = await customersFrom(id, ROWS, { dryRun: true });
    expect(body).toMatchObject({ dryRun: true, created: 0, exists: 0, errors: 0 });
    expect(outcomes(body)).toEqual(['wouldCreate', 'wouldCreate', 'wouldCreate']);
    expect(body.results[2].warnings).toEqual(['Nobody to write to has no email address']);
    expect(await namesOf(id)).toEqual([]);
  });

  it('creates each of them, as the form would have', async () => {
    const { id } = await Reseller.setUp();
    const { body } = await customersFrom(id, ROWS);
    expect(body).toMatchObject({ created: 3, errors: 0 });
    const read = await asks(id, 'readCustomer', { params: { customerId: body.results[0].id } });
    expect(read.body).toMatchObject({
      name: 'Harbour Bakery',
      to: ['jo@bakery.example', 'till@bakery.example'],
      address: ['1 Quay', 'Sydney'],
      termsDays: 30,
      autoInvoice: null,
      enabled: true,
    });
  });

  it('done twice, or by two at the same moment, makes nobody twice, and each is told as made by one of the two', async () => {
    const { id } = await Reseller.setUp();
    const both = await Promise.all([customersFrom(id, ROWS), customersFrom(id, ROWS)]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(both.flatMap(({ body }) => outcomes(body)).filter((outcome) => outcome === 'created')).toHaveLength(ROWS.length);
    const again = await customersFrom(id, ROWS);
    expect(outcomes(again.body)).toEqual(['exists', 'exists', 'exists']);
    expect(await namesOf(id)).toEqual(ROWS.map(({ name }) => name).sort());
  });

  it('leaves one that was entered by hand as it is, however its name is written', async () => {
    const { id } = await Reseller.setUp();
    const { body: bakery } = await asks(id, 'createCustomer', { body: { name: 'harbour  BAKERY', to: ['old@bakery.example'] } });
    const { body } = await customersFrom(id, ROWS.slice(0, 1));
    expect(body.results).toMatchObject([{ outcome: 'exists', id: bakery.customerId }]);
    expect((await asks(id, 'readCustomer', { params: { customerId: bakery.customerId } })).body.to).toEqual(['old@bakery.example']);
  });

  it('adds one whose name differs by an accent, for it may be another, and says beside whom', async () => {
    const { id } = await Reseller.setUp();
    await asks(id, 'createCustomer', { body: { name: 'Müller & Söhne' } });
    const { body } = await customersFrom(id, [{ name: 'Muller & Sohne', to: 'm@m.example' }], { dryRun: true });
    expect(outcomes(body)).toEqual(['wouldCreate']);
    expect(warnings(body)).toEqual(['2: is added beside “Müller & Söhne”, whose name is almost the same']);
  });

  it('holds all rows back for a wrong one, and names its fields; unless only the good ones are wanted', async () => {
    const { id } = await Reseller.setUp();
    const rows = [...ROWS, { name: 'Wrong', to: 'not an address', termsDays: 'soon' }, { name: '' }, { name: 'HARBOUR BAKERY' }];
    const { body } = await customersFrom(id, rows);
    expect(body).toMatchObject({ created: 0, errors: 3 });
    expect(problems(body)).toEqual([
      '5 termsDays: must be a whole number of days',
      '5 to: must be an email address like name@example.com',
      '6 name: must not be empty',
      '7 name: stands in row 2 as well',
    ]);
    expect(await namesOf(id)).toEqual([]);
    expect((await customersFrom(id, rows, { skipErrors: true })).body).toMatchObject({ created: 3, errors: 3 });
  });

  it('does not bring back one that was removed', async () => {
    const { id } = await Reseller.setUp();
    const { body } = await customersFrom(id, ROWS.slice(0, 1));
    await asks(id, 'removeCustomer', { params: { customerId: body.results[0].id }, headers: { 'if-match': '"1"' } });
    expect(problems((await customersFrom(id, ROWS.slice(0, 1))).body)).toEqual(['2 name: was removed: add it by hand if it is back']);
  });

  it('does not bring back one that was entered by hand and removed; one that took its name is there', async () => {
    const { id } = await Reseller.setUp();
    const { body: bakery } = await asks(id, 'createCustomer', { body: { name: 'Harbour Bakery' } });
    await asks(id, 'removeCustomer', { params: { customerId: bakery.customerId }, headers: { 'if-match': '"1"' } });
    expect(problems((await customersFrom(id, ROWS)).body)).toEqual(['2 name: was removed: add it by hand if it is back']);
    await asks(id, 'createCustomer', { body: { name: 'HARBOUR BAKERY' } });
    expect(outcomes((await customersFrom(id, ROWS)).body)).toEqual(['exists', 'created', 'created']);
  });

  it('leaves one that was renamed since as it is, and says how it is called by now', async () => {
    const { id } = await Reseller.setUp();
    const { body } = await customersFrom(id, ROWS.slice(0, 1));
    const customerId = body.results[0].id;
    await asks(id, 'saveCustomer', { params: { customerId }, revision: 1, body: { name: 'Harbour Cakes' } });
    const again = await customersFrom(id, ROWS.slice(0, 1));
    expect(outcomes(again.body)).toEqual(['exists']);
    expect(warnings(again.body)).toEqual(['2: is called “Harbour Cakes” by now']);
    expect(await namesOf(id)).toEqual(['Harbour Cakes']);
  });

  it('knows a row again that stands in an earlier part of the same file, and a part that is sent again for itself', async () => {
    const { id } = await Reseller.setUp();
    const first = await customersFrom(id, ROWS, { dryRun: true });
    const earlier = earlierOf(first.body);
    const { body } = await customersFrom(id, [{ row: 502, name: 'harbour bakery' }], { dryRun: true, earlier });
    expect(problems(body)).toEqual(['502 name: stands in row 2 as well']);
    expect((await customersFrom(id, ROWS, { earlier })).body).toMatchObject({ created: 3, errors: 0 });
  });

  it('says of several addresses which one is wrong', async () => {
    const { id } = await Reseller.setUp();
    const { body } = await customersFrom(id, [{ name: 'A', to: 'a@a.example; b.example, a@a.example' }]);
    expect(problems(body)).toEqual(['2 to: (no. 2) must be an email address like name@example.com']);
    expect(problems((await customersFrom(id, [{ name: 'A', to: 'a@a.example; a@a.example' }])).body)).toEqual([
      '2 to: (no. 2) a@a.example stands twice',
    ]);
  });

  it('takes formulas and other mischief for the text that they are', async () => {
    const { id } = await Reseller.setUp();
    const name = `=cmd|'/c calc'!A1`;
    await customersFrom(id, [{ name }, { name: '<script>alert(1)</script>' }]);
    expect(await namesOf(id)).toEqual(['<script>alert(1)</script>', name]);
    const { body } = await customersFrom(id, [
      { name: 'Bell\u0007' },
      { name: 'x'.repeat(201) },
      { name: 'x'.repeat(100_000) },
      { name: 'Many', to: 'a@a.example,'.repeat(400) },
      { name: '__proto__' },
      { name: '\u200B' },
      { name: '#REF!' },
    ]);
    expect(outcomes(body)).toEqual(['error', 'error', 'error', 'error', 'wouldCreate', 'error', 'error']);
    expect(JSON.stringify(body.results).length).toBeLessThan(10_000);
  });

  it('is refused beyond 500 rows at once', async () => {
    const { id } = await Reseller.setUp();
    const rows = Array.from({ length: 501 }, (_, at) => ({ name: `Customer ${at}` }));
    expect((await customersFrom(id, rows)).status).toBe(400);
    expect((await customersFrom(id, [{ name: 'A', colour: 'red' }])).status).toBe(400);
  });
});
