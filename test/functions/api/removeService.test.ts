import { describe, expect, it } from 'vitest';
import { customers } from '../../../shared/store/customers.ts';
import { anAccountBilling } from '../../support/builders.ts';
import { asks, billedTo } from '../../support/clerk.ts';
import { aReseller, at, create, FIBRE, list, save } from '../../support/fibre.ts';
import { aroundAll, DECEMBER, NOVEMBER, setNow } from '../../support/reseller.ts';

aroundAll();

const remove = (account: string, serviceId: string, revision: number) =>
  asks(account, 'removeService', { params: at(serviceId), revision });

const inArrears = { billing: anAccountBilling({ period: 'arrears' }).billing };

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
    expect(await billedTo(reseller.id, 'a', DECEMBER)).toEqual(['-50 of 2026-11']);
  });

  it('that was billed and ended before keeps its earlier end', async () => {
    const reseller = await aReseller();
    const { serviceId } = (await create(reseller.id, { ...FIBRE, to: '2026-11-06' })).body;
    await reseller.make(NOVEMBER);
    on('2026-11-15');
    await remove(reseller.id, serviceId, 1);
    await reseller.make(DECEMBER);
    expect(await billedTo(reseller.id, 'a', DECEMBER)).toEqual([]);
  });

  it('that was never billed ignores it', async () => {
    const reseller = await aReseller(inArrears);
    await create(reseller.id, { ...FIBRE, from: '2026-10-01', unitPrice: '70' });
    await reseller.make(NOVEMBER);
    const { serviceId } = (await create(reseller.id)).body;
    on('2026-11-15');
    await remove(reseller.id, serviceId, 1);
    await reseller.make(DECEMBER);
    expect(await billedTo(reseller.id, 'a', DECEMBER)).toEqual(['70 of 2026-11']);
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
