import { describe, expect, it } from 'vitest';
import { accounts } from '../../../shared/store/accounts.ts';
import { named } from '../../support/clerk.ts';
import { aroundAll } from '../../support/reseller.ts';
import { saves, settingsOf, withField } from '../../support/settings.ts';

aroundAll();

const ACCOUNT = 'fields';
const addresses = (count: number) => Array.from({ length: count }, (_, index) => `copy${index}@acacia.example`);

describe('a field of the settings that is wrong is named, and nothing is saved', () => {
  it.each([
    ['company.name', ''],
    ['company.name', '   '],
    ['company.name', 'x'.repeat(201)],
    ['company.name', 'two\nlines'],
    ['company.name', 'a\u0000b'],
    ['company.name', '\ud800'],
    ['company.name', 7],
    ['company.taxId', '51824753557'],
    ['company.taxId', '5182475355'],
    ['company.taxId', 51824753556],
    ['company.registeredForTax', 'yes'],
    ['company.address', []],
    ['company.address', Array(7).fill('line')],
    ['company.address[0]', ['']],
    ['company.email', 'nobody'],
    ['company.payment.bankName', 'a\tb'],
    ['billing.timeZone', 'Sydney'],
    ['billing.timeZone', 'Australia/Atlantis'],
    ['billing.timeZone', '+10:00'],
    ['billing.currency', 'JPY'],
    ['billing.currency', 'KWD'],
    ['billing.currency', 'aud'],
    ['billing.currency', 'XXX'],
    ['billing.period', 'monthly'],
    ['billing.termsDays', -1],
    ['billing.termsDays', 1.5],
    ['billing.termsDays', 366],
    ['billing.taxRate', 10],
    ['billing.taxRate', '100.5'],
    ['billing.taxRate', '-10'],
    ['numbering.prefix', 'A B'],
    ['numbering.prefix', '=1+1'],
    ['numbering.first', 0],
    ['numbering.first', 1.5],
    ['sending.autoInvoice', 'on'],
    ['sending.from', 'Billing <a@acacia.example>'],
    ['sending.fromName', 'a\r\nBcc: x@y.example'],
    ['sending.bcc', addresses(50)],
    ['sending.bcc[0]', ['nobody']],
    ['sending.bounceRecipient', 'a@b'],
    ['sending.subject', '{{nmber}}'],
    ['sending.subject', 'two\nlines'],
    ['sending.body', 'Hello {{customer'],
    ['layout', 'gothic'],
    ['xero.dateOrder', 'YMD'],
    ['xero.accountCode', ''],
    ['xero.taxFreeType', 'x'.repeat(51)],
    ['xero.brandingThemeId', '../theme'],
    ['xero.attachPdf', 'yes'],
    ['firstMonth', '2026-1'],
  ])('%s: %j', async (field, value) => {
    const answer = await saves(ACCOUNT, withField(settingsOf(ACCOUNT), field.replace(/\[\d+\]$/, ''), value));
    expect([answer.status, answer.body.code, Object.keys(named(answer))]).toEqual([400, 'invalid', [field]]);
    expect(await accounts.get(ACCOUNT)).toBeUndefined();
  });

  it.each(['colour', 'accountId', 'logo', 'company.abn', 'company.payment.iban', 'billing.taxrate', 'sending.to', 'xero.token'])(
    'an unknown one is refused, not passed over: %s',
    async (field) => {
      const answer = await saves(ACCOUNT, withField(settingsOf(ACCOUNT), field, 'x'));
      expect([answer.status, named(answer)]).toEqual([400, { [field]: 'is not a known field' }]);
    },
  );

  it('all at once, so that a form is corrected in one go', async () => {
    const wrong = { ...settingsOf(ACCOUNT), company: { name: '', taxId: '1' }, layout: 'x' };
    expect(Object.keys(named(await saves(ACCOUNT, wrong)))).toEqual(
      expect.arrayContaining(['company.name', 'company.taxId', 'company.registeredForTax', 'company.address', 'company.email', 'layout']),
    );
  });

  it('a template’s refusal names what is wrong in it, and says which variables there are', async () => {
    const refused = async (subject: string) =>
      named(await saves(ACCOUNT, withField(settingsOf(ACCOUNT), 'sending.subject', subject)))['sending.subject'];
    expect(await refused('{{custmer}}')).toMatch(/^has an unknown variable \{\{custmer\}\}; known are \{\{customer\}\}, \{\{number\}\}/);
    expect(await refused('{{a}} {{b}} {{a}}')).toMatch(/^has unknown variables \{\{a\}\}, \{\{b\}\}; known are /);
    expect(await refused('{{number}} {{')).toBe('has {{ without its other half');
    expect(await refused(Array.from({ length: 9 }, (_, index) => `{{v${index}}}`).join(' '))).toMatch(/\{\{v4\}\} and more; known/);
  });
});

describe('what people write in their own way is kept in one', () => {
  it('the ABN as digits, addresses as mail servers know them, text trimmed and composed', async () => {
    const account = 'fields-kept';
    const told = withField(
      withField(settingsOf(account), 'company', {
        ...settingsOf(account).company,
        taxId: ' 51824 753 556 ',
        name: '  Cafe\u0301 ',
        email: 'Accounts@ACACIA.example',
      }),
      'sending.bcc',
      ['copy@Bücher.example'],
    );
    expect((await saves(account, told)).body).toMatchObject({
      company: { taxId: '51824753556', name: 'Café', email: 'Accounts@acacia.example' },
      sending: { bcc: ['copy@xn--bcher-kva.example'] },
    });
  });

  it('49 BCC addresses leave room for one customer, and are allowed', async () => {
    const account = 'fields-bcc';
    expect((await saves(account, withField(settingsOf(account), 'sending.bcc', addresses(49)))).status).toBe(200);
  });
});
