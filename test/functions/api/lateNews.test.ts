import { describe, expect, it } from 'vitest';
import { aMonth, anAccountBilling } from '../../support/builders.ts';
import { asks, billedTo } from '../../support/clerk.ts';
import { aReseller, create, FIBRE, save } from '../../support/fibre.ts';
import { aroundAll, DECEMBER, JANUARY, NOVEMBER, Reseller } from '../../support/reseller.ts';

aroundAll();

const inArrears = { billing: anAccountBilling({ period: 'arrears' }).billing };

const FEBRUARY = aMonth('2027-02');

const NOT_BILLED = 'will not be billed: add a charge for those of these days that are on no invoice';
const NOT_CREDITED = 'will not be credited: add a charge with a negative price for those of these days that are on an invoice';

describe('news that comes too late', () => {
  it('of a service entered with days before the first run: says which will never be billed, and the run bills none of them', async () => {
    const reseller = await aReseller();
    const { body } = await create(reseller.id, { ...FIBRE, from: '2026-10-12' });
    expect(body.notBilled).toEqual([`12–31 October 2026 ${NOT_BILLED}`]);
    await reseller.make(NOVEMBER);
    expect(await billedTo(reseller.id, 'a', NOVEMBER)).toEqual(['100 of 2026-11']);
  });

  it('in advance: last month’s days are still billed by the coming run, those before are told', async () => {
    const reseller = await aReseller();
    for (const month of [NOVEMBER, DECEMBER, JANUARY]) await reseller.make(month);
    const within = await create(reseller.id, { ...FIBRE, from: '2027-01-12' });
    expect(within.body.notBilled).toEqual([]);
    const late = await create(reseller.id, { ...FIBRE, from: '2026-12-22', to: '2027-01-31' });
    expect(late.body.notBilled).toEqual([`22–31 December 2026 ${NOT_BILLED}`]);
    await reseller.make(FEBRUARY);
    expect(await billedTo(reseller.id, 'a', FEBRUARY)).toEqual(['100 of 2027-01', '100 of 2027-02', '64.52 of 2027-01']);
  });

  it('in arrears: the month before last is still billed by the coming run, those before are told', async () => {
    const reseller = await aReseller(inArrears);
    for (const month of [NOVEMBER, DECEMBER, JANUARY]) await reseller.make(month);
    const within = await create(reseller.id, { ...FIBRE, from: '2026-12-22' });
    expect(within.body.notBilled).toEqual([]);
    const late = await create(reseller.id, { ...FIBRE, from: '2026-11-30', to: '2026-12-31' });
    expect(late.body.notBilled).toEqual([`30 November 2026 ${NOT_BILLED}`]);
    await reseller.make(FEBRUARY);
    expect(await billedTo(reseller.id, 'a', FEBRUARY)).toEqual(['100 of 2026-12', '100 of 2027-01', '32.26 of 2026-12']);
  });

  it('of an end moved back: days of last month are credited, those of the months before are told', async () => {
    const reseller = await aReseller();
    const { serviceId } = (await create(reseller.id)).body;
    for (const month of [NOVEMBER, DECEMBER, JANUARY]) await reseller.make(month);
    const first = await save(reseller.id, serviceId, 1, { ...FIBRE, to: '2027-01-15' });
    expect(first.body.notBilled).toEqual([]);
    const second = await save(reseller.id, serviceId, 2, { ...FIBRE, to: '2026-11-15' });
    expect(second.body.notBilled).toEqual([`16 November 2026 to 31 December 2026 ${NOT_CREDITED}`]);
    await reseller.make(FEBRUARY);
    expect(await billedTo(reseller.id, 'a', FEBRUARY)).toEqual(['-100 of 2027-01']);
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
