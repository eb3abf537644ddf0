import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newsOf } from '../../../shared/lambda/emailEvent.ts';
import { event, listener } from '../../../shared/lambda/event.ts';

const TAGS = {
  'ses:configuration-set': ['rebill'],
  'ses:source-ip': ['192.0.2.0'],
  account: ['aap'],
  month: ['2026-12'],
  customer: ['bakery'],
  attempt: ['2'],
};
type Tags = Record<string, string[]>;

/** An event as AWS documents it for publishing to EventBridge, with all that stands around what we read. */
function told(detailType: string, eventType: string, object: object, tags: Tags | undefined = TAGS): object {
  return {
    version: '0',
    id: '12345678-1234-1234-1234-123456789012',
    'detail-type': detailType,
    source: 'aws.ses',
    account: '111122223333',
    time: '2026-12-01T02:00:09Z',
    region: 'ap-southeast-2',
    resources: ['arn:aws:ses:ap-southeast-2:111122223333:configuration-set/rebill'],
    detail: {
      eventType,
      mail: {
        timestamp: '2026-12-01T02:00:00.000Z',
        source: 'billing@reseller.example',
        sourceArn: 'arn:aws:ses:ap-southeast-2:111122223333:identity/reseller.example',
        sendingAccountId: '111122223333',
        messageId: 'EXAMPLE7c191be45-e9aedb9a',
        destination: ['a@customer.example', 'copy@customer.example'],
        headersTruncated: false,
        headers: [{ name: 'From', value: 'billing@reseller.example' }],
        commonHeaders: { from: ['billing@reseller.example'], subject: 'Invoice' },
        ...(tags ? { tags } : {}),
      },
      ...object,
    },
  };
}

