import { describe, expect, it } from 'vitest';
import { SETTINGS_NEEDED } from '../../../shared/domain/account.ts';
import { DEFAULT_BODY, DEFAULT_SUBJECT } from '../../../shared/domain/templates.ts';
import { accounts } from '../../../shared/store/accounts.ts';
import { named } from '../../support/clerk.ts';
import { aroundAll, DECEMBER, firstOf, NOVEMBER, setNow } from '../../support/reseller.ts';
import { planned, reads, saves, settingsOf, withField } from '../../support/settings.ts';

aroundAll();

let made = 0;
const aNewAccount = () => `settings-${++made}`;

/** An account that is set up from November on, as its clerk would. */
async function setUp(over: object = {}): Promise<string> {
  const account = aNewAccount();
  setNow(firstOf(NOVEMBER));
  const { status } = await saves(account, { ...settingsOf(account), firstMonth: NOVEMBER, ...over });
  expect(status).toBe(200);
  return account;
}

describe('before set-up', () => {
  it('reading the settings says that they are not there, and which are needed', async () => {
    const account = aNewAccount();
    const { status, body } = await reads(account, { role: 'viewer' });
    expect([status, body]).toEqual([200, { accountId: account, setUp: false, missing: [...SETTINGS_NEEDED] }]);
  });

  it('what is said to be needed is needed, each of it, and nothing else is', async () => {
    const account = aNewAccount();
    for (const field of SETTINGS_NEEDED) {
      const answer = await saves(account, withField(settingsOf(account), field, undefined));
      expect([answer.status, named(answer)]).toEqual([400, { [field]: 'is required' }]);
    }
    expect((await reads(account)).body.setUp).toBe(false);
    expect((await saves(account, settingsOf(account))).status).toBe(200);
    expect((await reads(account)).body.required).toEqual([...SETTINGS_NEEDED]);
  });
});

describe('saving the settings for the first time', () => {
  it('finishes set-up, and everything that was not told takes its default', async () => {
    const account = aNewAccount();
    setNow(firstOf(NOVEMBER));
    const { status, body, headers } = await saves(account, settingsOf(account));
    expect([status, headers.etag]).toEqual([200, '"1"']);
    expect(body).toMatchObject({
      setUp: true,
      company: { taxId: '51824753556', phone: null, payment: { text: null, bsb: null } },
      billing: { currency: 'AUD', taxRate: '10' },
      numbering: { prefix: '', first: 1 },
      sending: { autoInvoice: false, bcc: [], bounceRecipient: null, subject: DEFAULT_SUBJECT, body: DEFAULT_BODY },
      layout: 'classic',
      xero: {
        ...{ taxFreeType: null, brandingThemeId: null, attachPdf: true },
        ...{ dateOrder: 'DMY', uploadAs: 'draft', uploadByItself: false, uploadFrom: 'nextMonth' },
      },
      firstMonth: DECEMBER,
      logo: null,
      fixed: [],
    });
    expect((await reads(account, { role: 'viewer' })).body).toEqual(body);
  });

  it('keeps everything it is told, in any script, and what was read can be saved again', async () => {
    const account = aNewAccount();
    const told = {
      company: {
        ...settingsOf(account).company,
        name: 'شركة النور / Công ty Ánh Dương',
        phone: '02 5550 0100',
        payment: { text: 'Two lines\nof text', bankName: 'Example Bank', accountName: 'A', bsb: '000-000', accountNumber: '1' },
      },
      billing: { timeZone: 'Europe/Warsaw', currency: 'PLN', period: 'arrears', termsDays: 0, taxRate: '23' },
      numbering: { prefix: 'AAP-', first: 500 },
      sending: {
        ...settingsOf(account).sending,
        autoInvoice: true,
        bcc: ['copy@acacia.example'],
        bounceRecipient: 'bounces@acacia.example',
        subject: '{{title}} {{number}}',
        body: 'Hello {{customer}}',
      },
      layout: 'modern',
      xero: {
        accountCode: '400',
        taxType: 'OUTPUT2',
        taxTypeName: 'VAT',
        taxFreeType: 'ZERORATEDOUTPUT',
        brandingThemeId: '34efa745-7238-4ead-b95e-1fe6c816adbe',
        attachPdf: false,
        dateOrder: 'MDY',
        uploadAs: 'authorised',
        uploadByItself: true,
        uploadFrom: 'atOnce',
      },
    };
    const { body } = await saves(account, told);
    expect(body).toMatchObject({ ...told, company: { ...told.company, taxId: '51824753556' } });
    const { company, billing, numbering, sending, layout, xero, firstMonth } = body;
    const again = await saves(account, { company, billing, numbering, sending, layout, xero, firstMonth }, { revision: 1 });
    expect(again.body).toEqual({ ...body, revision: 2 });
  });

  it('starts next month on the reseller’s own calendar', async () => {
    setNow(new Date('2026-11-30T13:30:00Z'));
    for (const [timeZone, first] of [
      ['Australia/Sydney', '2027-01'],
      ['Europe/London', '2026-12'],
    ] as const) {
      const account = aNewAccount();
      const { body } = await saves(account, withField(settingsOf(account), 'billing.timeZone', timeZone));
      expect(body.firstMonth, timeZone).toBe(first);
    }
  });

  it.each([
    ['advance', '2026-12'],
    ['arrears', '2026-11'],
  ])('in %s, shows which period the first invoices will cover: %s', async (period, covered) => {
    const account = aNewAccount();
    setNow(firstOf(NOVEMBER));
    const { body } = await saves(account, withField(settingsOf(account), 'billing.period', period));
    expect(body.firstInvoices).toEqual({ month: '2026-12', period: covered });
  });
});

