import { describe, expect, it } from 'vitest';
import { asks, named } from '../../support/clerk.ts';
import { aroundAll, DECEMBER, NOVEMBER, Reseller } from '../../support/reseller.ts';

aroundAll();

const CODES = { accountCode: '260', taxType: 'TAX009', taxTypeName: 'Levy on Income' };
const SETUP = { description: 'Set-up', unitPrice: '50' };
const at = (chargeId: string) => ({ customerId: 'a', chargeId });
const create = (account: string, body: object = SETUP, more = {}) =>
  asks(account, 'createCharge', { params: { customerId: 'a' }, body, ...more });
const save = (account: string, chargeId: string, revision: number, body: object) =>
  asks(account, 'saveCharge', { params: at(chargeId), revision, body });
const remove = (account: string, chargeId: string, revision: number) => asks(account, 'removeCharge', { params: at(chargeId), revision });
const list = async (account: string) => (await asks(account, 'listCharges', { params: { customerId: 'a' } })).body.items;

async function aReseller(): Promise<Reseller> {
  const reseller = await Reseller.setUp();
  await reseller.idle('a');
  return reseller;
}

describe('adding a charge', () => {
  it('answers 201 with where it is, its ETag, and what it is', async () => {
    const { id } = await aReseller();
    const { status, headers, body } = await create(id);
    expect(status).toBe(201);
    expect(headers).toMatchObject({ location: `/v1/customers/a/charges/${body.chargeId}`, etag: '"1"' });
    expect(body).toEqual({
      chargeId: body.chargeId,
      customerId: 'a',
      description: 'Set-up',
      quantity: '1',
      unitPrice: '50.00',
      currency: 'AUD',
      taxRate: null,
      accountCode: null,
      taxType: null,
      taxTypeName: null,
      enabled: true,
      status: 'not yet invoiced',
      number: null,
      invoiceId: null,
      revision: 1,
    });
    expect(await list(id)).toEqual([body]);
  });

  it('takes a credit, and four places', async () => {
    const { id } = await aReseller();
    const told = { description: 'Goodwill', quantity: '1.2345', unitPrice: '-0.0825', taxRate: '0', ...CODES };
    expect((await create(id, told)).body).toMatchObject(told);
  });

  it.each([
    ['description', { description: '' }, 'must not be empty'],
    ['description', { description: 'x'.repeat(1001) }, 'must be at most 1000 characters long'],
    ['quantity', { quantity: '0' }, 'must be above 0'],
    ['quantity', { quantity: '0.00005' }, 'must be a number above 0 like 1.5'],
    ['unitPrice', { unitPrice: '0.00005' }, 'must be a number like 12.50, with at most four decimals'],
    ['unitPrice', { unitPrice: '-1000', quantity: '1000000' }, 'times the quantity must be at most 999,999,999.99'],
    ['taxRate', { taxRate: '101' }, 'must be at most 100'],
    ['taxType', { taxType: 'x'.repeat(51) }, 'must be at most 50 characters long'],
    ['taxTypeName', { taxTypeName: 'x'.repeat(101) }, 'must be at most 100 characters long'],
    ['number', { number: 'AAP-00001' }, 'is not a known field'],
    ['status', { status: 'invoiced' }, 'is not a known field'],
  ])('names what is wrong: %s of %j', async (field, over, words) => {
    const { id } = await aReseller();
    const answer = await create(id, { ...SETUP, ...over });
    expect([answer.status, named(answer)]).toEqual([400, { [field]: words }]);
    expect(await list(id)).toEqual([]);
  });
});

describe('a charge that is not invoiced yet', () => {
  it('can be changed whole, and disabled', async () => {
    const { id } = await aReseller();
    const { chargeId } = (await create(id, { ...SETUP, quantity: '2', taxRate: '0' })).body;
    const saved = await save(id, chargeId, 1, { ...SETUP, enabled: false });
    expect([saved.status, saved.headers.etag]).toEqual([200, '"2"']);
    expect(saved.body).toMatchObject({ quantity: '1', taxRate: null, enabled: false, status: 'disabled' });
    expect(await list(id)).toEqual([saved.body]);
  });

  it('can be removed, and is gone', async () => {
    const { id } = await aReseller();
    const { body } = await create(id);
    expect(await remove(id, body.chargeId, 1)).toMatchObject({ status: 200, body });
    expect(await list(id)).toEqual([]);
    expect((await remove(id, body.chargeId, 1)).status).toBe(404);
  });

  it('is billed by no run while it is disabled, and by the next one after', async () => {
    const reseller = await aReseller();
    const { chargeId } = (await create(reseller.id, { ...SETUP, enabled: false })).body;
    await reseller.make(NOVEMBER);
    expect(await list(reseller.id)).toMatchObject([{ status: 'disabled', number: null }]);
    await save(reseller.id, chargeId, 1, SETUP);
    await reseller.make(DECEMBER);
    expect(await list(reseller.id)).toMatchObject([{ status: 'invoiced', number: 'AAP-00001', invoiceId: '2026-12_a' }]);
  });
});

describe('a charge that is on an invoice', () => {
  it('says so, with the number and the invoice', async () => {
    const reseller = await aReseller();
    await create(reseller.id);
    await reseller.make(NOVEMBER);
    expect(await list(reseller.id)).toMatchObject([{ status: 'invoiced', number: 'AAP-00001', invoiceId: '2026-11_a' }]);
  });

  it('bears the codes under which it was billed', async () => {
    const reseller = await aReseller();
    await create(reseller.id, { ...SETUP, ...CODES });
    await reseller.make(NOVEMBER);
    expect(await list(reseller.id)).toMatchObject([{ ...CODES, status: 'invoiced', number: 'AAP-00001' }]);
  });

  it('can be neither changed nor removed: the refusal names its number and what to do instead', async () => {
    const reseller = await aReseller();
    const { chargeId } = (await create(reseller.id)).body;
    await reseller.make(NOVEMBER);
    const before = await list(reseller.id);
    const words = 'This charge is on AAP-00001 and can no longer be changed: add one with the opposite price to take it back';
    for (const revision of [1, 2]) {
      const answers = [await save(reseller.id, chargeId, revision, SETUP), await remove(reseller.id, chargeId, revision)];
      for (const { status, body } of answers) expect([status, body.detail]).toEqual([409, words]);
    }
    expect(await list(reseller.id)).toEqual(before);
  });
});
