import { describe, expect, it } from 'vitest';
import { customers } from '../../../shared/store/customers.ts';
import { invoices } from '../../../shared/store/invoices.ts';
import { anAccountBilling } from '../../support/builders.ts';
import { asks, named } from '../../support/clerk.ts';
import { aroundAll, DECEMBER, JANUARY, NOVEMBER, Reseller, setNow } from '../../support/reseller.ts';

aroundAll();

const FIBRE = { description: 'Fibre 100/40', unitPrice: '100', from: '2026-11-01' };
const at = (serviceId: string) => ({ customerId: 'a', serviceId });
const create = (account: string, body: object = FIBRE, more = {}) =>
  asks(account, 'createService', { params: { customerId: 'a' }, body, ...more });
const save = (account: string, serviceId: string, revision: number, body: object) =>
  asks(account, 'saveService', { params: at(serviceId), revision, body });
const remove = (account: string, serviceId: string, revision: number) =>
  asks(account, 'removeService', { params: at(serviceId), revision });
const list = async (account: string) => (await asks(account, 'listServices', { params: { customerId: 'a' } })).body.items;

/** A reseller with the customer `a`, who has nothing yet; its first month is November. */
async function aReseller(over: Parameters<typeof Reseller.setUp>[0] = {}): Promise<Reseller> {
  const reseller = await Reseller.setUp(over);
  await reseller.idle('a');
  return reseller;
}

const inArrears = { billing: anAccountBilling({ period: 'arrears' }).billing };

/** The lines of `a`'s invoice of the month, told as amount and period. */
async function linesOf(reseller: Reseller, month: typeof NOVEMBER): Promise<string[]> {
  const invoice = await invoices.find(reseller.id, month, 'a');
  return invoice ? (await invoices.lines(invoice)).map(({ amount, service }) => `${amount / 100} of ${service?.period}`) : [];
}

const NOT_BILLED = 'will not be billed: add a charge for those of these days that are on no invoice';
const NOT_CREDITED = 'will not be credited: add a charge with a negative price for those of these days that are on an invoice';

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
      accountCode: null,
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
    const told = { ...FIBRE, quantity: '0.0001', unitPrice: '-0.0825', taxRate: '12.5', accountCode: '260', to: '2026-11-01' };
    expect((await create(id, told)).body).toMatchObject(told);
    expect((await create(id, { ...FIBRE, quantity: '999999999.9999', unitPrice: '1' })).body.quantity).toBe('999999999.9999');
    expect((await create(id, { ...FIBRE, unitPrice: '-0' })).body.unitPrice).toBe('0.00');
  });

  it.each([
    ['description', { description: undefined }, 'is required'],
    ['description', { description: 'x'.repeat(1001) }, 'must be at most 1000 characters long'],
    ['description', { description: 'a\u0000b' }, 'must be one line without control characters'],
    ['description', { description: '\udc00 half' }, 'must be one line without control characters'],
    ['quantity', { quantity: '0' }, 'must be above 0'],
    ['quantity', { quantity: '0.0000' }, 'must be above 0'],
    ['quantity', { quantity: '-1' }, 'must be a decimal text above 0 like "1.5"'],
    ['quantity', { quantity: '1.00001' }, 'must be a decimal text above 0 like "1.5"'],
    ['quantity', { quantity: 1 }, 'must be a text'],
    ['unitPrice', { unitPrice: undefined }, 'is required'],
    ['unitPrice', { unitPrice: 100 }, 'must be a text'],
    ['unitPrice', { unitPrice: '1.23456' }, 'must be a decimal text like "12.50", with at most four places'],
    ['unitPrice', { unitPrice: '1,000' }, 'must be a decimal text like "12.50", with at most four places'],
    ['unitPrice', { unitPrice: '1e3' }, 'must be a decimal text like "12.50", with at most four places'],
    ['unitPrice', { unitPrice: '1000000000' }, 'must be a decimal text like "12.50", with at most four places'],
    ['unitPrice', { unitPrice: '١٢' }, 'must be a decimal text like "12.50", with at most four places'],
    ['unitPrice', { unitPrice: '100', quantity: '10000000' }, 'times the quantity must be at most 999,999,999.99'],
    ['unitPrice', { unitPrice: '-999999999', quantity: '999999999' }, 'times the quantity must be at most 999,999,999.99'],
    ['taxRate', { taxRate: '100.0001' }, 'must be at most 100'],
    ['taxRate', { taxRate: '-1' }, 'must be per cent as a decimal text like "10"'],
    ['accountCode', { accountCode: '12345678901' }, 'must be at most 10 characters long'],
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
    expect(await linesOf(reseller, NOVEMBER)).toEqual([]);
    await reseller.make(DECEMBER);
    expect(await linesOf(reseller, DECEMBER)).toEqual(['100 of 2026-12']);
    const saved = await save(reseller.id, body.serviceId, 1, { ...FIBRE, leaveOut: body.leaveOut, leaveOutNext: true });
    expect(saved.body.leaveOut).toEqual([NOVEMBER, JANUARY]);
    await reseller.make(JANUARY);
    expect(await linesOf(reseller, JANUARY)).toEqual([]);
  });
});

