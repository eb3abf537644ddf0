import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as readAccount from '../../../functions/api/readAccount.ts';
import * as sendTest from '../../../functions/api/sendTestEmail.ts';
import { call } from '../../support/call.ts';
import { shown, TEXTS } from '../../support/corpus.ts';
import { checkMail } from '../../support/hostileMail.ts';
import { setsUp } from '../../support/hostileMonth.ts';
import { type Field, keptLine, keptProse, tell } from '../../support/hostileTexts.ts';
import { readHtml } from '../../support/htmlReading.ts';
import { overlapsIn, squashed, textOf } from '../../support/pdfText.ts';
import { freshPostbox, type Postbox } from '../../support/postbox.ts';
import { aroundAll, firstOf, NOVEMBER, setNow } from '../../support/reseller.ts';
import { saves, settingsOf } from '../../support/settings.ts';
import { cellOf } from '../../support/spreadsheet.ts';

/** Every hostile text as every text of the settings, and from there on paper and in an email that goes out. */
aroundAll({ services: true });
let postbox: Postbox;
const account = `hostile-settings-${process.pid}`;
const CLERK = 'clerk@reseller.example';

const FIELDS: readonly Field[] = [
  { path: 'company.name', longest: 200 },
  { path: 'company.address', longest: 200, many: true },
  { path: 'company.phone', longest: 50 },
  { path: 'company.payment.text', longest: 500, prose: true },
  { path: 'company.payment.bankName', longest: 100 },
  { path: 'company.payment.accountName', longest: 100 },
  { path: 'company.payment.bsb', longest: 20 },
  { path: 'company.payment.accountNumber', longest: 50 },
  { path: 'sending.fromName', longest: 100 },
  { path: 'sending.subject', longest: 200, template: true },
  { path: 'sending.body', longest: 5000, prose: true, template: true },
  { path: 'xero.accountCode', longest: 10 },
  { path: 'xero.taxType', longest: 50 },
  { path: 'xero.taxTypeName', longest: 100 },
  { path: 'xero.taxFreeType', longest: 50 },
];

const PLAIN = { name: 'Plain Partners', fromName: 'Plain Billing', subject: 'Plain subject', body: 'Plain body\nin two lines' };
const SETTINGS = settingsOf(account);
const BASE = {
  ...SETTINGS,
  company: { ...SETTINGS.company, name: PLAIN.name, payment: { text: 'Plainly' } },
  sending: { ...SETTINGS.sending, fromName: PLAIN.fromName, subject: PLAIN.subject, body: PLAIN.body },
  firstMonth: NOVEMBER,
};
let revision = 0;

/** Saves the text wherever it may stand; answers what stands in a field then, and whether it is the text. */
async function become(text: string): Promise<(path: string, otherwise?: string) => string> {
  const { answer, kept } = await tell(text, BASE, FIELDS, (body) => saves(account, body, { revision }));
  revision = answer.body.revision;
  return (path, otherwise = '') => {
    const field = kept.find((each) => each.path === path);
    if (!field) return otherwise;
    return field.prose ? keptProse(text) : keptLine(text);
  };
}

/** The test email, which is just as a customer gets theirs. */
async function sent() {
  const { status, body } = await call(sendTest.handler, sendTest.sendTestEmail, { account, user: CLERK, body: {} });
  expect([status, body.detail]).toEqual([200, undefined]);
  const mail = postbox.taken(account).at(-1);
  const request = postbox.content(mail?.id ?? '');
  if (!mail || !request) throw new Error('It was not sent');
  return { mail, request, html: request.Content?.Simple?.Body?.Html?.Data ?? '' };
}

beforeAll(async () => {
  postbox = await freshPostbox();
  setNow(firstOf(NOVEMBER));
  await setsUp(account, { firstMonth: NOVEMBER }, (domain) => postbox.senders.decide(domain, true));
  revision = (await call(readAccount.handler, readAccount.readAccount, { account })).body.revision;
}, 60_000);
afterAll(() => postbox.stop());

/** What a template comes to where nothing of it is filled in; one that has a variable says what it will. */
const filled = (template: string): string | undefined => (template.includes('{{') ? undefined : template);

/** Every text for which it is not so. */
async function wrong(check: (text: string) => Promise<void>): Promise<string[]> {
  const faults: string[] = [];
  for (const text of TEXTS) {
    await check(text).catch((error: Error) => void faults.push(`${shown(text)}: ${error.message.slice(0, 600)}`));
  }
  return faults;
}

describe('five hundred hostile texts in the settings', () => {
  it('are no more than words in the email and on the paper that a customer gets', async () => {
    await become('plain');
    const tags = new Set([...readHtml((await sent()).html).tags, '<br>']);
    const faults = await wrong(async (text) => {
      const of = await become(text);
      const { mail, request } = await sent();
      const subject = filled(of('sending.subject', PLAIN.subject));
      const name = of('company.name', PLAIN.name);
      checkMail(mail, request, {
        from: { name: of('sending.fromName', PLAIN.fromName), address: `billing@${account}.example` },
        ...{ to: [CLERK], cc: [], bcc: [] },
        subject: subject === undefined ? /^Test: / : cellOf(`Test: ${subject}`.replaceAll('=?', '= ?'), 200),
        says: [
          name,
          filled(of('sending.body')) ?? '',
          of('company.payment.text', 'Plainly'),
          of('company.payment.bankName'),
          of('company.phone'),
        ],
        tags,
      });
      const pdf = Buffer.from(request.Content?.Simple?.Attachments?.[0]?.RawContent ?? '', 'base64');
      const printed = squashed(await textOf(pdf));
      for (const path of [
        'company.address',
        'company.phone',
        'company.payment.text',
        'company.payment.accountName',
        'company.payment.accountNumber',
      ])
        expect(printed, path).toContain(squashed(of(path).replace(/[\ufffe\uffff]/g, '\ufffd')));
      expect(printed).toContain(squashed(name.replace(/[\ufffe\uffff]/g, '\ufffd')));
      expect(await overlapsIn(pdf)).toEqual([]);
    });
    expect(faults).toEqual([]);
  }, 120_000);
});
