import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Door } from '../../../local/http.ts';
import { openXero } from '../../../local/xero/door.ts';
import { decimal4 } from '../../../shared/domain/money.ts';
import { day } from '../../../shared/domain/month.ts';
import type { Answer, Books, Contact, FreshTokens, SignInAnswer, UploadDocument } from '../../../shared/domain/xero/ports.ts';
import { accounting } from '../../../shared/xero/accounting.ts';
import { signInWith } from '../../../shared/xero/signIn.ts';
import { APP, Person } from '../../local/xero/person.ts';
import { canaries } from '../../support/canaries.ts';

/** The adapters against the stand-in, over HTTP: two readings of what Xero does, which must agree. */

const { heard } = canaries(APP.clientSecret);
const person = new Person();
const signIn = signInWith(async () => APP);

let door: Door;
let books: Books;
let contact: Contact;
let tokens: FreshTokens;

beforeAll(async () => {
  door = await openXero(person.xero, () => person.time.now);
  process.env.XERO_LOGIN_URL = door.endpoint;
  process.env.XERO_IDENTITY_URL = door.endpoint;
  process.env.XERO_API_URL = door.endpoint;
  process.env.APP_URL = 'http://localhost:4100/';
  tokens = got(await signIn.exchange(await code()));
  books = accounting.open({ token: tokens.accessToken, organisationId: person.tenantId });
  const [first = expect.fail()] = got(await books.contacts(1)).contacts;
  contact = first;
});
// Out of the window of the minute's limit.
beforeEach(() => person.time.pass({ minutes: 1.1 }));
afterAll(() => door.stop());

function got<T>(answer: Answer<T> | SignInAnswer<T>): T {
  return answer.outcome === 'done' ? answer.value : expect.fail(`It was ${answer.outcome}: ${JSON.stringify(answer)}`);
}

/** Consents to what the authorise URL asks for, and answers the code with which the browser comes back. */
async function code(): Promise<string> {
  const asked = new URL(await signIn.authoriseUrl('state-2'));
  expect(asked.origin + asked.pathname).toBe(`${door.endpoint}/identity/connect/authorize`);
  const back = await person.consent(Object.fromEntries(asked.searchParams));
  expect(back.searchParams.get('state')).toBe('state-2');
  return back.searchParams.get('code') ?? '';
}

const document = (number: string, over: Partial<UploadDocument> = {}): UploadDocument => ({
  kind: 'invoice',
  number,
  contactId: contact.contactId,
  date: day('2026-11-01'),
  dueDate: day('2026-11-15'),
  currency: 'AUD',
  reference: 'PO 4711',
  url: `https://rebill.example/invoices/${number}`,
  status: 'authorised',
  sent: true,
  lines: [
    { description: 'Minutes', quantity: decimal4('3'), unitPrice: decimal4('0.0825'), accountCode: '200', taxType: 'OUTPUT' },
    { description: 'Hosting', quantity: decimal4('1'), unitPrice: decimal4('99.95'), accountCode: '220', taxType: 'OUTPUT' },
  ],
  ...over,
});

describe('signing in', () => {
  it('opens what was consented to, refreshes, and ends', async () => {
    const first = got(await signIn.exchange(await code()));
    expect(first).toMatchObject({ expiresInSeconds: 1800 });
    const next = got(await signIn.refresh(first.refreshToken));
    expect(next.refreshToken).not.toBe(first.refreshToken);
    const [offer = expect.fail()] = got(await signIn.offers(next.accessToken));
    expect(offer).toEqual({ organisationId: person.tenantId, connectionId: expect.any(String), name: 'Demo Company (AU)' });
    expect(await signIn.disconnect(next.accessToken, '00000000-0000-0000-0000-000000000001')).toEqual({
      outcome: 'done',
      value: undefined,
    });
  });

  it('takes a code once', async () => {
    const once = await code();
    await signIn.exchange(once);
    expect(heard(await signIn.exchange(once))).toMatchObject({ outcome: 'invalidGrant' });
  });

  it('refuses an app with another secret', async () => {
    const stranger = signInWith(async () => ({ ...APP, clientSecret: 'other' }));
    expect(heard(await stranger.exchange(await code()))).toMatchObject({ outcome: 'refused' });
  });
});

describe('an organisation', () => {
  it('says who it is and what it has', async () => {
    const organisation = { name: 'Demo Company (AU)', shortCode: '!23vYZ', currency: 'AUD', country: 'AU' };
    expect(got(await books.organisation())).toEqual(organisation);
    expect(got(await books.accounts())).toContainEqual({
      code: '240',
      name: 'Sales of the Old Shop',
      status: 'ARCHIVED',
      type: 'REVENUE',
    });
    const taxRates = got(await books.taxRates());
    expect(taxRates).toContainEqual({ taxType: 'OUTPUT', name: 'GST on Income', status: 'ACTIVE', rate: decimal4('10'), onSales: true });
    expect(got(await books.brandingThemes()).map(({ name }) => name)).toEqual(['Standard', 'Special Projects']);
  });

  it('takes contacts, numbers them, and finds them', async () => {
    const made = { name: 'Nine Pines', number: 'c-9', email: 'pines@customer.example', phone: '02 4900 0000', address: ['1 Pine Road'] };
    const entered = got(await books.createContacts([made, { ...made, number: 'c-10' }], 'contacts-1'));
    expect(entered).toEqual([
      { number: 'c-9', taken: true, contactId: expect.any(String) },
      { number: 'c-10', taken: false, messages: [expect.stringMatching(/already assigned to another contact/)] },
    ]);
    const numbered = got(await books.numberContacts([{ contactId: contact.contactId, number: 'c-1' }], 'contacts-2'));
    expect(numbered).toEqual([{ number: 'c-1', taken: true, contactId: contact.contactId }]);
    const { contacts, more } = got(await books.contacts(1));
    expect(more).toBe(false);
    expect(contacts).toContainEqual({ ...contact, number: 'c-1' });
    expect(contacts).toContainEqual(expect.objectContaining({ name: 'Nine Pines', number: 'c-9', email: 'pines@customer.example' }));
    expect(got(await books.searchContacts('nine')).map(({ name }) => name)).toEqual(['Nine Pines']);
  });
});