describe('changing a service', () => {
  it('replaces it whole: what is left out is cleared', async () => {
    const { id } = await aReseller();
    const told = { ...FIBRE, quantity: '3', taxRate: '0', accountCode: '260', to: '2026-12-31', enabled: false, leaveOut: ['2026-12'] };
    const { serviceId } = (await create(id, told)).body;
    const saved = await save(id, serviceId, 1, FIBRE);
    expect([saved.status, saved.headers.etag]).toEqual([200, '"2"']);
    const whole = { quantity: '1', taxRate: null, accountCode: null, to: null, enabled: true, leaveOut: [] };
    expect(saved.body).toMatchObject(whole);
    expect(await list(id)).toMatchObject([whole]);
  });

  it('a new price starts with the next period that is not billed yet', async () => {
    const reseller = await aReseller();
    const { serviceId } = (await create(reseller.id)).body;
    await reseller.make(NOVEMBER);
    const saved = await save(reseller.id, serviceId, 1, { ...FIBRE, unitPrice: '120' });
    expect(saved.body.notBilled).toEqual([]);
    await reseller.make(DECEMBER);
    expect(await linesOf(reseller, DECEMBER)).toEqual(['120 of 2026-12']);
  });
});

describe('news that comes too late', () => {
  it('of a service entered with days before the first run: says which will never be billed, and the run bills none of them', async () => {
    const reseller = await aReseller();
    const { body } = await create(reseller.id, { ...FIBRE, from: '2026-10-12' });
    expect(body.notBilled).toEqual([`12–31 October 2026 ${NOT_BILLED}`]);
    await reseller.make(NOVEMBER);
    expect(await linesOf(reseller, NOVEMBER)).toEqual(['100 of 2026-11']);
  });

  it('in advance: last month’s days are still billed by the coming run, those before are told', async () => {
    const reseller = await aReseller();
    for (const month of [NOVEMBER, DECEMBER, JANUARY]) await reseller.make(month);
    const within = await create(reseller.id, { ...FIBRE, from: '2027-01-12' });
    expect(within.body.notBilled).toEqual([]);
    const late = await create(reseller.id, { ...FIBRE, from: '2026-12-22', to: '2027-01-31' });
    expect(late.body.notBilled).toEqual([`22–31 December 2026 ${NOT_BILLED}`]);
    await reseller.make('2027-02' as typeof NOVEMBER);
    expect((await linesOf(reseller, '2027-02' as typeof NOVEMBER)).sort()).toEqual([
      '100 of 2027-01',
      '100 of 2027-02',
      '64.52 of 2027-01',
    ]);
  });

  it('in arrears: the month before last is still billed by the coming run, those before are told', async () => {
    const reseller = await aReseller(inArrears);
    for (const month of [NOVEMBER, DECEMBER, JANUARY]) await reseller.make(month);
    const within = await create(reseller.id, { ...FIBRE, from: '2026-12-22' });
    expect(within.body.notBilled).toEqual([]);
    const late = await create(reseller.id, { ...FIBRE, from: '2026-11-30', to: '2026-12-31' });
    expect(late.body.notBilled).toEqual([`30 November 2026 ${NOT_BILLED}`]);
    await reseller.make('2027-02' as typeof NOVEMBER);
    expect((await linesOf(reseller, '2027-02' as typeof NOVEMBER)).sort()).toEqual([
      '100 of 2026-12',
      '100 of 2027-01',
      '32.26 of 2026-12',
    ]);
  });

  it('of an end moved back: days of last month are credited, those of the months before are told', async () => {
    const reseller = await aReseller();
    const { serviceId } = (await create(reseller.id)).body;
    for (const month of [NOVEMBER, DECEMBER, JANUARY]) await reseller.make(month);
    const first = await save(reseller.id, serviceId, 1, { ...FIBRE, to: '2027-01-15' });
    expect(first.body.notBilled).toEqual([]);
    const second = await save(reseller.id, serviceId, 2, { ...FIBRE, to: '2026-11-15' });
    expect(second.body.notBilled).toEqual([`16 November 2026 to 31 December 2026 ${NOT_CREDITED}`]);
    await reseller.make('2027-02' as typeof NOVEMBER);
    expect(await linesOf(reseller, '2027-02' as typeof NOVEMBER)).toEqual(['-100 of 2027-01']);
  });

  it('is not too late for a customer whose invoice is parked: its repair looks at those days again', async () => {
    const reseller = await Reseller.withParked();
    await reseller.make(DECEMBER);
    const late = await create(reseller.id, { ...FIBRE, from: '2026-10-22' });
    expect(late.body.notBilled).toEqual([]);
    await reseller.idle('b');
    const other = await asks(reseller.id, 'createService', { params: { customerId: 'b' }, body: { ...FIBRE, from: '2026-10-22' } });
    expect(other.body.notBilled).toEqual([`22 October 2026 to 30 November 2026 ${NOT_BILLED}`]);
  });

  it('claims nothing for a service that is only disabled, and repeats itself when the request is repeated', async () => {
    const reseller = await aReseller();
    const body = { ...FIBRE, from: '2026-10-12' };
    const [first, again] = [await create(reseller.id, body, { key: 'k' }), await create(reseller.id, body, { key: 'k' })];
    expect(again).toEqual(first);
    for (const month of [NOVEMBER, DECEMBER, JANUARY]) await reseller.make(month);
    expect((await save(reseller.id, first.body.serviceId, 1, { ...body, enabled: false })).body.notBilled).toEqual([]);
  });
});

