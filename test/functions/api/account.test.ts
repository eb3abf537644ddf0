import { describe, expect, it } from 'vitest';
import { accounts } from '../../../shared/store/accounts.ts';
import { customers } from '../../../shared/store/customers.ts';
import { aCustomer, aService, dec } from '../../support/builders.ts';
import { named } from '../../support/clerk.ts';
import { JPEG } from '../../support/logos.ts';
import { aroundAll, DECEMBER, firstOf, NOVEMBER, setNow } from '../../support/reseller.ts';
import { planned, reads, saves, settingsOf, uploads, withField } from '../../support/settings.ts';
import { invoicesOf } from '../../support/world.ts';

aroundAll({ services: true });

let made = 0;
/** Two accounts and a domain that nobody has yet. */
const aCase = () => {
  made += 1;
  return { first: `one-${made}`, second: `two-${made}`, domain: `owned-${made}.example` };
};
const from = (account: string, address: string) => withField(settingsOf(account), 'sending.from', address);
const numbersOf = async (account: string, month: typeof NOVEMBER) => (await invoicesOf(account, month)).map(({ number }) => number);

describe('numbers', () => {
  it('go on where they are when the prefix changes: printed invoices keep theirs, later ones bear the new', async () => {
    const { first } = aCase();
    setNow(firstOf(NOVEMBER));
    await saves(first, { ...settingsOf(first), firstMonth: NOVEMBER, numbering: { prefix: 'OLD-', first: 41 } });
    await customers.save(first, aCustomer({ revision: 0 }));
    await customers.saveService(first, aService({ revision: 0, unitPrice: dec('100') }));
    await planned(first, NOVEMBER);
    const changed = await saves(first, { ...settingsOf(first), numbering: { prefix: 'NEW-', first: 41 } }, { revision: 1 });
    expect([changed.status, changed.body.numbering]).toEqual([200, { prefix: 'NEW-', first: 41 }]);
    await planned(first, DECEMBER);
    expect([await numbersOf(first, NOVEMBER), await numbersOf(first, DECEMBER)]).toEqual([['OLD-00041'], ['NEW-00042']]);
  });

  it.each([
    ['blank', {}, 1],
    ['null', { first: null }, 1],
    ['said', { first: 7 }, 7],
  ])('begin with 1 or as told: %s', async (_, numbering, begins) => {
    const { first } = aCase();
    expect((await saves(first, { ...settingsOf(first), numbering })).body.numbering.first).toBe(begins);
  });

  it.each([0, -1, 1.5, '', '1', 1_000_000_000, true])('begin with nothing else: %j', async (begins) => {
    const { first } = aCase();
    const refused = await saves(first, { ...settingsOf(first), numbering: { first: begins } });
    expect([refused.status, Object.keys(named(refused))]).toEqual([400, ['numbering.first']]);
  });
});

describe('what is left out', () => {
  it('of Xero’s settings takes its default, field by field', async () => {
    const { first } = aCase();
    const { body } = await saves(first, { ...settingsOf(first), xero: { dateOrder: 'MDY' } });
    expect(body.xero).toMatchObject({ accountCode: '200', taxType: 'OUTPUT', taxTypeName: 'GST on Income', dateOrder: 'MDY' });
  });

  it('at a later save is left out: the settings are saved whole, all but the logo and the first month', async () => {
    const { first } = aCase();
    await saves(first, { ...withField(settingsOf(first), 'company.phone', '1'), layout: 'modern', firstMonth: NOVEMBER });
    await uploads(first, JPEG, 'image/jpeg');
    const { body } = await saves(first, settingsOf(first), { revision: 2 });
    expect(body).toMatchObject({ company: { phone: null }, layout: 'classic', firstMonth: NOVEMBER, logo: { type: 'image/jpeg' } });
  });
});

