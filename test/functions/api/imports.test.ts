import { describe, expect, it } from 'vitest';
import * as importCustomers from '../../../functions/api/importCustomers.ts';
import * as importServices from '../../../functions/api/importServices.ts';
import { call } from '../../support/call.ts';
import { asks } from '../../support/clerk.ts';
import { aroundAll, Reseller } from '../../support/reseller.ts';

aroundAll();

type Row = Record<string, string | number>;
type Result = {
  row: number;
  outcome: string;
  id: string | null;
  name: string;
  problems: { field: string; message: string }[];
  warnings: string[];
};

const rowsOf = (rows: Row[], more: object) => ({ rows: rows.map((row, at) => ({ row: at + 2, ...row })), ...more });
const customersFrom = (account: string, rows: Row[], more: object = {}) =>
  call(importCustomers.handler, importCustomers.importCustomers, { account, body: rowsOf(rows, more) });
const servicesFrom = (account: string, rows: Row[], more: object = {}) =>
  call(importServices.handler, importServices.importServices, { account, body: rowsOf(rows, more) });

const outcomes = (body: { results: Result[] }) => body.results.map(({ outcome }) => outcome);
const problems = (body: { results: Result[] }) =>
  body.results.flatMap(({ row, problems }) => problems.map(({ field, message }) => `${row} ${field}: ${message}`));
const namesOf = async (account: string) =>
  (await asks(account, 'listCustomers', { query: { limit: '200' } })).body.items.map(({ name }: { name: string }) => name).sort();
const servicesOf = async (account: string, customerId: string) =>
  (await asks(account, 'listServices', { params: { customerId } })).body.items;

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

  it('done twice, or by two at the same moment, makes nobody twice', async () => {
    const { id } = await Reseller.setUp();
    const both = await Promise.all([customersFrom(id, ROWS), customersFrom(id, ROWS)]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
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

  it('takes formulas and other mischief for the text that they are', async () => {
    const { id } = await Reseller.setUp();
    const name = `=cmd|'/c calc'!A1`;
    await customersFrom(id, [{ name }, { name: '<script>alert(1)</script>' }]);
    expect(await namesOf(id)).toEqual(['<script>alert(1)</script>', name]);
    const { body } = await customersFrom(id, [{ name: 'Bell\u0007' }, { name: 'x'.repeat(201) }]);
    expect(body.errors).toBe(2);
  });

  it('is refused beyond 500 rows at once', async () => {
    const { id } = await Reseller.setUp();
    const rows = Array.from({ length: 501 }, (_, at) => ({ name: `Customer ${at}` }));
    expect((await customersFrom(id, rows)).status).toBe(400);
  });
});

describe('an import of services', () => {
  const FIBRE = { customer: 'harbour bakery', description: 'Fibre 100/40', unitPrice: '$99.00', from: '1/11/2026' };
  const twoCustomers = async () => {
    const { id } = await Reseller.setUp();
    const { body } = await customersFrom(id, ROWS.slice(0, 2));
    return { id, bakery: String(body.results[0].id), obrien: String(body.results[1].id) };
  };

  it('finds the customer by name, reference or id, and reads prices and days as people write them', async () => {
    const { id, bakery, obrien } = await twoCustomers();
    const { body } = await servicesFrom(id, [
      FIBRE,
      {
        customer: 'po 7',
        description: 'Mailbox',
        quantity: '12',
        unitPrice: '1,000.0825',
        from: '2026-11-15',
        to: '31/12/2026',
        taxRate: '0%',
      },
      { customer: obrien, description: 'Discount', unitPrice: '(5.00)', from: '2026-12-01', enabled: 'no' },
    ]);
    expect(problems(body)).toEqual([]);
    expect(body).toMatchObject({ created: 3, errors: 0 });
    expect(await servicesOf(id, bakery)).toMatchObject([{ unitPrice: '99.00', quantity: '1', from: '2026-11-01' }]);
    expect(await servicesOf(id, obrien)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ quantity: '12', unitPrice: '1000.0825', from: '2026-11-15', to: '2026-12-31', taxRate: '0' }),
        expect.objectContaining({ unitPrice: '-5.00', enabled: false }),
      ]),
    );
  });

  it('done twice bills nobody twice, nor what was entered by hand before', async () => {
    const { id, bakery } = await twoCustomers();
    await Promise.all([servicesFrom(id, [FIBRE]), servicesFrom(id, [FIBRE])]);
    expect(outcomes((await servicesFrom(id, [FIBRE])).body)).toEqual(['exists']);
    const byHand = { description: 'Mailbox', unitPrice: '7.5', from: '2026-11-01' };
    await asks(id, 'createService', { params: { customerId: bakery }, body: byHand });
    expect(outcomes((await servicesFrom(id, [{ ...byHand, customer: 'Harbour Bakery' }])).body)).toEqual(['exists']);
    expect(await servicesOf(id, bakery)).toHaveLength(2);
  });

  it('tells of each wrong row what is wrong, and of two alike where the other is', async () => {
    const { id } = await twoCustomers();
    await asks(id, 'createCustomer', { body: { name: 'Twin', reference: 'T' } });
    await asks(id, 'createCustomer', { body: { name: 'TWIN' } });
    const { body } = await servicesFrom(id, [
      FIBRE,
      FIBRE,
      { ...FIBRE, customer: 'Who?' },
      { ...FIBRE, customer: 'twin' },
      { ...FIBRE, unitPrice: '12,50' },
      { ...FIBRE, from: '2026-02-31' },
      { ...FIBRE, to: '2026-10-01' },
      { customer: 'Harbour Bakery', description: '', unitPrice: 'free', from: '' },
    ]);
    expect(body).toMatchObject({ created: 0, errors: 7 });
    expect(problems(body)).toEqual([
      '3 description: the same service stands in row 2: for two of it, say quantity 2 there',
      '4 customer: is no customer of yours: “Who?”. Import or add the customer first',
      '5 customer: may be several of your customers: TWIN, Twin (T). Write the id instead',
      '6 unitPrice: has a decimal comma: write it with a point, like 12.50',
      '7 from: must be a day like 2026-07-31',
      '8 to: must not be before from',
      '9 description: must not be empty',
      '9 unitPrice: must be a decimal text like "12.50", with at most four places',
      '9 from: is required',
    ]);
  });

  it('warns of days that come too late to be billed', async () => {
    const { id } = await twoCustomers();
    const { body } = await servicesFrom(id, [{ ...FIBRE, from: '1/1/2020' }], { dryRun: true });
    expect(body.results[0].warnings).toEqual([expect.stringContaining('will not be billed')]);
  });

  it("never finds another reseller's customers", async () => {
    const { bakery } = await twoCustomers();
    const { id: other } = await Reseller.setUp();
    expect((await servicesFrom(other, [{ ...FIBRE, customer: bakery }])).body.errors).toBe(1);
  });
});
