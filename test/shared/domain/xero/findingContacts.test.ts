import { describe, expect, it } from 'vitest';
import { contact, ids, contactingReseller as reseller } from './contactingReseller.ts';

describe('an organisation of very many contacts', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => contact({ contactId: `o-${index}`, name: `Other ${index}` }));

  it('of forty thousand is read as a whole', async () => {
    const { calls, contactsOf } = await reseller(ids(1), many(40_000));
    expect(await contactsOf()).toEqual({ c000: { contactId: 'x-c000' } });
    expect([calls.length, calls[39], calls[40]]).toEqual([41, 'page 40', 'create 1']);
  });

  it('of more is searched, customer by customer, and read no further than its first page', async () => {
    const there = [
      ...many(60_000),
      contact({ contactId: 'x-1', number: 'c000' }),
      contact({ contactId: 'x-2', name: 'Customer no 2 of ours' }),
      contact({ contactId: 'x-3', name: 'CUSTOMER no 3 of ours' }),
    ];
    const { calls, contactsOf } = await reseller(ids(4), there);
    expect(await contactsOf()).toEqual({
      c000: { contactId: 'x-1' },
      c001: { contactId: 'x-2' },
      c002: {
        refusal: expect.objectContaining({ words: 'Xero has a contact “CUSTOMER no 3 of ours”, which may be this customer or not' }),
      },
      c003: { contactId: 'x-c003' },
    });
    expect([calls[0], calls.filter((each) => each === 'search').length, calls.slice(8)]).toEqual(['page 1', 7, ['number 1', 'create 1']]);
  });

  it('is not read for ever where Xero does not say how many there are', async () => {
    const pages: number[] = [];
    const { contactsOf } = await reseller(ids(1), [], {
      async contacts(page) {
        pages.push(page);
        return { outcome: 'done', value: { contacts: [], more: page < 50 } };
      },
    });
    expect([await contactsOf(), pages.length]).toEqual([{ c000: { contactId: 'x-c000' } }, 40]);
  });

  it('leaves the next worker all the calls of a minute, when it could not be read to its end', async () => {
    const { session, contactsOf, time } = await reseller(ids(1), [], {
      contacts: async () => ({ outcome: 'limited', limit: 'minute', seconds: 2 }),
    });
    expect([await contactsOf(session), session.heldUntil]).toEqual([{}, new Date(time.now.getTime() + 60_000).toISOString()]);
  });

  it('settles nothing of some of whom only half is known', async () => {
    const { contactsOf } = await reseller(ids(2), [], {
      contacts: async () => ({ outcome: 'done', value: { contacts: [], more: true, pages: 41 } }),
      searchContacts: async (words) =>
        words === 'c001'
          ? { outcome: 'unknown', words: 'no answer' }
          : { outcome: 'done', value: [contact({ name: 'CUSTOMER no 2 of ours' })] },
    });
    expect(await contactsOf()).toEqual({});
  });

  it('has each worker come further, in the calls of its minute, until all have their contact', async () => {
    const { another, calls, contactsOf, time, customers } = await reseller(ids(60), many(60_000));
    const left: number[] = [];
    for (let minute = 0; minute < 4; minute += 1) {
      const session = another();
      await contactsOf(session);
      left.push((await customers()).filter(({ xeroContactId }) => !xeroContactId).length);
      if (left.at(-1) === 0) break;
      expect((Date.parse(session.heldUntil ?? '') - time.now.getTime()) / 1000).toBeGreaterThanOrEqual(60);
      time.now = new Date(time.now.getTime() + 61_000);
    }
    expect(left).toEqual([40, 20, 0]);
    expect(calls.filter((each) => each.startsWith('page'))).toHaveLength(3);
  });

  it('whose search shows only some has a person choose, rather than a double made', async () => {
    const alike = Array.from({ length: 60 }, (_, index) => contact({ contactId: `o-${index}`, name: `Customer no 1 of ours ${index}` }));
    const { calls, contactsOf } = await reseller(['c000'], [...alike, ...many(60_000)]);
    expect(await contactsOf()).toMatchObject({
      c000: { refusal: { words: 'Xero has too many contacts like this customer to tell whether one of them is it' } },
    });
    expect(calls).not.toContain('create 1');
  });

  it('has nobody taken for one of two customers of one name, however far apart they are searched', async () => {
    const { store, contactsOf } = await reseller(ids(15), many(60_000));
    for (const customerId of ['c000', 'c014']) {
      const customer = await store.customers.get('aap', customerId);
      await store.customers.save('aap', { ...customer, name: 'Harbour Bakery' });
    }
    const settled = await contactsOf();
    expect([settled.c000, settled.c014]).toMatchObject(
      Array(2).fill({ refusal: { words: 'Several customers are called “Harbour Bakery”' } }),
    );
  });
});
