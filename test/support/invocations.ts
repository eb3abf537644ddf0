import type { SQSEvent } from 'aws-lambda';
import type { Invoice } from '../../shared/domain/invoice.ts';
import { instant } from '../../shared/domain/month.ts';

/** One message of a queue as Lambda hands it over. */
export const sqsEvent = (...messages: readonly unknown[]): SQSEvent =>
  ({
    Records: messages.map((message, index) => ({
      messageId: `message-${index}`,
      body: JSON.stringify(message),
      attributes: { ApproximateReceiveCount: '1' },
      eventSource: 'aws:sqs',
    })),
  }) as unknown as SQSEvent;

/** What SES says of one thing, by AWS's documentation of event publishing: the parts that differ from event to event. */
export type Happened = {
  readonly eventType: string;
  readonly detail: Readonly<Record<string, unknown>>;
};

const at = (now: Date, seconds: number) => instant(new Date(now.getTime() + seconds * 1000));

export const delivery = (address: string, now: Date): Happened => ({
  eventType: 'Delivery',
  detail: {
    delivery: {
      timestamp: at(now, 8),
      processingTimeMillis: 8000,
      recipients: [address],
      smtpResponse: '250 2.6.0 Message received',
      reportingMTA: 'mta.example.com',
    },
  },
});

export const bounce = (address: string, now: Date, bounceType = 'Permanent', feedbackId = '01000157c44f053b-000000'): Happened => ({
  eventType: 'Bounce',
  detail: {
    bounce: {
      feedbackId,
      bounceType,
      bounceSubType: 'General',
      bouncedRecipients: [{ emailAddress: address, action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' }],
      timestamp: at(now, 5),
      reportingMTA: 'dsn; mta.example.com',
    },
  },
});

export const complaint = (address: string, now: Date): Happened => ({
  eventType: 'Complaint',
  detail: {
    complaint: {
      complainedRecipients: [{ emailAddress: address }],
      timestamp: at(now, 60),
      feedbackId: '01000157c44f053b-111111',
      complaintSubType: null,
      userAgent: 'Example Feedback Loop (V0.01)',
      complaintFeedbackType: 'abuse',
      arrivalDate: at(now, 60),
    },
  },
});

export const sendEvent: Happened = { eventType: 'Send', detail: { send: {} } };

/** The event about one attempt of an invoice, with all that AWS puts around it. */
export function sesEvent(invoice: Pick<Invoice, 'accountId' | 'month' | 'customerId'>, attempt: number, happened: Happened, now: Date) {
  const { accountId, month, customerId } = invoice;
  return {
    version: '0',
    id: '12345678-1234-1234-1234-123456789012',
    'detail-type': `Email ${happened.eventType}`,
    source: 'aws.ses',
    account: '111122223333',
    time: at(now, 9),
    region: 'ap-southeast-2',
    resources: ['arn:aws:ses:ap-southeast-2:111122223333:configuration-set/rebill'],
    detail: {
      eventType: happened.eventType,
      mail: {
        timestamp: at(now, 0),
        source: 'billing@acacia.example',
        sourceArn: 'arn:aws:ses:ap-southeast-2:111122223333:identity/acacia.example',
        sendingAccountId: '111122223333',
        messageId: `EXAMPLE7c191be45-${attempt}`,
        destination: ['a@customer.example'],
        headersTruncated: false,
        tags: {
          'ses:configuration-set': ['rebill'],
          account: [accountId],
          month: [month],
          customer: [customerId],
          attempt: [String(attempt)],
        },
      },
      ...happened.detail,
    },
  };
}
