import { beforeEach, describe, expect, it } from 'vitest';
import * as saveCustomer from '../../../functions/api/saveCustomer.ts';
import * as upload from '../../../functions/api/uploadInvoice.ts';
import * as choices from '../../../functions/api/xeroChoices.ts';
import * as contacts from '../../../functions/api/xeroContacts.ts';
import { handler as worker } from '../../../functions/uploadToXero.ts';
import { accounts } from '../../../shared/store/accounts.ts';
import { connections } from '../../../shared/store/connections.ts';
import { dec } from '../../support/builders.ts';
import { type Asking, call } from '../../support/call.ts';
import { sqsEvent } from '../../support/invocations.ts';
import { aroundAll, NOVEMBER, path, Reseller, setNow } from '../../support/reseller.ts';
import { connects, xeroAroundAll } from '../../support/xeroLink.ts';

aroundAll({ services: true });
const { xero } = xeroAroundAll();

beforeEach(() => {
  for (const tenantId of ids()) xero().hands.disconnect(tenantId);
  xero().faults.plan([]);
});

const ids = () =>
  xero()
    .hands.organisations()
    .map(({ tenantId }) => tenantId);
const ours = () => ids()[0] ?? '';
const chooses = (account: string) => call(choices.handler, choices.xeroChoices, { account, role: 'viewer' });
const finds = (account: string, search = 'dental', more: Partial<Asking> = {}) =>
  call(contacts.handler, contacts.xeroContacts, { account, role: 'viewer', query: { search }, ...more });
const connected = async (over: Parameters<typeof Reseller.setUp>[0] = {}) => {
  const reseller = await Reseller.setUp(over);
  await connects(xero(), reseller.id);
  return reseller;
};

describe('what can be chosen', () => {
  it('is what sales can be booked to: no bank, nothing archived, no tax on purchases', async () => {
    const { id } = await connected();
    const { status, body } = await chooses(id);
    const codes = body.accounts.map(({ code }: { code: string }) => code);
    expect([status, codes.includes('200'), codes.includes('090'), codes.includes('240')]).toEqual([200, true, false, false]);
    const types = body.taxRates.map(({ taxType }: { taxType: string }) => taxType);
    expect([types.includes('EXEMPTOUTPUT'), types.includes('INPUT')]).toEqual([true, false]);
    expect(body.brandingThemes.map(({ name }: { name: string }) => name)).toEqual(['Standard', 'Special Projects']);
    expect([body.mistakes, body.moreMistakes]).toEqual([[], false]);
  });

  it('shows what is wrong with the settings once, without a customer: theme, account and tax type', async () => {
    const reseller = await connected();
    await reseller.customer('a');
    await reseller.customer('b');
    const settings = { ...reseller.account.xero, accountCode: '240', taxType: 'INPUT', brandingThemeId: 'gone' };
    await accounts.save({ ...reseller.account, xero: settings });
    const { mistakes } = (await chooses(reseller.id)).body;
    expect(mistakes.map(({ customer, field, message }: Record<string, unknown>) => [customer, field, message])).toEqual([
      [null, 'brandingThemeId', 'This branding theme is not in Xero'],
      [null, 'accountCode', 'The account 240 (Sales of the Old Shop) is archived in Demo Company (AU)'],
      [null, 'taxType', expect.stringMatching(/^The tax type INPUT \(.*\) is not for sales$/)],
    ]);
  });

  it('tells at most a hundred mistakes, and that there are more', async () => {
    const reseller = await connected();
    await reseller.idle('many');
    for (let each = 0; each < 101; each += 1) await reseller.service('many', '1', { serviceId: `s-${each}`, accountCode: `9${each}` });
    const { body } = await chooses(reseller.id);
    expect([body.mistakes.length, body.moreMistakes]).toEqual([100, true]);
  });
});

