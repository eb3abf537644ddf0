import { describe, expect, it } from 'vitest';
import { ROUTES } from '../../../functions/routes.ts';
import { routerOf } from '../../../local/gateway/routes.ts';
import type { Flag } from '../../../shared/domain/customer.ts';
import { customers } from '../../../shared/store/customers.ts';
import { anInstant } from '../../support/builders.ts';
import { asks } from '../../support/clerk.ts';
import { aroundAll, Reseller } from '../../support/reseller.ts';

aroundAll();

const bounced: Flag = {
  reason: 'bounced',
  words: '550 5.1.1 user unknown',
  at: anInstant('2026-11-01T02:00:00Z'),
  invoice: '2026-11_a',
};
const complained: Flag = { ...bounced, reason: 'complained', words: 'abuse' };

/** Customer `a` with two to-addresses and a cc, of whom those with a flag have one. */
async function flaggedReseller(flags: Record<string, Flag>, over: Parameters<typeof Reseller.setUp>[0] = {}): Promise<Reseller> {
  const reseller = await Reseller.setUp(over);
  await reseller.customer('a', '100', { to: ['Jo@a.example', 'b+c@xn--bcher-kva.example'], cc: ['boss@a.example'], flags });
  return reseller;
}

const clear = (account: string, address: string) => asks(account, 'clearFlag', { params: { customerId: 'a', address } });
const flagsOf = async ({ id }: Reseller) => Object.keys((await customers.get(id, 'a')).flags);
const TOLD = { name: 'A', to: ['Jo@a.example', 'b+c@xn--bcher-kva.example'], cc: ['boss@a.example'] };

describe('a flagged address', () => {
  it('is shown with why, when and of which invoice, and warned of', async () => {
    const reseller = await flaggedReseller({ 'jo@a.example': bounced });
    const { body } = await asks(reseller.id, 'readCustomer', { params: { customerId: 'a' } });
    const { invoice: invoiceId, ...rest } = bounced;
    expect(body.flags).toEqual([{ address: 'jo@a.example', ...rest, invoiceId }]);
    expect(body.warnings).toEqual(['Jo@a.example is left out: mail to Jo@a.example came back (550 5.1.1 user unknown)']);
  });

  it('is warned of as nobody being left when it was the last to-address', async () => {
    const reseller = await flaggedReseller({ 'jo@a.example': bounced, 'b+c@xn--bcher-kva.example': complained });
    const { body } = await asks(reseller.id, 'readCustomer', { params: { customerId: 'a' } });
    expect(body.warnings).toEqual([
      expect.stringMatching(/^Nobody is left to write to: .*user unknown.*complained about our mail \(abuse\)$/),
    ]);
  });

  it('keeps its flag while it is in use, however the customer is changed, and loses it when the address is', async () => {
    const reseller = await flaggedReseller({ 'jo@a.example': bounced, 'boss@a.example': complained });
    const save = (revision: number, body: object) => asks(reseller.id, 'saveCustomer', { params: { customerId: 'a' }, revision, body });
    await save(1, { ...TOLD, name: 'B' });
    expect(await flagsOf(reseller)).toEqual(['jo@a.example', 'boss@a.example']);
    await save(2, { ...TOLD, to: ['JO@a.example'], cc: ['jo2@a.example', 'boss@A.example'] });
    expect(await flagsOf(reseller)).toEqual(['jo@a.example', 'boss@a.example']);
    const { body } = await save(3, { ...TOLD, to: ['joanna@a.example'] });
    expect([body.flags.length, await flagsOf(reseller)]).toEqual([1, ['boss@a.example']]);
    await save(4, TOLD);
    expect(await flagsOf(reseller)).toEqual(['boss@a.example']);
  });

  it('keeps its flag while it is the account’s BCC', async () => {
    const { sending } = (await Reseller.setUp()).account;
    const bcc = ['Archive@acacia.example'];
    const reseller = await flaggedReseller({ 'archive@acacia.example': bounced }, { sending: { ...sending, bcc } });
    const { body } = await asks(reseller.id, 'saveCustomer', { params: { customerId: 'a' }, revision: 1, body: TOLD });
    expect(body.flags).toMatchObject([{ address: 'archive@acacia.example' }]);
    expect(body.warnings).toEqual([expect.stringMatching(/^Archive@acacia.example is left out/)]);
  });
});

describe('clearing a flag', () => {
  it.each(['jo@a.example', 'Jo@a.example', 'JO@A.EXAMPLE'])('however the address is written: %s', async (address) => {
    const reseller = await flaggedReseller({ 'jo@a.example': bounced, 'boss@a.example': complained });
    const { status, body, headers } = await clear(reseller.id, address);
    expect([status, headers.etag]).toEqual([200, '"2"']);
    expect(body).toMatchObject({ flags: [{ address: 'boss@a.example' }], to: TOLD.to, revision: 2 });
    expect(await flagsOf(reseller)).toEqual(['boss@a.example']);
  });

  it.each(['b%2Bc%40b%C3%BCcher.example', 'b+c@xn--bcher-kva.example', 'B%2BC@B%C3%9CCHER.example'])(
    'of an address that must be encoded in the path: %s',
    async (encoded) => {
      const reseller = await flaggedReseller({ 'b+c@xn--bcher-kva.example': bounced });
      const route = routerOf(ROUTES.map((each) => ({ ...each, key: `${each.method} ${each.path}` }) as never));
      const params = route('DELETE', `/v1/customers/a/flags/${encoded}`)?.parameters ?? {};
      expect((await asks(reseller.id, 'clearFlag', { params })).status).toBe(200);
      expect(await flagsOf(reseller)).toEqual([]);
    },
  );

  it.each(['nobody@a.example', 'not an address', '__proto__', 'constructor', 'hasOwnProperty', '\u0000'])(
    'that is not there answers 404 and changes nothing: %s',
    async (address) => {
      const reseller = await flaggedReseller({ 'jo@a.example': bounced });
      const before = await customers.get(reseller.id, 'a');
      const { status, body } = await clear(reseller.id, address);
      expect([status, body.detail]).toEqual([404, 'This address has no flag']);
      expect(await customers.get(reseller.id, 'a')).toEqual(before);
    },
  );

  it('of two addresses at once clears both: nobody is told that it changed meanwhile', async () => {
    const reseller = await flaggedReseller({ 'jo@a.example': bounced, 'boss@a.example': complained });
    const answers = await Promise.all([clear(reseller.id, 'jo@a.example'), clear(reseller.id, 'boss@a.example')]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await flagsOf(reseller)).toEqual([]);
  });
});