describe('removing a service', () => {
  const on = (day: string) => setNow(new Date(`${day}T03:00:00Z`));

  it('that was billed ends it that day: the unused days are credited', async () => {
    const reseller = await aReseller();
    const { serviceId } = (await create(reseller.id)).body;
    await reseller.make(NOVEMBER);
    on('2026-11-15');
    const { status, body } = await remove(reseller.id, serviceId, 1);
    expect([status, body.removed, body.notBilled]).toEqual([200, '2026-11-15', []]);
    await reseller.make(DECEMBER);
    expect(await linesOf(reseller, DECEMBER)).toEqual(['-50 of 2026-11']);
  });

  it('that was billed and ended before keeps its earlier end', async () => {
    const reseller = await aReseller();
    const { serviceId } = (await create(reseller.id, { ...FIBRE, to: '2026-11-06' })).body;
    await reseller.make(NOVEMBER);
    on('2026-11-15');
    await remove(reseller.id, serviceId, 1);
    await reseller.make(DECEMBER);
    expect(await linesOf(reseller, DECEMBER)).toEqual([]);
  });

  it('that was never billed ignores it', async () => {
    const reseller = await aReseller(inArrears);
    await create(reseller.id, { ...FIBRE, from: '2026-10-01', unitPrice: '70' });
    await reseller.make(NOVEMBER);
    const { serviceId } = (await create(reseller.id)).body;
    on('2026-11-15');
    await remove(reseller.id, serviceId, 1);
    await reseller.make(DECEMBER);
    expect(await linesOf(reseller, DECEMBER)).toEqual(['70 of 2026-11']);
  });

  it('erases nothing: it is listed as removed, on the day it was where the reseller is', async () => {
    const reseller = await aReseller();
    const { serviceId } = (await create(reseller.id)).body;
    setNow(new Date('2026-11-15T13:30:00Z'));
    await remove(reseller.id, serviceId, 1);
    expect(await list(reseller.id)).toMatchObject([{ serviceId, removed: '2026-11-16', from: '2026-11-01', to: null, revision: 2 }]);
  });

  it('twice is as once: it keeps the day of the first', async () => {
    const reseller = await aReseller();
    const { serviceId } = (await create(reseller.id)).body;
    on('2026-11-15');
    const first = await remove(reseller.id, serviceId, 1);
    on('2026-11-20');
    for (const revision of [1, 2]) expect(await remove(reseller.id, serviceId, revision)).toEqual(first);
  });

  it('leaves it to be read: a change is refused in words', async () => {
    const reseller = await aReseller();
    const { serviceId } = (await create(reseller.id)).body;
    on('2026-11-15');
    await remove(reseller.id, serviceId, 1);
    const { status, body } = await save(reseller.id, serviceId, 2, FIBRE);
    expect([status, body.detail]).toEqual([409, 'This service was removed on 2026-11-15: add a new one']);
    expect((await customers.getService(reseller.id, 'a', serviceId)).revision).toBe(2);
  });
});
