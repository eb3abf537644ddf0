import { describe, expect, test } from 'vitest';
import type { MailSummary } from '../../../local/mail/outbox.ts';
import { outcomesFor, SENT } from '../../../local/mail/outcomes.ts';
import { entryOf } from '../../../local/mail/publish.ts';

const AT = '2026-11-01T02:03:04.000Z';
const MAIL: MailSummary = {
  id: 'message-1',
  at: AT,
  from: '"Aap" <billing@aap.example>',
  to: ['a@b.example'],
  recipients: ['a@b.example', '"C" <c@d.example>'],
  subject: 'Invoice',
  tags: { invoice: 'i-1' },
  configurationSet: 'ours',
  attachments: [],
};
const told = (address: string) => outcomesFor(address).map((outcome) => entryOf(MAIL, outcome));
const simulator = (mailbox: string) => `${mailbox}@simulator.amazonses.com`;

describe('what SES would say, as it documents it', () => {
  test.each([
    ['someone@customer.example', ['Email Delivered']],
    [simulator('success'), ['Email Delivered']],
    [simulator('bounce'), ['Email Bounced']],
    [simulator('BOUNCE+label'), ['Email Bounced']],
    [simulator('suppressionlist'), ['Email Bounced']],
    [simulator('complaint+x'), ['Email Delivered', 'Email Complaint Received']],
    [simulator('ooto'), ['Email Delivered', 'Email Bounced']],
    [simulator('delay+x'), ['Email Delivery Delayed']],
    [simulator('reject'), ['Email Rejected']],
    [simulator('blackhole'), []],
    ['bounce@customer.example', ['Email Delivered']],
  ])('of %s', (address, types) => expect(told(address).map((entry) => entry['detail-type'])).toEqual(types));

  test('that it was sent', () => {
    expect(entryOf(MAIL, SENT)).toEqual({
      source: 'aws.ses',
      'detail-type': 'Email Sent',
      resources: [expect.stringContaining('configuration-set/ours')],
      detail: {
        eventType: 'Send',
        send: {},
        mail: {
          timestamp: AT,
          source: '"Aap" <billing@aap.example>',
          sourceArn: expect.stringMatching(/identity\/aap\.example$/),
          sendingAccountId: expect.stringMatching(/^\d{12}$/),
          messageId: 'message-1',
          destination: ['a@b.example', 'c@d.example'],
          headersTruncated: false,
          headers: expect.any(Array),
          commonHeaders: expect.any(Object),
          tags: expect.objectContaining({ 'ses:configuration-set': ['ours'], 'ses:operation': ['SendEmail'], invoice: ['i-1'] }),
        },
      },
    });
  });

  test('of a delivery', () => {
    expect(told('c@d.example')[0]?.detail).toMatchObject({
      eventType: 'Delivery',
      delivery: { timestamp: '2026-11-01T02:03:05.000Z', processingTimeMillis: expect.any(Number), recipients: ['c@d.example'] },
    });
  });

  test.each([
    ['bounce', 'Permanent', 'General'],
    ['suppressionlist', 'Permanent', 'Suppressed'],
  ])('of a bounce, for %s', (mailbox, bounceType, bounceSubType) => {
    expect(told(simulator(mailbox))[0]?.detail).toMatchObject({
      eventType: 'Bounce',
      bounce: { bounceType, bounceSubType, bouncedRecipients: [{ emailAddress: simulator(mailbox), action: 'failed', status: '5.1.1' }] },
    });
  });

  test('of an absence, a complaint and a delay', () => {
    expect(told(simulator('ooto'))[1]?.detail).toMatchObject({ bounce: { bounceType: 'Transient', bounceSubType: 'General' } });
    expect(told(simulator('complaint'))[1]?.detail).toMatchObject({
      eventType: 'Complaint',
      complaint: { complainedRecipients: [{ emailAddress: simulator('complaint') }], complaintFeedbackType: 'abuse' },
    });
    expect(told(simulator('delay'))[0]?.detail).toMatchObject({
      eventType: 'DeliveryDelay',
      deliveryDelay: { delayType: 'TransientCommunicationFailure', delayedRecipients: [{ emailAddress: simulator('delay') }] },
    });
  });
});
