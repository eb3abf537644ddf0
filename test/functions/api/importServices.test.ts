import { describe, expect, it } from 'vitest';
import { asks } from '../../support/clerk.ts';
import { customersFrom, earlierOf, outcomes, problems, type Row, servicesFrom, servicesOf, warnings } from '../../support/imports.ts';
import { aroundAll, Reseller } from '../../support/reseller.ts';

aroundAll();

describe('an import of services', () => {
  const CUSTOMERS = [{ name: 'Harbour Bakery' }, { name: "O'Brien & Söhne <test>", reference: 'PO 7' }];
  const FIBRE = { customer: 'harbour bakery', description: 'Fibre 100/40', unitPrice: '$99.00', from: '1/11/2026' };
  const twoCustomers = async () => {
    const { id } = await Reseller.setUp();
    const { body } = await customersFrom(id, CUSTOMERS);
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
    expect(outcomes((await servicesFrom(id, [{ ...byHand, description: 'MAILBOX', customer: 'Harbour Bakery' }])).body)).toEqual([
      'exists',
    ]);
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
      expect.stringMatching(/^5 customer: may be several of your customers: TWIN \(id .+\), Twin \(T, id .+\). Write the id instead$/),
      '6 unitPrice: has a decimal comma: write it with a point, like 12.50',
      '7 from: is no day of the calendar',
      '8 to: must not be before from',
      '9 unitPrice: must be an amount like 12.50',
      '9 description: must not be empty',
      '9 from: is required',
    ]);
  });

  it('warns of a second one beside what is billed already, for a new price is no new service', async () => {
    const { id } = await twoCustomers();
    await servicesFrom(id, [{ ...FIBRE, from: '2026-11-01' }]);
    const dearer = { ...FIBRE, unitPrice: '105', from: '2026-12-01' };
    const dry = async (row: Row) => warnings((await servicesFrom(id, [row], { dryRun: true })).body);
    expect(await dry(dearer)).toEqual(['2: is there already: 1 at $99.00 since 2026-11-01. Both will be billed']);
    expect(await dry({ ...dearer, enabled: 'no' })).toEqual([]);
    await servicesFrom(id, [{ ...FIBRE, description: 'Ended', to: '2026-11-30' }]);
    expect(await dry({ ...dearer, description: 'ended' })).toEqual([]);
    expect(await dry({ ...dearer, customer: 'po 7' })).toEqual([]);
  });

  it('leaves what was edited or removed since as it is', async () => {
    const { id, bakery } = await twoCustomers();
    const { body } = await servicesFrom(id, [FIBRE]);
    const params = { customerId: bakery, serviceId: body.results[0].id };
    const edited = { description: 'Fibre 100/40', unitPrice: '105', from: '2026-11-01' };
    await asks(id, 'saveService', { params, revision: 1, body: edited });
    expect(outcomes((await servicesFrom(id, [FIBRE])).body)).toEqual(['exists']);
    expect(await servicesOf(id, bakery)).toMatchObject([{ unitPrice: '105.00' }]);
    await asks(id, 'removeService', { params, revision: 2 });
    expect(problems((await servicesFrom(id, [FIBRE])).body)).toEqual([
      expect.stringMatching(/^2 description: was removed on .+: add it by hand/),
    ]);
  });

  it('says once how days are read that could be others, and doubts a tax of less than one per cent', async () => {
    const { id } = await twoCustomers();
    const rows = [
      { ...FIBRE, from: '31/12/2026' },
      { ...FIBRE, taxRate: '0.1' },
      { ...FIBRE, from: '2/12/2026' },
    ];
    const { body } = await servicesFrom(id, rows, { dryRun: true });
    expect(warnings(body)).toEqual([
      '3: 1/11/2026 is read as 2026-11-01, and all such days with it (Settings, date order of the CSV)',
      '3: tax rate 0.1 is read as 0.1 per cent',
    ]);
  });

  it('says of a year of two digits, and of an amount that may be a thousand times as much, how they are read', async () => {
    const { id } = await twoCustomers();
    const rows = [
      { ...FIBRE, from: '1-Nov-26', unitPrice: '1.234' },
      { ...FIBRE, from: '2/11/2026', to: '31-Dec-27' },
    ];
    const { body } = await servicesFrom(id, rows, { dryRun: true });
    expect(warnings(body)).toEqual([
      '2: 1-Nov-26 is read as 2026-11-01, and all years of two digits like it',
      '2: 1.234 is read with a decimal point, not as thousands',
      '3: 2/11/2026 is read as 2026-11-02, and all such days with it (Settings, date order of the CSV)',
    ]);
  });

  it('refuses a quantity of nothing or less, and names row and field', async () => {
    const { id } = await twoCustomers();
    const rows = ['0', '-2', '=1+1'].map((quantity) => ({ ...FIBRE, quantity }));
    expect(problems((await servicesFrom(id, rows)).body)).toEqual([
      '2 quantity: must be above 0: leave the row out if there is none of it',
      '3 quantity: must be above 0: a credit is a negative price',
      '4 quantity: must be a number like 1 or 2.5',
    ]);
  });

  it('refuses another currency, and per cent for a price', async () => {
    const { id } = await twoCustomers();
    const { body } = await servicesFrom(id, [
      { ...FIBRE, unitPrice: 'USD 99' },
      { ...FIBRE, unitPrice: '10%' },
    ]);
    expect(problems(body)).toEqual([
      '2 unitPrice: must be an amount in AUD, the account’s currency',
      '3 unitPrice: must be an amount in AUD, the account’s currency',
    ]);
  });

  it('tells a service that stands in an earlier part of the same file: it would not be billed twice', async () => {
    const { id } = await twoCustomers();
    const { body } = await servicesFrom(id, [FIBRE]);
    const next = await servicesFrom(id, [{ ...FIBRE, row: 502 }], { earlier: earlierOf(body), skipErrors: true });
    expect(problems(next.body)).toEqual(['502 description: the same service stands in row 2: for two of it, say quantity 2 there']);
    expect(outcomes((await servicesFrom(id, [FIBRE], { earlier: earlierOf(body) })).body)).toEqual(['exists']);
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
