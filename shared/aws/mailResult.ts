import { SESv2ServiceException } from '@aws-sdk/client-sesv2';
import type { SendResult } from '../domain/ports.ts';

/** A sending rate is counted by the second; a little longer lets those under way end. */
const RATE_HOLD_SECONDS = 30;
/** A daily quota comes back bit by bit over 24 hours, and a pause ends when a person ends it: SES says to ask every ten minutes. */
const QUOTA_HOLD_SECONDS = 600;

const RATE = /^(TooManyRequestsException|Throttling.*|RequestThrottled.*|RequestLimitExceeded)$/;
const SPENT = /^(LimitExceeded.*|SendingPausedException)$/;

/** What to tell people, by the name of SES's error; its own words follow. */
const REFUSALS: Readonly<Record<string, string>> = {
  MailFromDomainNotVerifiedException: 'The domain of the from address is not set up for sending',
  MessageRejected: 'The mail service refused the message',
  AccountSuspendedException: 'Sending has been stopped for the whole system',
  BadRequestException: 'The mail service did not understand the message',
  NotFoundException: 'The mail service is not set up for sending',
};

/**
 * What became of an email, by the error that came instead of an answer. Only an answer of SES that it did not take the email (4xx) proves
 * so; a lost connection, silence or a fault of SES (5xx) proves nothing.
 */
export function resultOf(error: unknown): SendResult {
  if (!(error instanceof SESv2ServiceException)) return unknown(error);
  const { name, message, $metadata } = error;
  const status = $metadata.httpStatusCode ?? 0;
  if (status < 400 || status >= 500 || status === 408) return unknown(error);
  if (RATE.test(name) || SPENT.test(name) || status === 429) {
    const holdSeconds = SPENT.test(name) || /quota/i.test(message) ? QUOTA_HOLD_SECONDS : RATE_HOLD_SECONDS;
    return { outcome: 'throttled', words: `The mail service asks to wait: ${message}`, holdSeconds };
  }
  if (/not verified/i.test(message)) {
    return { outcome: 'refused', words: `The from address is not verified with the mail service: ${message}` };
  }
  return { outcome: 'refused', words: `${REFUSALS[name] ?? 'The mail service refused the message'}: ${message}` };
}

function unknown(error: unknown): SendResult {
  const what = error instanceof Error ? error.name : 'no reason given';
  return { outcome: 'unknown', words: `The mail service did not answer (${what}), so it is not known whether the email went out` };
}
