import { describe, expect, it } from 'vitest';
import { customers } from '../../../shared/store/customers.ts';
import { asks } from '../../support/clerk.ts';
import { aroundAll, DECEMBER, NOVEMBER, Reseller, setNow } from '../../support/reseller.ts';
import { invoicesOf } from '../../support/world.ts';

aroundAll();

const BAKERY = { name: 'Harbour Bakery', to: ['accounts@bakery.example'] };
const create = (account: string, body: object = BAKERY, more = {}) => asks(account, 'createCustomer', { body, ...more });
const read = (account: string, customerId: string) => asks(account, 'readCustomer', { params: { customerId } });
const save = (account: string, customerId: string, revision: number, body: object) =>
  asks(account, 'saveCustomer', { params: { customerId }, revision, body });
const remove = (account: string, customerId: string, revision: number) =>
  asks(account, 'removeCustomer', { params: { customerId }, revision });

const names = (body: { items: { name: string }[] }) => body.items.map(({ name }) => name).sort();

describe('changing a customer', () => {
  it('replaces it whole: what is left out is cleared', async () => {
    const { id } = await Reseller.setUp();
    const { body } = await create(id, {
      ...BAKERY,
      phone: '1',
      notes: 'n',
      cc: ['c@d.example'],
      termsDays: 7,
      autoInvoice: true,
      enabled: false,
    });
    const saved = await save(id, body.customerId, 1, { name: 'New Name' });
    expect([saved.status, saved.headers.etag]).toEqual([200, '"2"']);
    expect(saved.body).toMatchObject({
      name: 'New Name',
      to: [],
      cc: [],
      phone: null,
      notes: null,
      termsDays: null,
      autoInvoice: null,
      enabled: true,
    });
    expect((await read(id, body.customerId)).body).toEqual(saved.body);
  });

  it('takes back what was read: null is as left out', async () => {
    const { id } = await Reseller.setUp();
    const { customerId, flags, warnings, removed, revision, ...read } = (await create(id)).body;
    expect(read).toMatchObject({ phone: null, reference: null, termsDays: null, autoInvoice: null, notes: null, xeroContactId: null });
    const saved = await save(id, customerId, revision, read);
    expect([saved.status, saved.body]).toEqual([200, { customerId, flags, warnings, removed, ...read, revision: 2 }]);
    expect(Object.values(await customers.get(id, customerId))).not.toContain(null);
  });

  it('is refused whole when a field is wrong: nothing is half-written', async () => {
    const { id } = await Reseller.setUp();
    const { body } = await create(id);
    expect((await save(id, body.customerId, 1, { name: 'Other', to: ['x'] })).status).toBe(400);
    expect((await read(id, body.customerId)).body).toEqual(body);
  });
});

describe('removing a customer', () => {
  it('hides it from the list, and it can still be read', async () => {
    const { id } = await Reseller.setUp();
    const stays = (await create(id, { name: 'Stays' })).body;
    const goes = (await create(id)).body;
    const { status, body } = await remove(id, goes.customerId, 1);
    expect([status, body.removed, body.revision]).toEqual([200, true, 2]);
    expect((await read(id, goes.customerId)).body).toEqual({ ...goes, removed: true, revision: 2 });
    expect(names((await asks(id, 'listCustomers')).body)).toEqual([stays.name]);
  });

  it('keeps the instant at which it was', async () => {
    const { id } = await Reseller.setUp();
    const { customerId } = (await create(id)).body;
    setNow(new Date('2026-11-15T03:00:00Z'));
    await remove(id, customerId, 1);
    expect((await customers.get(id, customerId)).removed).toBe('2026-11-15T03:00:00.000Z');
  });

  it('twice is as once, whichever revision is named', async () => {
    const { id } = await Reseller.setUp();
    const { customerId } = (await create(id)).body;
    const first = await remove(id, customerId, 1);
    for (const revision of [1, 2]) expect(await remove(id, customerId, revision)).toEqual(first);
  });

  it('acts as disabling in the next run: no invoice, charges stay open, and the one it has stands', async () => {
    const reseller = await Reseller.setUp();
    await reseller.customer('a');
    await reseller.customer('b');
    await reseller.make(NOVEMBER);
    await reseller.charge('a', '50');
    await remove(reseller.id, 'a', 1);
    await reseller.make(DECEMBER);
    expect((await invoicesOf(reseller.id, DECEMBER)).map(({ customerId }) => customerId)).toEqual(['b']);
    expect((await reseller.read(NOVEMBER, 'a')).total).toBe(11_000);
    const charges = await asks(reseller.id, 'listCharges', { params: { customerId: 'a' } });
    expect(charges.body.items.map(({ status }: { status: string }) => status)).toEqual(['not yet invoiced']);
    const services = await asks(reseller.id, 'listServices', { params: { customerId: 'a' } });
    expect(services.body.items.map(({ removed }: { removed: string | null }) => removed)).toEqual([null]);
  });

  it('leaves it to be read: every change of it or of what it has is refused in words', async () => {
    const reseller = await Reseller.setUp();
    await reseller.customer('a');
    await reseller.charge('a', '50');
    await remove(reseller.id, 'a', 1);
    const before = await customers.file(reseller.id, 'a');
    const { customerId, serviceId, chargeId } = { customerId: 'a', serviceId: 's-a', chargeId: 'c-a' };
    const service = { description: 'Other', unitPrice: '1', from: '2026-01-01' };
    const charge = { description: 'Other', unitPrice: '1' };
    const answers = await Promise.all([
      asks(reseller.id, 'saveCustomer', { params: { customerId }, revision: 2, body: BAKERY }),
      asks(reseller.id, 'createService', { params: { customerId }, body: service }),
      asks(reseller.id, 'saveService', { params: { customerId, serviceId }, revision: 1, body: service }),
      asks(reseller.id, 'removeService', { params: { customerId, serviceId }, revision: 1 }),
      asks(reseller.id, 'createCharge', { params: { customerId }, body: charge }),
      asks(reseller.id, 'saveCharge', { params: { customerId, chargeId }, revision: 1, body: charge }),
      asks(reseller.id, 'removeCharge', { params: { customerId, chargeId }, revision: 1 }),
      asks(reseller.id, 'clearFlag', { params: { customerId, address: 'a@customer.example' } }),
    ]);
    for (const { status, body } of answers) {
      expect([status, body.detail]).toEqual([409, 'This customer was removed: it can be read, not changed']);
    }
    expect(await customers.file(reseller.id, 'a')).toEqual(before);
  });
});
