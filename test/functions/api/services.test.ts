import { describe, expect, it } from 'vitest';
import { customers } from '../../../shared/store/customers.ts';
import { billedTo, named } from '../../support/clerk.ts';
import { aReseller, create, FIBRE, list, save } from '../../support/fibre.ts';
import { aroundAll, DECEMBER, JANUARY, NOVEMBER } from '../../support/reseller.ts';

aroundAll();

const CODES = { accountCode: '260', taxType: 'TAX009', taxTypeName: 'Levy on Income' };
const NO_CODES = { accountCode: null, taxType: null, taxTypeName: null };

describe('adding a service', () => {
  it('answers 201 with where it is, its ETag, and what it is; quantity is one where none is given', async () => {
    const { id } = await aReseller();
    const { status, headers, body } = await create(id);
    expect(status).toBe(201);
    expect(headers).toMatchObject({ location: `/v1/customers/a/services/${body.serviceId}`, etag: '"1"' });
    const { notBilled, ...service } = body;
    expect(service).toEqual({
      serviceId: body.serviceId,
      customerId: 'a',
      description: 'Fibre 100/40',
      quantity: '1',
      unitPrice: '100.00',
      currency: 'AUD',
      taxRate: null,
      ...NO_CODES,
      taxType: null,
      taxTypeName: null,
      from: '2026-11-01',
      to: null,
      enabled: true,
      leaveOut: [],
      removed: null,
      revision: 1,
    });
    expect(notBilled).toEqual([]);
    expect(await list(id)).toEqual([service]);
  });

  it('keeps prices and quantities to four places, and a negative price as a credit', async () => {
    const { id } = await aReseller();
    const told = { ...FIBRE, quantity: '0.0001', unitPrice: '-0.0825', taxRate: '12.5', ...CODES, to: '2026-11-01' };
    expect((await create(id, told)).body).toMatchObject(told);
    expect((await create(id, { ...FIBRE, quantity: '999999999.9999', unitPrice: '0.5' })).body.quantity).toBe('999999999.9999');
    expect((await create(id, { ...FIBRE, unitPrice: '-0' })).body.unitPrice).toBe('0.00');
  });

  it.each([
    ['description', { description: undefined }, 'is required'],
    ['description', { description: 'x'.repeat(1001) }, 'must be at most 1000 characters long'],
    ['description', { description: 'a\u0000b' }, 'must be one line without control characters'],
    ['description', { description: '\udc00 half' }, 'must be one line without control characters'],
    ['quantity', { quantity: '0' }, 'must be above 0'],
    ['quantity', { quantity: '0.0000' }, 'must be above 0'],
    ['quantity', { quantity: '-1' }, 'must be a number above 0 like 1.5'],
    ['quantity', { quantity: '1.00001' }, 'must be a number above 0 like 1.5'],
    ['quantity', { quantity: 1 }, 'must be a text'],
    ['unitPrice', { unitPrice: undefined }, 'is required'],
    ['unitPrice', { unitPrice: 100 }, 'must be a text'],
    ['unitPrice', { unitPrice: '1.23456' }, 'must be a number like 12.50, with at most four decimals'],
    ['unitPrice', { unitPrice: '1,000' }, 'must be a number like 12.50, with at most four decimals'],
    ['unitPrice', { unitPrice: '1e3' }, 'must be a number like 12.50, with at most four decimals'],
    ['unitPrice', { unitPrice: '1000000000' }, 'must be a number like 12.50, with at most four decimals'],
    ['unitPrice', { unitPrice: '١٢' }, 'must be a number like 12.50, with at most four decimals'],
    ['unitPrice', { unitPrice: '100', quantity: '10000000' }, 'times the quantity must be at most 999,999,999.99'],
    ['unitPrice', { unitPrice: '-999999999', quantity: '999999999' }, 'times the quantity must be at most 999,999,999.99'],
    ['taxRate', { taxRate: '100.0001' }, 'must be at most 100'],
    ['taxRate', { taxRate: '-1' }, 'must be per cent, a number like 10'],
    ['accountCode', { accountCode: '12345678901' }, 'must be at most 10 characters long'],
    ['taxType', { taxType: 'x'.repeat(51) }, 'must be at most 50 characters long'],
    ['taxTypeName', { taxTypeName: 'x'.repeat(101) }, 'must be at most 100 characters long'],
    ['taxTypeName', { taxTypeName: 'two\nlines' }, 'must be one line without control characters'],
    ['from', { from: undefined }, 'is required'],
    ['from', { from: '2026-02-30' }, 'must be a day like 2026-07-31'],
    ['from', { from: '2026-11-01T00:00:00Z' }, 'must be a day like 2026-07-31'],
    ['to', { to: '1 November 2026' }, 'must be a day like 2026-07-31'],
    ['to', { to: '2026-10-31' }, 'must not be before from'],
    ['leaveOut[0]', { leaveOut: ['2026-13'] }, 'must be a month like 2026-07'],
    ['leaveOut[1]', { leaveOut: ['2026-12', '2026-1'] }, 'must be a month like 2026-07'],
    ['leaveOut', { leaveOut: '2026-12' }, 'must be a list'],
    ['leaveOutNext', { leaveOutNext: 'yes' }, 'must be true or false'],
    ['removed', { removed: '2026-11-01' }, 'is not a known field'],
    ['currency', { currency: 'AUD' }, 'is not a known field'],
  ])('names what is wrong: %s of %j', async (field, over, words) => {
    const { id } = await aReseller();
    const answer = await create(id, { ...FIBRE, ...over });
    expect([answer.status, named(answer)]).toEqual([400, { [field]: words }]);
    expect(await list(id)).toEqual([]);
  });

  it('takes an amount up to 999,999,999.99, and one cent more is a typing error', async () => {
    const { id } = await aReseller();
    expect((await create(id, { ...FIBRE, unitPrice: '999999999.99' })).status).toBe(201);
    expect((await create(id, { ...FIBRE, unitPrice: '-999999999.9949' })).status).toBe(201);
    expect((await create(id, { ...FIBRE, unitPrice: '999999999.995' })).status).toBe(400);
  });
});

