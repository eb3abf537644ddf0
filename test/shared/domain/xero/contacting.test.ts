import { describe, expect, it } from 'vitest';
import { contactNumberOf } from '../../../../shared/domain/xero/contacts.ts';
import { contact, ids, made, contactingReseller as reseller } from './contactingReseller.ts';

const LONG = `branch-${'x'.repeat(50)}-north`;

describe('customers without a contact', () => {
  it('get one: found by number or name, or made; and keep it, so that none is asked for again', async () => {
    const there = [contact({ contactId: 'x-1', number: 'c000' }), contact({ contactId: 'x-2', name: 'Customer no 2 of ours' })];
    const { calls, contactsOf } = await reseller(ids(3), there);
    const found = { c000: { contactId: 'x-1' }, c001: { contactId: 'x-2' }, c002: { contactId: 'x-c002' } };
    expect([await contactsOf(), calls]).toEqual([found, ['page 1', 'number 1', 'create 1']]);
    expect([await contactsOf(), calls.length]).toEqual([found, 3]);
  });

  it('are told apart by a number that Xero takes, however long their ids are: the same each time', async () => {
    const first = await reseller([LONG], []);
    expect(await first.contactsOf()).toEqual({ [LONG]: { contactId: `x-${contactNumberOf(LONG)}` } });
    expect(first.given.map(({ number }) => number)).toEqual([contactNumberOf(LONG)]);
    const second = await reseller([LONG], [contact({ number: contactNumberOf(LONG) })]);
    expect([await second.contactsOf(), second.calls]).toEqual([{ [LONG]: { contactId: 'x-9' } }, ['page 1']]);
    const third = await reseller([LONG], [contact({ name: 'Customer no 1 of ours' })]);
    expect([await third.contactsOf(), third.calls]).toEqual([{ [LONG]: { contactId: 'x-9' } }, ['page 1', 'number 1']]);
  });

  it('of whom a batch refuses one: it alone is told, the others have theirs', async () => {
    const { contactsOf } = await reseller(ids(5), [], {
      createContacts: async (some) =>
        some.some(({ number }) => number === 'c003') ? { outcome: 'refused', words: 'Email address must be valid.' } : made(some),
    });
    const settled = await contactsOf();
    expect(settled.c003).toEqual({
      refusal: { words: 'Email address must be valid.', advice: 'Correct the customer’s email address, or choose its contact in Xero.' },
    });
    expect(Object.values(settled).filter((each) => 'contactId' in each)).toHaveLength(4);
  });

  it('are not refused one by one when we may not enter contacts at all: they wait, and a person is told', async () => {
    let calls = 0;
    const { session, contactsOf } = await reseller(ids(50), [], {
      async createContacts() {
        calls += 1;
        return { outcome: 'refused', words: 'Forbidden', barred: true };
      },
    });
    expect([await contactsOf(session), calls]).toEqual([{}, 1]);
    expect([session.isStopped(), session.trouble]).toEqual([true, 'Xero does not let us enter contacts: Forbidden']);
  });
});

describe('a customer of whom Xero’s answer says nothing', () => {
  const told = {
    refusal: {
      words: 'Xero said nothing of the customer’s contact',
      advice: 'Upload it again; if it stays so, choose the customer’s contact.',
    },
  };

  it.each([
    ['made', []],
    ['numbered', [contact({ name: 'Customer no 2 of ours' })]],
  ])('is told, not asked about for ever (to be %s)', async (_, there) => {
    const silent = (number: string) => number !== 'c001';
    const { contactsOf } = await reseller(ids(3), there, {
      createContacts: async (some) => made(some.filter(({ number }) => silent(number))),
      numberContacts: async (some) => made(some.filter(({ number }) => silent(number))),
    });
    expect(await contactsOf()).toEqual({ c000: { contactId: 'x-c000' }, c001: told, c002: { contactId: 'x-c002' } });
  });

  it('is only not known yet when no answer came at all', async () => {
    const { contactsOf } = await reseller(ids(2), [], { createContacts: async () => ({ outcome: 'unknown', words: 'no answer' }) });
    expect(await contactsOf()).toEqual({});
  });
});

describe('a customer that cannot be saved', () => {
  it('is a fault of ours, of its own invoices alone', async () => {
    const { ports, contactsOf } = await reseller(ids(3), []);
    const { customers } = ports;
    const fault = new Error('Throttled');
    const save: typeof customers.save = async (account, customer) =>
      customer.customerId === 'c001' ? Promise.reject(fault) : customers.save(account, customer);
    Object.assign(ports, { customers: { ...customers, save } });
    expect(await contactsOf()).toEqual({ c000: { contactId: 'x-c000' }, c001: { fault }, c002: { contactId: 'x-c002' } });
  });

  it('because a person mapped another contact meanwhile has theirs', async () => {
    const { store, contactsOf } = await reseller(['c000'], [], {
      async createContacts(some) {
        const customer = await store.customers.get('aap', 'c000');
        await store.customers.save('aap', { ...customer, xeroContactId: 'theirs' });
        return made(some);
      },
    });
    expect(await contactsOf()).toEqual({ c000: { contactId: 'theirs' } });
  });
});
