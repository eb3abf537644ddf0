import { describe, expect, it, test } from 'vitest';
import { actionsOf } from '../../../shared/domain/actions.ts';
import { birthOf } from '../../../shared/domain/birth.ts';
import { type Identity, isForeign, senderRefusal, senderState, senderStateText } from '../../../shared/domain/sender.ts';
import { senderRecords } from '../../../shared/domain/senderRecords.ts';
import { sentAgain } from '../../../shared/domain/sending.ts';
import { aCustomer, anAccount, anInstant, anInvoice } from '../../support/builders.ts';

const NOW = new Date('2026-07-01T00:00:00Z');
const REASON = 'Invoices cannot be sent from acacia.example yet: its DNS records are not verified. See Settings, Sender';
const unverified = anAccount({ verifiedSender: undefined });
const from = (address: string, verifiedSender?: string) =>
  anAccount({ sending: { ...anAccount().sending, from: address }, verifiedSender });

const anIdentity = (over: Partial<Identity> = {}): Identity => ({
  verified: false,
  dkim: { search: 'searching', tokens: ['one', 'two', 'three'], zone: 'dkim.amazonses.com' },
  mailFrom: { domain: 'bounce.acacia.example', search: 'searching', exchange: 'feedback-smtp.ap-southeast-2.amazonses.com' },
  account: 'aap',
  ...over,
});
const searched = (search: Identity['dkim']['search'], verified = false) =>
  anIdentity({ verified, dkim: { ...anIdentity().dkim, search }, mailFrom: { domain: 'bounce.acacia.example', search, exchange: 'mx' } });

describe('an account can send', () => {
  test.each([
    ['when the domain of its from address is verified', 'billing@acacia.example', 'acacia.example', undefined],
    ['whoever it is there', 'desk@ACACIA.example', 'acacia.example', undefined],
    ['not before', 'billing@acacia.example', undefined, REASON],
    ['not when it is another domain that is verified', 'billing@acacia.example', 'banksia.example', REASON],
    ['nor the one above it', 'billing@mail.acacia.example', 'acacia.example', REASON.replace('acacia', 'mail.acacia')],
  ])('%s', (_, address, verified, reason) => {
    expect(senderRefusal(from(address, verified))).toBe(reason);
  });

  it('and until then its invoices are born failed, with the reason, where Auto Invoice is on', () => {
    const birth = birthOf(aCustomer(), unverified, anInstant(NOW.toISOString()));
    expect(birth).toMatchObject({ status: 'failed', attempt: 0, recipients: { to: [] } });
    expect(birth.history[0]?.words).toBe(`Made, but not sent: ${REASON}`);
    expect(birthOf(aCustomer({ autoInvoice: false }), unverified, anInstant(NOW.toISOString())).status).toBe('draft');
  });

  it('and until then sending is not allowed, for the same reason, while everything else is', () => {
    const around = { account: unverified, customer: aCustomer(), now: NOW, connection: undefined };
    const { send, pdf, csv } = actionsOf(anInvoice({ status: 'failed' }), around);
    expect([send, pdf, csv]).toEqual([{ allowed: false, reason: REASON }, { allowed: true }, { allowed: true }]);
    const sends = (account: typeof unverified) =>
      sentAgain(anInvoice({ status: 'failed' }), account, aCustomer(), { now: NOW, by: 'clerk' }, 240);
    expect(() => sends(unverified)).toThrow(expect.objectContaining({ code: 'conflict', message: REASON }));
    expect(sends(anAccount()).status).toBe('queued');
  });
});

describe('the state of a sender', () => {
  test.each<[string, Identity | undefined, string, RegExp]>([
    ['nothing is asked for', undefined, 'notStarted', /Nothing is set up/],
    ['SES is looking', searched('searching'), 'pending', /being looked for/],
    ['SES has found the records', searched('found', true), 'verified', /invoices are sent from billing@acacia\.example/],
    ['SES asks again after having found them', searched('searching', true), 'verified', /is verified/],
    ['SES has given up', searched('failed'), 'failed', /Check them, then start again/],
    ['it was made by hand', { ...searched('found', true), account: undefined } as unknown as Identity, 'verified', /is verified/],
    ['another account’s records stand', { ...searched('found', true), account: 'other' }, 'failed', /set up for another account/],
    ['another account once began', { ...searched('searching'), account: 'other' }, 'notStarted', /Nothing is set up/],
  ])('when %s', (_, identity, state, words) => {
    expect(senderState(identity, anAccount())).toBe(state);
    expect(senderStateText(senderState(identity, anAccount()), identity, anAccount())).toMatch(words);
  });
});

describe('the DNS records', () => {
  it('are three keys, the way back for bounces, and advice for DMARC', () => {
    const records = senderRecords(anAccount(), anIdentity());
    expect(records.map(({ type, name, value, priority }) => [type, name, priority, value])).toEqual([
      ...['one', 'two', 'three'].map((token) => ['CNAME', `${token}._domainkey.acacia.example`, undefined, `${token}.dkim.amazonses.com`]),
      ['MX', 'bounce.acacia.example', 10, 'feedback-smtp.ap-southeast-2.amazonses.com'],
      ['TXT', 'bounce.acacia.example', undefined, 'v=spf1 include:amazonses.com ~all'],
      ['TXT', '_dmarc.acacia.example', undefined, 'v=DMARC1; p=none;'],
    ]);
    expect(records.map(({ required }) => required)).toEqual([true, true, true, false, false, false]);
    for (const { why } of records) expect(why).toMatch(/\w/);
  });

  it('stand at the name that sends; only DMARC, which holds for all below, at the registered domain', () => {
    const sends = from('billing@mail.acacia.com.au');
    const names = senderRecords(sends, anIdentity()).map(({ name }) => name);
    expect(names.slice(0, 3).every((name) => name.endsWith('._domainkey.mail.acacia.com.au'))).toBe(true);
    expect(names.at(-1)).toBe('_dmarc.acacia.com.au');
  });

  test.each([
    ['searching', 'missing'],
    ['failed', 'missing'],
    ['found', 'found'],
  ] as const)('%s: %s; what SES does not look for is unknown', (search, state) => {
    const states = senderRecords(anAccount(), searched(search)).map((record) => [record.purpose, record.state]);
    expect(Object.fromEntries(states)).toEqual({ dkim: state, mailFrom: state, spf: 'unknown', dmarc: 'unknown' });
  });

  it('are not told before there are any, nor those of another account', () => {
    expect(senderRecords(anAccount(), undefined)).toEqual([]);
    const foreign = anIdentity({ account: 'other' });
    expect(isForeign(foreign, anAccount())).toBe(true);
    expect(senderRecords(anAccount(), foreign)).toEqual([]);
  });
});
