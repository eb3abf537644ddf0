import { expect, it } from 'vitest';
import type { Customer } from '../../../../shared/domain/customer.ts';
import type { Customers } from '../../../../shared/domain/ports.ts';
import { aCustomer, anInstant, aService } from '../../../support/builders.ts';
import { anAccountId, collected, race } from './collected.ts';

const TAX = { taxType: 'TAX009', taxTypeName: 'Levy on Income' };
const NOBODY = { code: 'not-found', message: 'There is nothing here by that name' };

export function customersContract(customers: Customers): void {
  const add = (account: string, customerId: string, over: Partial<Customer> = {}) =>
    customers.save(account, aCustomer({ customerId, revision: 0, ...over }));
  const addServices = async (account: string, customerId: string, count: number) => {
    const ids = Array.from({ length: count }, (_, index) => `s${String(index).padStart(4, '0')}`);
    await Promise.all(ids.map((serviceId) => customers.saveService(account, aService({ customerId, serviceId, revision: 0 }))));
    return ids;
  };

  it("answers the same words for what is not there, what is another account's, and what is no id at all", async () => {
    const [mine, theirs] = [anAccountId(), anAccountId()];
    await add(theirs, 'bakery');
    await addServices(theirs, 'bakery', 1);
    for (const [account, id] of [
      [mine, 'bakery'],
      [mine, 'nobody'],
      [theirs, 'bakery#SERVICE#s0000'],
      [theirs, ''],
      [theirs, 'a'.repeat(65)],
    ] as const) {
      await expect(customers.get(account, id)).rejects.toMatchObject(NOBODY);
      await expect(customers.file(account, id)).rejects.toMatchObject(NOBODY);
      await expect(customers.getService(account, id, 's0000')).rejects.toMatchObject(NOBODY);
      await expect(customers.getCharge(account, id, 'setup')).rejects.toMatchObject(NOBODY);
    }
  });

  it('gives a customer and its services back exactly as they were saved, with nothing added', async () => {
    const account = anAccountId();
    const saved = await add(account, 'bakery', {
      name: 'Bánh mì Nguyễn',
      flags: { 'a@b.example': { reason: 'bounced', words: '550', at: anInstant('2026-07-01T00:00:00Z'), invoice: '2026-07_bakery' } },
    });
    expect(await customers.get(account, 'bakery')).toStrictEqual(saved);
    const service = await customers.saveService(account, aService({ revision: 0, accountCode: '260', ...TAX }));
    expect(await customers.getService(account, 'bakery', 'fibre')).toStrictEqual(service);
    expect(await customers.file(account, 'bakery')).toStrictEqual({ customer: saved, services: [service], charges: [] });
  });

  it('gives many customers at once by their ids, each once, removed ones too, and leaves out who is not there', async () => {
    const [account, another] = [anAccountId(), anAccountId()];
    const ids = Array.from({ length: 130 }, (_, index) => `c${index}`);
    for (const id of ids) await add(account, id, { name: `Name ${id}` });
    await customers.save(account, { ...(await customers.get(account, 'c7')), removed: anInstant('2026-07-01T00:00:00Z') });
    await add(another, 'theirs');
    const found = await customers.getAll(account, [...ids, 'c7', 'theirs', 'nobody']);
    expect([...found.keys()].sort()).toEqual([...ids].sort());
    expect(found.get('c129')).toStrictEqual(await customers.get(account, 'c129'));
    expect(found.get('c7')?.removed).toBeDefined();
    expect(await customers.getAll(account, [])).toEqual(new Map());
  });

  it('tells what everyone is called, removed ones too, and nothing of what they have', async () => {
    const [account, another] = [anAccountId(), anAccountId()];
    await add(account, 'a', { name: 'Bakery', reference: 'PO 7' });
    await addServices(account, 'a', 3);
    await add(account, 'b', { name: 'Gone', removed: anInstant('2026-07-01T00:00:00Z') });
    await add(another, 'c');
    expect(await collected(customers.names(account))).toStrictEqual([
      { customerId: 'a', name: 'Bakery', reference: 'PO 7' },
      { customerId: 'b', name: 'Gone', removed: '2026-07-01T00:00:00.000Z' },
    ]);
    expect(await collected(customers.names(anAccountId()))).toEqual([]);
  });

  it('lets one of two editors win', async () => {
    const account = anAccountId();
    const saved = await add(account, 'bakery');
    const service = await customers.saveService(account, aService({ revision: 0 }));
    const edits = (edit: () => Promise<unknown>) => race([edit, edit]);
    expect(await edits(() => customers.save(account, saved))).toEqual({ won: 1, refused: ['stale'] });
    expect(await edits(() => customers.saveService(account, service))).toEqual({ won: 1, refused: ['stale'] });
    expect(await edits(() => add(account, 'new'))).toEqual({ won: 1, refused: ['stale'] });
  });

  it('does not mix up customers whose ids begin alike', async () => {
    const account = anAccountId();
    const ids = ['a', 'a-', 'a-b', 'a0', 'aB', 'b', 'A'];
    for (const id of ids) {
      await add(account, id, { name: id });
      await customers.saveService(account, aService({ customerId: id, serviceId: `of-${id}`, revision: 0 }));
    }
    const seen = await collected(customers.files(account));
    expect(seen.map(({ customer, services }) => [customer.customerId, services.map(({ serviceId }) => serviceId)])).toEqual(
      [...ids].sort().map((id) => [id, [`of-${id}`]]),
    );
    expect((await customers.file(account, 'a')).services.map(({ serviceId }) => serviceId)).toEqual(['of-a']);
    expect((await collected(customers.files(account, 'a'))).map(({ customer }) => customer.customerId)).toEqual([
      'a-',
      'a-b',
      'a0',
      'aB',
      'b',
    ]);
    expect((await collected(customers.files(account, 'ZZ'))).map(({ customer }) => customer.customerId)).toEqual([
      'a',
      'a-',
      'a-b',
      'a0',
      'aB',
      'b',
    ]);
    expect((await collected(customers.files(account, 'a', 'a0'))).map(({ customer }) => customer.customerId)).toEqual(['a-', 'a-b', 'a0']);
    expect((await collected(customers.files(account, undefined, 'a'))).map(({ customer }) => customer.customerId)).toEqual(['A', 'a']);
    expect(await collected(customers.files(account, 'a0', 'a0'))).toEqual([]);
    expect(await collected(customers.files(anAccountId()))).toEqual([]);
  });

  it('streams everyone with everything, however much one customer has', async () => {
    const account = anAccountId();
    await add(account, 'large', { removed: anInstant('2026-07-01T00:00:00Z') });
    await add(account, 'small');
    const ids: string[] = [];
    for (let round = 0; round < 2; round += 1) {
      const long = Array.from({ length: 200 }, (_, index) => `r${round}-${String(index).padStart(3, '0')}`);
      const description = 'x'.repeat(4000);
      await Promise.all(
        long.map((serviceId) => customers.saveService(account, aService({ customerId: 'large', serviceId, description, revision: 0 }))),
      );
      ids.push(...long);
    }
    const files = await collected(customers.files(account));
    expect(files.map(({ customer, services }) => [customer.customerId, services.length])).toEqual([
      ['large', 400],
      ['small', 0],
    ]);
    expect(files[0]?.services.map(({ serviceId }) => serviceId)).toEqual(ids);
  });

  it('lists customers a page at a time, past thousands of services, without those removed', async () => {
    const account = anAccountId();
    for (const id of ['a', 'b', 'c', 'd', 'e']) await add(account, id, id === 'b' ? { removed: anInstant('2026-07-01T00:00:00Z') } : {});
    await addServices(account, 'a', 250);
    await addServices(account, 'd', 3);
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const page = await customers.list(account, cursor, 2);
      pages.push(page.items.map(({ customerId }) => customerId));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(pages.flat()).toEqual(['a', 'c', 'd', 'e']);
    expect(pages.slice(0, 2)).toEqual([
      ['a', 'c'],
      ['d', 'e'],
    ]);
    expect(await customers.list(anAccountId(), undefined, 10)).toEqual({ items: [] });
    await expect(customers.list(account, 'a#SERVICE#x', 2)).rejects.toMatchObject({ code: 'invalid' });
  });
}