describe('invoices', () => {
  it('go up, each with its own verdict, and are found again', async () => {
    const bad = document('SI-2', { lines: [{ ...(document('').lines[0] ?? expect.fail()), accountCode: '999' }] });
    const answer = await books.put('invoice', [document('SI-1'), bad], 'batch-1');
    expect(answer).toMatchObject({ outcome: 'done', dayLeft: expect.any(Number) });
    expect(got(answer)).toEqual([
      { number: 'SI-1', taken: true, id: expect.any(String), total: 11_023 },
      { number: 'SI-2', taken: false, messages: ["Account code '999' is not a valid code for this document."] },
    ]);
    expect(got(await books.find('invoice', ['SI-1', 'SI-2']))).toEqual([
      {
        kind: 'invoice',
        id: expect.any(String),
        number: 'SI-1',
        contactId: contact.contactId,
        date: '2026-11-01',
        total: 11_023,
        url: 'https://rebill.example/invoices/SI-1',
        status: 'AUTHORISED',
        lines: [
          { description: 'Minutes', amount: 25 },
          { description: 'Hosting', amount: 9_995 },
        ],
      },
    ]);
  });

  it('are never there twice: the same key is the same batch, and another one is told that the number is taken', async () => {
    const [first] = got(await books.put('invoice', [document('SI-3')], 'batch-3'));
    expect(got(await books.put('invoice', [document('SI-3')], 'batch-3'))).toEqual([first]);
    expect(got(await books.put('invoice', [document('SI-3')], 'batch-3a'))).toMatchObject([
      { taken: false, messages: [expect.stringMatching(/unique/)] },
    ]);
    expect(await books.put('invoice', [document('SI-4')], 'batch-3')).toMatchObject({ outcome: 'refused' });
    expect(got(await books.find('invoice', ['SI-3']))).toHaveLength(1);
  });

  it('that are credits go up as credit notes, and are found by their numbers', async () => {
    const { dueDate, url, ...note } = document('SC-1', { kind: 'creditNote' });
    expect(got(await books.put('creditNote', [note], 'batch-5'))).toMatchObject([{ number: 'SC-1', taken: true, total: 11_023 }]);
    const found = got(await books.find('creditNote', ['SC-1', 'SC-none']));
    expect(found).toMatchObject([{ kind: 'creditNote', number: 'SC-1', contactId: contact.contactId, date: '2026-11-01', total: 11_023 }]);
    expect(found[0]?.lines).toHaveLength(2);
  });

  it.each(['invoice', 'creditNote'] as const)('get their PDF, be it %s', async (kind) => {
    const [taken] = got(await books.put(kind, [document(`SP-${kind}`, { kind })], `batch-6-${kind}`));
    const held = { kind, id: taken?.taken ? taken.id : '' };
    const file = { name: 'AAP-00006 ü.pdf', content: new Uint8Array([0x25, 0x50, 0x44, 0x46, 0x00, 0xff, 0x80]) };
    expect(await books.attach(held, file, `pdf-${kind}`)).toMatchObject({ outcome: 'done', value: undefined });
    expect(got(await books.attachments(held))).toEqual([file.name]);
    const [{ attachmentId } = expect.fail()] = person.xero.hands.attachments(held.id);
    expect(new Uint8Array(person.xero.hands.attachment(attachmentId)?.content ?? [])).toEqual(file.content);
  });
});

describe('what goes wrong', () => {
  const put = (number: string) => books.put('invoice', [document(number)], number);
  it.each([
    ['lost', { outcome: 'unknown' }, 1],
    ['lostBefore', { outcome: 'unknown' }, 0],
    ['failed', { outcome: 'unknown' }, 0],
    ['failedAfter', { outcome: 'unknown' }, 1],
    ['unreadable', { outcome: 'unknown' }, 1],
    ['limitedMinute', { outcome: 'limited', limit: 'minute', seconds: 30 }, 0],
    ['limitedDay', { outcome: 'limited', limit: 'day', seconds: 30 }, 0],
    ['limitedConcurrent', { outcome: 'limited', limit: 'concurrent', seconds: 1 }, 0],
    ['unauthorised', { outcome: 'unauthorised' }, 0],
  ] as const)('is told as it is, and what Xero has of it is found: %s', async (kind, answer, standing) => {
    person.xero.faults.plan([{ kind, count: 1, on: 'PUT /api.xro/2.0/Invoices' }]);
    expect(heard(await put(`SF-${kind}`))).toMatchObject(answer);
    expect(got(await books.find('invoice', [`SF-${kind}`]))).toHaveLength(standing);
  });

  it('is an access token that has ended, or an organisation that let us go', async () => {
    const stranger = accounting.open({ token: 'nobody', organisationId: person.tenantId });
    expect(heard(await stranger.accounts())).toMatchObject({ outcome: 'unauthorised' });
    const elsewhere = accounting.open({ token: tokens.accessToken, organisationId: '00000000-0000-0000-0000-000000000001' });
    expect(heard(await elsewhere.accounts())).toMatchObject({ outcome: 'unauthorised', words: 'AuthenticationUnsuccessful' });
  });
});