describe('saving the settings again', () => {
  it('needs the revision that was read, and refuses a stale one: nothing is overwritten in silence', async () => {
    const account = await setUp();
    const unnamed = await saves(account, settingsOf(account));
    expect([unnamed.status, Object.keys(named(unnamed))]).toEqual([400, ['If-Match']]);
    expect((await saves(account, settingsOf(account), { revision: 7 })).status).toBe(412);
    const clerks = await Promise.all(
      ['One', 'Two'].map((name) => saves(account, withField(settingsOf(account), 'company.name', name), { revision: 1 })),
    );
    expect(clerks.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await reads(account)).body.revision).toBe(2);
  });

  it('two first savings at once: one stands', async () => {
    const account = aNewAccount();
    const both = await Promise.all([1, 2].map(() => saves(account, settingsOf(account))));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('the first month may move until a month is planned, within a year', async () => {
    const account = await setUp();
    const moved = await saves(account, { ...settingsOf(account), firstMonth: DECEMBER }, { revision: 1 });
    expect([moved.status, moved.body.firstMonth]).toEqual([200, DECEMBER]);
    for (const firstMonth of ['2025-11', '2027-12', '2026-13', '0000-01', '9999-12']) {
      const answer = await saves(account, { ...settingsOf(account), firstMonth }, { revision: 2 });
      expect([answer.status, Object.keys(named(answer))], firstMonth).toEqual([400, ['firstMonth']]);
    }
    expect((await saves(account, settingsOf(account), { revision: 2 })).body.firstMonth).toBe(DECEMBER);
  });

  it.each([
    ['numbering.first', 2],
    ['billing.currency', 'USD'],
    ['firstMonth', DECEMBER],
  ])('%s is fixed once a month is planned, and the refusal names it', async (field, value) => {
    const account = await setUp();
    expect((await saves(account, withField(settingsOf(account), field, value), { revision: 1 })).status).toBe(200);
    expect((await saves(account, { ...settingsOf(account), firstMonth: NOVEMBER }, { revision: 2 })).status).toBe(200);
    await planned(account, NOVEMBER);
    const stands = await accounts.get(account);
    const refused = await saves(account, withField(settingsOf(account), field, value), { revision: 3 });
    expect([refused.status, refused.body.code, Object.keys(named(refused))]).toEqual([409, 'conflict', [field]]);
    expect(await accounts.get(account)).toEqual(stands);
    expect((await reads(account)).body.fixed).toContain(field);
  });

  it('the prefix may change even then', async () => {
    const account = await setUp({ numbering: { prefix: 'OLD-' } });
    await planned(account, NOVEMBER);
    const saved = await saves(account, { ...settingsOf(account), numbering: { prefix: 'NEW-' } }, { revision: 1 });
    expect([saved.status, saved.body.numbering]).toEqual([200, { prefix: 'NEW-', first: 1 }]);
  });
});