describe('a sending domain', () => {
  it.each([
    ['a name under it', (domain: string) => `mail.${domain}`],
    ['a name far under it', (domain: string) => `a.b.mail.${domain}`],
    ['itself in capitals', (domain: string) => domain.toUpperCase()],
  ])('is not free for another account: %s', async (_, variant) => {
    const { first, second, domain } = aCase();
    expect((await saves(first, from(first, `a@${domain}`))).status).toBe(200);
    const refused = await saves(second, from(second, `b@${variant(domain)}`));
    expect([refused.status, refused.body.code, Object.keys(named(refused))]).toEqual([409, 'conflict', ['sending.from']]);
    expect(await accounts.get(second)).toBeUndefined();
  });

  it('nor the one above: whoever is verified for it may send from all of it', async () => {
    const { first, second, domain } = aCase();
    await saves(first, from(first, `a@mail.${domain}`));
    expect((await saves(second, from(second, `b@${domain}`))).status).toBe(409);
    expect((await saves(second, from(second, `b@news.${domain}`))).status).toBe(409);
  });

  it('in letters and in ASCII is one domain', async () => {
    const { first, second } = aCase();
    const { body } = await saves(first, from(first, 'a@Bücher-Ørsted.example'));
    expect(body.sending.from).toMatch(/^a@xn--/);
    for (const same of [body.sending.from, 'a@bücher-ørsted.example', 'a@BÜCHER-ØRSTED.example', 'a@bu\u0308cher-ørsted.example'])
      expect((await saves(second, from(second, same))).status, same).toBe(409);
  });

  it('under a country’s second level is each reseller’s own', async () => {
    const { first, second, domain } = aCase();
    const name = domain.replace('.example', '');
    expect((await saves(first, from(first, `a@${name}-a.com.au`))).status).toBe(200);
    expect((await saves(second, from(second, `a@${name}-b.com.au`))).status).toBe(200);
  });

  it('stays owned when its reseller moves within it', async () => {
    const { first, second, domain } = aCase();
    await saves(first, from(first, `a@${domain}`));
    expect((await saves(first, from(first, `a@mail.${domain}`), { revision: 1 })).status).toBe(200);
    expect((await saves(second, from(second, `b@${domain}`))).status).toBe(409);
  });

  it('is neither lost nor taken by settings that are wrong', async () => {
    const { first, second, domain } = aCase();
    await saves(first, settingsOf(first));
    const wrong = withField(from(first, `a@${domain}`), 'billing.currency', 'JPY');
    expect((await saves(first, wrong, { revision: 1 })).status).toBe(400);
    expect((await saves(second, from(second, `b@${domain}`))).status).toBe(200);
    expect((await saves(second, from(second, `b@${first}.example`), { revision: 1 })).status).toBe(409);
  });

  it('that stands in the settings is owned, whoever of two clerks was first with another', async () => {
    const { first, second, domain } = aCase();
    await saves(first, settingsOf(first));
    const changes = ['left', 'right'].map((side) => saves(first, from(first, `a@${side}-${domain}`), { revision: 1 }));
    expect((await Promise.all(changes)).map(({ status }) => status).sort()).toEqual([200, 412]);
    const { body } = await reads(first);
    expect((await saves(second, from(second, body.sending.from))).status).toBe(409);
  });

  it('is given up when it is left, even after a save that named a revision nobody has yet', async () => {
    const { first, second, domain } = aCase();
    await saves(first, from(first, `a@${domain}`));
    expect((await saves(first, from(first, `a@${domain}`), { revision: 9 })).status).toBe(412);
    expect((await saves(first, settingsOf(first), { revision: 1 })).status).toBe(200);
    expect((await saves(second, from(second, `b@${domain}`))).status).toBe(200);
  });

  it('goes to exactly one of five accounts that ask at once', async () => {
    const { first, domain } = aCase();
    const accountsAtOnce = Array.from({ length: 5 }, (_, index) => `${first}-${index}`);
    const answers = await Promise.all(accountsAtOnce.map((account) => saves(account, from(account, `a@${domain}`))));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
  });
});