const DELIVERY = {
  timestamp: '2026-12-01T02:00:08.000Z',
  processingTimeMillis: 8000,
  recipients: ['a@customer.example'],
  smtpResponse: '250 2.6.0 Message received',
  reportingMTA: 'mta.example.com',
};
const BOUNCE = {
  feedbackId: '01000157c44f053b-000000',
  bounceType: 'Permanent',
  bounceSubType: 'General',
  bouncedRecipients: [
    { emailAddress: 'a@customer.example', action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' },
  ],
  timestamp: '2026-12-01T02:00:05.000Z',
  reportingMTA: 'dsn; mta.example.com',
};
const COMPLAINT = {
  complainedRecipients: [{ emailAddress: 'a@customer.example' }],
  timestamp: '2026-12-02T00:00:00.000Z',
  feedbackId: '01000157c44f053b-111111',
  complaintSubType: null,
  userAgent: 'Example Feedback Loop (V0.01)',
  complaintFeedbackType: 'abuse',
  arrivalDate: '2026-12-02T00:00:00.000Z',
};
const DELAY = {
  timestamp: '2026-12-01T03:00:00.000Z',
  delayType: 'MailboxFull',
  expirationTime: '2026-12-01T16:00:00.000Z',
  delayedRecipients: [{ emailAddress: 'a@customer.example', status: '4.2.2', diagnosticCode: 'smtp; 452 mailbox full' }],
};

const EVENTS = {
  send: told('Email Sent', 'Send', { send: {} }),
  delivery: told('Email Delivered', 'Delivery', { delivery: DELIVERY }),
  bounce: told('Email Bounced', 'Bounce', { bounce: BOUNCE }),
  complaint: told('Email Complaint Received', 'Complaint', { complaint: COMPLAINT }),
  reject: told('Email Rejected', 'Reject', { reject: { reason: 'Bad content' } }),
  delay: told('Email Delivery Delayed', 'DeliveryDelay', { deliveryDelay: DELAY }),
  renderingFailure: told('Email Rendering Failed', 'Rendering Failure', { failure: { errorMessage: 'no such name', templateName: 'T' } }),
} as const;

describe('what SES tells', () => {
  it.each([
    ['send', ['a@customer.example', 'copy@customer.example'], '2026-12-01T02:00:00.000Z', /accepted/i],
    ['delivery', ['a@customer.example'], '2026-12-01T02:00:08.000Z', /250 2\.6\.0 Message received/],
    ['bounce', ['a@customer.example'], '2026-12-01T02:00:05.000Z', /\(550 5\.1\.1 user unknown\)/],
    ['complaint', ['a@customer.example'], '2026-12-02T00:00:00.000Z', /abuse/],
    ['reject', ['a@customer.example', 'copy@customer.example'], '2026-12-01T02:00:00.000Z', /Bad content/],
    ['delay', ['a@customer.example'], '2026-12-01T03:00:00.000Z', /mailbox full/],
    ['renderingFailure', ['a@customer.example', 'copy@customer.example'], '2026-12-01T02:00:00.000Z', /no such name/],
  ] as const)('of a %s: whose email, which attempt, which addresses, when, and the words', (kind, addresses, at, words) => {
    const news = newsOf(EVENTS[kind]);
    const email = { account: 'aap', month: '2026-12', customer: 'bakery', attempt: 2, messageId: 'EXAMPLE7c191be45-e9aedb9a' };
    expect(news).toMatchObject({ ...email, kind, addresses, at, words: expect.stringMatching(words) });
  });

  it.each([
    ['Permanent', 'NoEmail', true],
    ['Permanent', 'OnAccountSuppressionList', true],
    ['Transient', 'MailboxFull', false],
    ['Undetermined', 'Undetermined', false],
  ])('of a bounce says whether it is for good: %s %s', (bounceType, bounceSubType, permanent) => {
    const news = newsOf(told('Email Bounced', 'Bounce', { bounce: { ...BOUNCE, bounceType, bounceSubType } }));
    expect(news).toMatchObject({ bounce: { permanent, subType: bounceSubType } });
  });

  it('keeps the mail server’s own words apart, and invents none where it had none', () => {
    expect(newsOf(EVENTS.bounce)).toMatchObject({ said: '550 5.1.1 user unknown' });
    const silent = { ...BOUNCE, bounceSubType: 'NoEmail', bouncedRecipients: [{ emailAddress: 'a@customer.example' }] };
    const news = newsOf(told('Email Bounced', 'Bounce', { bounce: silent }));
    expect(news).toMatchObject({ words: expect.stringContaining('NoEmail') });
    expect(news).not.toHaveProperty('said');
  });

  it('is the same news when it is told again, and other news otherwise', () => {
    const keyOf = (given: object) => (newsOf(given) as { readonly key: string }).key;
    const keys = Object.values(EVENTS).map(keyOf);
    expect(new Set(keys).size).toBe(keys.length);
    expect(Object.values(EVENTS).map((given) => keyOf({ ...given, id: 'another', time: '2026-12-01T09:00:00Z' }))).toEqual(keys);
    const later = told('Email Delivery Delayed', 'DeliveryDelay', { deliveryDelay: { ...DELAY, timestamp: '2026-12-01T04:00:00.000Z' } });
    expect(keys).not.toContain(keyOf(later));
  });
});

describe('what is kept of it', () => {
  const bounceSaying = (diagnosticCode: string) =>
    newsOf(
      told('Email Bounced', 'Bounce', {
        bounce: { ...BOUNCE, bouncedRecipients: [{ emailAddress: 'a@customer.example', diagnosticCode }] },
      }),
    );
  const deliveryTo = (recipients: string[]) => told('Email Delivered', 'Delivery', { delivery: { ...DELIVERY, recipients } });
  const many = (last: string) => [...Array.from({ length: 49 }, (_, index) => `a-long-local-part-${index}@customer.example`), last];

  it('is one line of a few hundred characters, whatever a mail server says', () => {
    expect(bounceSaying('smtp; 550 5.1.1 user\r\nunknown\u0000\u2028 here')).toMatchObject({ said: '550 5.1.1 user unknown here' });
    const news = bounceSaying(`${'x'.repeat(299)}🏖 and so on`.repeat(100));
    expect(news).toMatchObject({ said: 'x'.repeat(299) });
    expect(JSON.stringify(news)).not.toMatch(/\\ud[89a-f]/i);
  });

  it('names the first of many addresses, and says how many there were', () => {
    const news = newsOf(deliveryTo(many('last@customer.example')));
    expect(news).toMatchObject({ addresses: { length: 50 }, words: expect.stringContaining('part-4@customer.example and 45 more (250') });
  });

  it('is news of its own for other recipients, however many it shares with other news', () => {
    const keys = ['x@customer.example', 'z@customer.example'].map((last) => Reflect.get(Object(newsOf(deliveryTo(many(last)))), 'key'));
    expect(new Set(keys).size).toBe(2);
    for (const key of keys) expect(key.length).toBeLessThanOrEqual(300);
    expect(newsOf(deliveryTo(many('x@customer.example').reverse()))).toMatchObject({ key: keys[0] });
  });
});

describe('an event of a stranger', () => {
  it.each([
    ['without tags', undefined],
    ['without ours', { 'ses:configuration-set': ['rebill'] }],
    ['without an account', { ...TAGS, account: [] }],
    ['without a customer', { ...TAGS, customer: [''] }],
    ['with no month', { ...TAGS, month: ['2026-13'] }],
    ['with no attempt', { ...TAGS, attempt: ['two'] }],
  ])('names no invoice: %s', (_, tags) => {
    const { detail, ...rest } = told('Email Sent', 'Send', { send: {} }, tags) as { detail: { mail: object } };
    const mail = tags ? detail.mail : { ...detail.mail, tags: undefined };
    expect(newsOf({ ...rest, detail: { ...detail, mail } })).toBeUndefined();
  });

  it.each([
    ['of another kind', told('Email Opened', 'Open', { open: {} })],
    ['without what it tells of', told('Email Bounced', 'Bounce', {})],
    ['at no time', told('Email Delivered', 'Delivery', { delivery: { ...DELIVERY, timestamp: 'soon' } })],
    ['as a text, as SNS would wrap it', { Message: JSON.stringify(EVENTS.send) }],
  ])('or one we do not know: %s', (_, given) => expect(newsOf(given)).toBeUndefined());

  it('never breaks the reader', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.record({ detail: fc.anything() })), (given) => {
        expect(newsOf(given)).toBeUndefined();
      }),
    );
  });
});

describe('the listener', () => {
  const hear = async (given: unknown) => {
    const heard: unknown[] = [];
    await event(listener({ ports: heard, run: async (news, ports) => void ports.push(news?.kind) }))(given);
    return heard;
  };

  it('is told news and strangers’ events, but not of our own notices, nor of test emails', async () => {
    expect(await hear(EVENTS.complaint)).toEqual(['complaint']);
    expect(await hear(told('Email Sent', 'Send', { send: {} }, { ...TAGS, account: [] }))).toEqual([undefined]);
    expect(await hear(told('Email Sent', 'Send', { send: {} }, { account: ['aap'], notice: ['bounce'] }))).toEqual([]);
    expect(await hear(told('Email Sent', 'Send', { send: {} }, { account: ['aap'], test: ['sender'] }))).toEqual([]);
  });

  it('that fails says so, so that the event comes again', async () => {
    const failing = event(listener({ ports: {}, run: () => Promise.reject(new Error('no table')) }));
    await expect(failing(EVENTS.send)).rejects.toThrow('no table');
  });
});
