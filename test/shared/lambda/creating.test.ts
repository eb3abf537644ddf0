import { describe, expect, it } from 'vitest';
import type { Charge } from '../../../shared/domain/customer.ts';
import { Problem } from '../../../shared/domain/problem.ts';
import { created, newId } from '../../../shared/lambda/creating.ts';
import { customers } from '../../../shared/store/customers.ts';
import { aCharge, dec } from '../../support/builders.ts';
import { aroundAll } from '../../support/reseller.ts';

aroundAll();

const account = 'aap';
const asked = { account, idempotencyKey: 'key-1' };
const never = {
  fresh: (): string => {
    throw new Error('No fresh id was wanted');
  },
};

/** Creates the charge as the endpoint does. */
const create = (charge: Charge, request: { account: string; idempotencyKey?: string } = asked): Promise<Charge> =>
  created(
    request,
    { ...charge, revision: 0 },
    (item) => customers.saveCharge(account, item),
    () => customers.getCharge(account, charge.customerId, charge.chargeId),
  );

describe('the id of what is created', () => {
  it('is fresh where no key is given, and always the same for one key, list and account', async () => {
    expect(await newId({ account }, 'customers', { fresh: () => 'fresh' })).toBe('fresh');
    const id = await newId(asked, 'customers', never);
    expect(id).toMatch(/^[a-z0-9]{26}$/);
    expect(await newId({ ...asked }, 'customers', never)).toBe(id);
  });

  it('is another in another account, in another list and of another key', async () => {
    const all = await Promise.all([
      newId(asked, 'customers', never),
      newId({ ...asked, account: 'other' }, 'customers', never),
      newId(asked, 'services of bakery', never),
      newId(asked, 'services of butcher', never),
      newId({ ...asked, idempotencyKey: 'key-2' }, 'customers', never),
    ]);
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('creating with a key', () => {
  it('answers the first one again, however often, and keeps what was made of it since', async () => {
    const first = await create(aCharge({ chargeId: 'again' }));
    expect(await create(aCharge({ chargeId: 'again' }))).toEqual(first);
    const edited = await customers.saveCharge(account, { ...first, unitPrice: dec('60') });
    expect(await create(aCharge({ chargeId: 'again' }))).toEqual(edited);
  });

  it.each([
    ['another value', { unitPrice: dec('51') }],
    ['a field more', { accountCode: '260' }],
    ['a field less', { taxRate: undefined }],
  ])('refuses the key for %s', async (_what, over) => {
    const chargeId = `other-${Object.keys(over)}`;
    await create(aCharge({ chargeId, taxRate: dec('10') }));
    await expect(create(aCharge({ chargeId, taxRate: dec('10'), ...over }))).rejects.toMatchObject({
      code: 'conflict',
      fields: [{ field: 'Idempotency-Key' }],
    });
    expect(await customers.getCharge(account, 'bakery', chargeId)).toMatchObject({ unitPrice: dec('50'), taxRate: dec('10'), revision: 1 });
  });

  it('finds nothing of another’s without a key: an id that exists is refused', async () => {
    await create(aCharge({ chargeId: 'taken' }));
    await expect(create(aCharge({ chargeId: 'taken' }), { account })).rejects.toMatchObject({ code: 'stale' });
  });

  it('hides no other fault', async () => {
    const fault = new Problem('unavailable', 'Try again');
    const failing = created(asked, aCharge({ revision: 0 }), () => Promise.reject(fault), never.fresh as never);
    await expect(failing).rejects.toBe(fault);
  });
});