describe('the months that a service is left out of', () => {
  it('are kept once each, in order', async () => {
    const { id } = await aReseller();
    const { body } = await create(id, { ...FIBRE, leaveOut: ['2027-02', '2026-12', '2027-02'] });
    expect(body.leaveOut).toEqual(['2026-12', '2027-02']);
  });

  it('are at most ten years of them, the next one counted, so that what was read can be saved again', async () => {
    const { id } = await aReseller();
    const years = (count: number) =>
      Array.from({ length: count }, (_, index) => `${2030 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`);
    expect((await create(id, { ...FIBRE, leaveOut: [...years(120), ...years(120)] })).status).toBe(201);
    const answer = await create(id, { ...FIBRE, leaveOut: years(120), leaveOutNext: true });
    expect([answer.status, named(answer)]).toEqual([400, { leaveOut: 'must be at most 120 months' }]);
  });

  it('“leave out of the next invoice” adds the month that is planned next, and that run leaves it out, no later one', async () => {
    const reseller = await aReseller();
    const { body } = await create(reseller.id, { ...FIBRE, leaveOutNext: true });
    expect(body.leaveOut).toEqual([NOVEMBER]);
    await reseller.make(NOVEMBER);
    expect(await billedTo(reseller.id, 'a', NOVEMBER)).toEqual([]);
    await reseller.make(DECEMBER);
    expect(await billedTo(reseller.id, 'a', DECEMBER)).toEqual(['100 of 2026-12']);
    const saved = await save(reseller.id, body.serviceId, 1, { ...FIBRE, leaveOut: body.leaveOut, leaveOutNext: true });
    expect(saved.body.leaveOut).toEqual([NOVEMBER, JANUARY]);
    await reseller.make(JANUARY);
    expect(await billedTo(reseller.id, 'a', JANUARY)).toEqual([]);
  });
});

describe('changing a service', () => {
  it('replaces it whole: what is left out is cleared', async () => {
    const { id } = await aReseller();
    const told = { ...FIBRE, quantity: '3', taxRate: '0', ...CODES, to: '2026-12-31', enabled: false, leaveOut: ['2026-12'] };
    const { serviceId } = (await create(id, told)).body;
    const saved = await save(id, serviceId, 1, FIBRE);
    expect([saved.status, saved.headers.etag]).toEqual([200, '"2"']);
    const whole = { quantity: '1', taxRate: null, ...NO_CODES, to: null, enabled: true, leaveOut: [] };
    expect(saved.body).toMatchObject(whole);
    expect(await list(id)).toMatchObject([whole]);
  });

  it('takes back what was read: null is as left out', async () => {
    const { id } = await aReseller();
    const { serviceId, customerId, currency, removed, revision, notBilled, ...read } = (await create(id)).body;
    expect(read).toMatchObject({ taxRate: null, ...NO_CODES, to: null });
    const saved = await save(id, serviceId, revision, read);
    expect([saved.status, saved.body]).toMatchObject([
      200,
      { serviceId, customerId, currency, removed, ...read, notBilled: [], revision: 2 },
    ]);
    expect(Object.values(await customers.getService(id, 'a', serviceId))).not.toContain(null);
  });

  it('a new price starts with the next period that is not billed yet', async () => {
    const reseller = await aReseller();
    const { serviceId } = (await create(reseller.id)).body;
    await reseller.make(NOVEMBER);
    const saved = await save(reseller.id, serviceId, 1, { ...FIBRE, unitPrice: '120' });
    expect(saved.body.notBilled).toEqual([]);
    await reseller.make(DECEMBER);
    expect(await billedTo(reseller.id, 'a', DECEMBER)).toEqual(['120 of 2026-12']);
  });
});
