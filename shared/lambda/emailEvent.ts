import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { EmailNews } from '../domain/emailNews.ts';
import { instant, type Month } from '../domain/month.ts';
import { cut, oneLine } from '../domain/oneLine.ts';

const tag = z.optional(z.array(z.string()));
const recipient = z.object({ emailAddress: z.string(), status: z.optional(z.string()), diagnosticCode: z.optional(z.string()) });

/** The parts of SES's events that we depend on, as AWS documents them for event publishing; never `resources` or the mail's headers. */
const EVENT = z.object({
  time: z.optional(z.string()),
  detail: z.object({
    eventType: z.string(),
    mail: z.object({
      timestamp: z.string(),
      messageId: z.string(),
      destination: z.optional(z.array(z.string())),
      tags: z.optional(z.object({ account: tag, month: tag, customer: tag, attempt: tag, notice: tag, test: tag })),
    }),
    bounce: z.optional(
      z.object({
        bounceType: z.string(),
        bounceSubType: z.optional(z.string()),
        bouncedRecipients: z.array(recipient),
        timestamp: z.string(),
        feedbackId: z.optional(z.string()),
      }),
    ),
    complaint: z.optional(
      z.object({
        complainedRecipients: z.array(recipient),
        timestamp: z.string(),
        feedbackId: z.optional(z.string()),
        complaintFeedbackType: z.optional(z.nullable(z.string())),
      }),
    ),
    delivery: z.optional(z.object({ timestamp: z.string(), recipients: z.array(z.string()), smtpResponse: z.optional(z.string()) })),
    deliveryDelay: z.optional(
      z.object({ timestamp: z.string(), delayType: z.optional(z.string()), delayedRecipients: z.array(recipient) }),
    ),
    reject: z.optional(z.object({ reason: z.optional(z.string()) })),
    failure: z.optional(z.object({ errorMessage: z.optional(z.string()) })),
  }),
});

type Detail = z.output<typeof EVENT>['detail'];
type Told = Pick<EmailNews, 'kind' | 'addresses' | 'words' | 'bounce' | 'said'> & { readonly at: string; readonly id?: string };

/** News of an invoice, of a notice or a test that we sent to the reseller itself, or of nothing we know. */
export type Heard = EmailNews | 'notice' | undefined;

export function newsOf(given: unknown): Heard {
  const read = EVENT.safeParse(given);
  if (!read.success) return undefined;
  const { detail } = read.data;
  const { tags, messageId } = detail.mail;
  if (tags?.notice?.[0] || tags?.test?.[0]) return 'notice';
  const [account, month, customer, attempt] = [tags?.account, tags?.month, tags?.customer, tags?.attempt].map(
    (values) => values?.[0] ?? '',
  );
  if (!account || !customer || !/^\d{4}-(0[1-9]|1[0-2])$/.test(month ?? '') || !/^\d{1,6}$/.test(attempt ?? '')) return undefined;
  const told = toldBy(detail);
  const at = new Date(told?.at ?? '');
  if (!told || Number.isNaN(at.getTime())) return undefined;
  const { at: _, id, ...news } = told;
  const key = shortened([news.kind, messageId, id ?? at.toISOString(), ...[...news.addresses].sort()].join(' '));
  return { ...news, account, month: month as Month, customer, attempt: Number(attempt), messageId, at: instant(at), key };
}

function toldBy(detail: Detail): Told | undefined {
  const { eventType, mail, bounce, complaint, delivery, deliveryDelay, reject, failure } = detail;
  const to = mail.destination ?? [];
  if (eventType === 'Send') return { kind: 'send', addresses: to, words: 'Accepted for delivery', at: mail.timestamp };
  if (eventType === 'Delivery' && delivery) {
    const words = `Delivered to ${list(delivery.recipients)}${quoted(delivery.smtpResponse)}`;
    return { kind: 'delivery', addresses: delivery.recipients, words, at: delivery.timestamp };
  }
  if (eventType === 'Bounce' && bounce) return bounced(bounce);
  if (eventType === 'Complaint' && complaint) {
    const addresses = complaint.complainedRecipients.map(({ emailAddress }) => emailAddress);
    const words = `${list(addresses)} reported the email as unwanted${quoted(complaint.complaintFeedbackType ?? undefined)}`;
    return { kind: 'complaint', addresses, words, at: complaint.timestamp, ...idOf(complaint) };
  }
  if (eventType === 'DeliveryDelay' && deliveryDelay) {
    const addresses = deliveryDelay.delayedRecipients.map(({ emailAddress }) => emailAddress);
    const said = deliveryDelay.delayedRecipients.map(({ diagnosticCode }) => diagnosticCode).find(Boolean) ?? deliveryDelay.delayType;
    return { kind: 'delay', addresses, words: `Not yet delivered to ${list(addresses)}${quoted(said)}`, at: deliveryDelay.timestamp };
  }
  if (eventType === 'Reject')
    return { kind: 'reject', addresses: to, words: `Rejected before sending${quoted(reject?.reason)}`, at: mail.timestamp };
  if (eventType === 'Rendering Failure') {
    return {
      kind: 'renderingFailure',
      addresses: to,
      words: `The email could not be made${quoted(failure?.errorMessage)}`,
      at: mail.timestamp,
    };
  }
  return undefined;
}

function bounced(bounce: NonNullable<Detail['bounce']>): Told {
  const { bounceType, bounceSubType = '', bouncedRecipients, timestamp } = bounce;
  const addresses = bouncedRecipients.map(({ emailAddress }) => emailAddress);
  const permanent = bounceType === 'Permanent';
  // "smtp; 550 5.1.1 user unknown": the protocol's name in front tells a person nothing.
  const said = bouncedRecipients.map(({ diagnosticCode }) => tame(diagnosticCode?.replace(/^\s*smtp;\s*/i, '') ?? '')).find(Boolean);
  const words = `${permanent ? 'Bounced' : 'Came back for now'}: ${list(addresses)}${quoted(said ?? bounceSubType)}`;
  return {
    kind: 'bounce',
    addresses,
    words,
    at: timestamp,
    bounce: { permanent, subType: bounceSubType },
    ...(said ? { said } : {}),
    ...idOf(bounce),
  };
}

/** Kept with every history entry, so of a bounded length; a digest stands for the rest, so that other recipients make another key. */
function shortened(key: string): string {
  return key.length <= KEY_LENGTH ? key : `${cut(key, KEY_LENGTH - 33)} ${createHash('sha256').update(key).digest('hex').slice(0, 32)}`;
}

const KEY_LENGTH = 300;
/** An invoice keeps a hundred entries of history in one item of 400 KB. */
const SAID_LENGTH = 300;
const ADDRESSES_TOLD = 5;

function list(addresses: readonly string[]): string {
  const told = addresses.slice(0, ADDRESSES_TOLD).map(tame);
  return `${told.join(', ')}${addresses.length > told.length ? ` and ${addresses.length - told.length} more` : ''}`;
}

const idOf = ({ feedbackId }: { readonly feedbackId?: string | undefined }) => (feedbackId ? { id: feedbackId } : {});
const quoted = (text: string | undefined): string => (text ? ` (${tame(text)})` : '');

/** A mail server's words are a stranger's: one line of bounded length, whatever they hold. */
const tame = (text: string): string => cut(oneLine(text), SAID_LENGTH);
