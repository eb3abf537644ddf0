import { randomUUID } from 'node:crypto';
import { bareAddress } from './request.ts';

/** One event that SES publishes about one recipient: its name on the bus, in the template, in `eventType`, and what it says. */
export type Outcome = {
  readonly detailType: string;
  readonly eventType: string;
  readonly afterSeconds: number;
  readonly about: (at: string) => Record<string, unknown>;
};

const MTA = 'dns; a27-1.smtp-out.ap-southeast-2.amazonses.com';
const DAY_MS = 24 * 60 * 60 * 1000;

export const SENT: Outcome = { detailType: 'Email Sent', eventType: 'Send', afterSeconds: 0, about: () => ({ send: {} }) };

/**
 * What becomes of an email to this address. SES's mailbox simulator, labels and all; `delay@`, `blackhole@` and `reject@` are this host's own.
 * Any other address is delivered.
 */
export function outcomesFor(recipient: string): readonly Outcome[] {
  const address = bareAddress(recipient);
  const [local = '', domain = ''] = address.toLowerCase().split('@');
  const mailbox = domain === 'simulator.amazonses.com' ? local.replace(/\+.*$/, '') : '';
  switch (mailbox) {
    case 'bounce':
      return [bounced(address, 'Permanent', 'General', '5.1.1', 'smtp; 550 5.1.1 user unknown', 1)];
    case 'suppressionlist':
      return [bounced(address, 'Permanent', 'Suppressed', '5.1.1', SUPPRESSED, 1)];
    case 'complaint':
      return [delivered(address), complained(address)];
    case 'ooto':
      return [delivered(address), bounced(address, 'Transient', 'General', '5.0.0', 'smtp; 250 2.0.0 out of office', 2)];
    case 'delay':
      return [delayed(address)];
    case 'reject':
      return [{ detailType: 'Email Rejected', eventType: 'Reject', afterSeconds: 1, about: () => ({ reject: { reason: 'Bad content' } }) }];
    case 'blackhole':
      return [];
    default:
      return [delivered(address)];
  }
}

const SUPPRESSED =
  'Amazon SES has suppressed sending to this address because it has a recent history of bouncing as an invalid address. For more information about how to remove an address from the suppression list, see the Amazon SES Developer Guide';

function delivered(address: string): Outcome {
  return {
    detailType: 'Email Delivered',
    eventType: 'Delivery',
    afterSeconds: 1,
    about: (timestamp) => ({
      delivery: {
        timestamp,
        processingTimeMillis: 812,
        recipients: [address],
        smtpResponse: '250 2.6.0 Message received',
        reportingMTA: MTA.slice('dns; '.length),
      },
    }),
  };
}

function bounced(
  address: string,
  bounceType: string,
  bounceSubType: string,
  status: string,
  diagnosticCode: string,
  afterSeconds: number,
): Outcome {
  return {
    detailType: 'Email Bounced',
    eventType: 'Bounce',
    afterSeconds,
    about: (timestamp) => ({
      bounce: {
        bounceType,
        bounceSubType,
        bouncedRecipients: [{ emailAddress: address, action: 'failed', status, diagnosticCode }],
        timestamp,
        feedbackId: feedbackId(),
        reportingMTA: MTA,
      },
    }),
  };
}

function complained(address: string): Outcome {
  return {
    detailType: 'Email Complaint Received',
    eventType: 'Complaint',
    afterSeconds: 3,
    about: (timestamp) => ({
      complaint: {
        complainedRecipients: [{ emailAddress: address }],
        timestamp,
        feedbackId: feedbackId(),
        complaintSubType: null,
        complaintFeedbackType: 'abuse',
        userAgent: 'Amazon SES Mailbox Simulator',
        arrivalDate: timestamp,
      },
    }),
  };
}

function delayed(address: string): Outcome {
  return {
    detailType: 'Email Delivery Delayed',
    eventType: 'DeliveryDelay',
    afterSeconds: 1,
    about: (timestamp) => ({
      deliveryDelay: {
        timestamp,
        delayType: 'TransientCommunicationFailure',
        expirationTime: new Date(Date.parse(timestamp) + DAY_MS / 2).toISOString(),
        reportingMTA: MTA.slice('dns; '.length),
        delayedRecipients: [{ emailAddress: address, status: '4.4.1', diagnosticCode: 'smtp; 421 4.4.1 Unable to connect to remote host' }],
      },
    }),
  };
}

const feedbackId = () => `0108${Date.now().toString(16)}-${randomUUID()}-000000`;