describe('Xero’s contacts', () => {
  it('are found by a part of the name, archived ones left out, and nothing is changed there', async () => {
    const { id } = await connected();
    xero().calls.clear();
    expect((await finds(id)).body.items).toMatchObject([{ name: 'Marlow Street Dental', email: null, number: null }]);
    expect((await finds(id, 'nobody of that name')).body).toEqual({ items: [] });
    const dental = xero()
      .hands.contacts(ours())
      .find(({ fields }) => fields.Name === 'Marlow Street Dental');
    xero().hands.archiveContact(dental?.contactId ?? '');
    expect((await finds(id)).body).toEqual({ items: [] });
    xero().hands.archiveContact(dental?.contactId ?? '', 'ACTIVE');
    expect(
      xero()
        .calls.list()
        .map(({ method }) => method),
    ).toEqual(['GET', 'GET', 'GET']);
  });

  it.each([
    ['no words', {}],
    ['empty words', { search: '' }],
    ['words without end', { search: 'x'.repeat(101) }],
    ['what nobody asked for', { search: 'a', where: 'Name!=null' }],
  ])('are not searched for %s', async (_, query) => {
    expect((await finds((await connected()).id, '', { query })).status).toBe(400);
  });

  it('are found as they are written, whatever signs stand in the words', async () => {
    const { id } = await connected();
    for (const search of ['"', `') OR 1=1`, '%&?#', 'Bánh mì', '\\'])
      expect(await finds(id, search)).toMatchObject({ status: 200, body: { items: [] } });
  });

  it('that was chosen by hand for a customer is the one his invoice goes to, and stays as it is', async () => {
    const reseller = await connected({ numbering: { prefix: `${crypto.randomUUID().slice(0, 8)}-`, first: 1 } });
    await reseller.customer('a', '100', { name: 'Not the name in Xero' });
    await reseller.make(NOVEMBER);
    const [chosen] = (await finds(reseller.id, 'tidewater')).body.items;
    const body = { name: 'Not the name in Xero', to: ['a@customer.example'], xeroContactId: chosen.contactId };
    const saved = await call(saveCustomer.handler, saveCustomer.saveCustomer, {
      account: reseller.id,
      params: { customerId: 'a' },
      headers: { 'if-match': '"1"' },
      body,
    });
    expect([saved.status, saved.body.xeroContactId]).toEqual([200, chosen.contactId]);
    setNow(new Date('2026-12-02T00:00:00Z'));
    const before = xero().hands.contacts(ours());
    const asked = await call(upload.handler, upload.uploadInvoice, { account: reseller.id, ...path(NOVEMBER, 'a') });
    await worker(sqsEvent({ account: reseller.id }));
    const document = xero()
      .hands.documents(ours())
      .find(({ number }) => number === asked.body.number);
    expect(document?.contactId).toBe(chosen.contactId);
    expect(xero().hands.contacts(ours())).toEqual(before);
  });
});

const LOOKS = [
  ['choices', chooses],
  ['contacts', finds],
] as const;

describe.each(LOOKS)('looking up %s', (_, looks) => {
  it('says what a person must do first', async () => {
    const refused = async (account: string) => {
      const { status, body } = await looks(account);
      return [status, body.detail];
    };
    expect(await refused((await Reseller.setUp()).id)).toEqual([409, 'Xero is not connected']);
    const choosing = await Reseller.setUp();
    await connects(xero(), choosing.id, ids());
    expect(await refused(choosing.id)).toEqual([409, 'Choose the Xero organisation first']);
    const { id } = await connected();
    const connection = (await connections.get(id)) ?? expect.fail();
    await connections.save({ ...connection, state: 'expired' });
    expect(await refused(id)).toEqual([409, 'The link to Xero has ended: connect it again']);
  });

  it.each([
    ['failed', 503, 'Xero does not answer. Try again in a minute'],
    ['lostBefore', 503, 'Xero does not answer. Try again in a minute'],
    ['unreadable', 503, 'Xero does not answer. Try again in a minute'],
    ['limitedMinute', 503, expect.stringMatching(/^Xero's limit of calls is reached\. Try again in \d+ seconds$/)],
    ['unauthorised', 409, expect.stringMatching(/^Xero no longer lets us in .*: connect it again$/)],
  ] as const)('says what came of it when Xero %s', async (kind, status, detail) => {
    const { id } = await connected();
    xero().faults.plan([{ kind, count: 1, on: 'api.xro' }]);
    const answer = await looks(id);
    expect([answer.status, answer.body.detail]).toEqual([status, detail]);
    expect((await looks(id)).status).toBe(200);
  });

  it('renews the access token that has ended on the way', async () => {
    const { id } = await connected();
    setNow(new Date(Date.now() + 45 * 60_000));
    expect((await looks(id)).status).toBe(200);
  });
});

it('a rate of the settings that the organisation taxes otherwise is told beforehand', async () => {
  const { id } = await connected({
    billing: { timeZone: 'Australia/Sydney', currency: 'AUD', period: 'advance', termsDays: 14, taxRate: dec('15') },
  });
  expect((await chooses(id)).body.mistakes).toMatchObject([
    { customer: null, field: 'taxType', message: 'OUTPUT (GST on Income) is 10 % in Demo Company (AU), but the line is taxed at 15 %' },
  ]);
});
