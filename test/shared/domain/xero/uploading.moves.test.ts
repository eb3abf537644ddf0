import { describe, expect, it } from 'vitest';
import { UploadingReseller } from './uploadingReseller.ts';

describe('one that does not move', () => {
  it('is looked at again in a minute when another has moved since: what was in the way may be going', async () => {
    const reseller = new UploadingReseller();
    await reseller.setUp(2, { stuck: 4 });
    // The contact of the first is not to be had, and nothing says why.
    const { customers } = reseller.store;
    const file: typeof customers.file = async (account, customer) => {
      const found = await customers.file(account, customer);
      return customer === 'c0000' ? { ...found, customer: { ...found.customer, customerId: 'another' } } : found;
    };
    reseller.store = { ...reseller.store, customers: { ...customers, file } };
    await reseller.work();
    const { stuck, trouble } = await reseller.connection();
    expect([await reseller.states(), reseller.messages, stuck]).toEqual([{ waiting: 1, uploaded: 1 }, [60], 1]);
    expect(trouble?.words).toBe('Nothing moves for AAP-00001, though Xero answers. It is tried again by itself');
  });
});
