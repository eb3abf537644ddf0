import { changeInvoice } from './changing.ts';
import type { Invoice } from './invoice.ts';
import { accepted, claimed, givenUp, isGivenUp, isOurs, released, transition } from './invoiceLife.ts';
import { type Instant, instant, later } from './month.ts';
import type { Breaker, Email, EmailMessage, EmailQueue, Ids, Invoices, Mail, Metrics, SendResult } from './ports.ts';
import { Problem } from './problem.ts';

export type EmailingPorts = {
  readonly invoices: Pick<Invoices, 'find' | 'get' | 'save'>;
  readonly breaker: Breaker;
  readonly mail: Mail;
  readonly emailQueue: EmailQueue;
  readonly ids: Ids;
  readonly metrics: Metrics;
};

/** What is handed to SES, made before the claim: a claim is held no longer than the sending itself takes. */
export type Prepare = (invoice: Invoice) => Promise<Email>;

/** The longest delay that SQS takes. A later `dueAt` is reached by several messages. */
const QUEUE_DELAY_LIMIT_SECONDS = 900;

/**
 * One message of the email queue: at most one email for its attempt, whatever is lost, repeated or late. `fits` says whether the message is
 * still of this world; preparing may take seconds, so the claim asks again, conditionally.
 */
export async function emailInvoice(message: EmailMessage, prepare: Prepare, ports: EmailingPorts, clock: () => Date): Promise<void> {
  const invoice = await ports.invoices.find(message.account, message.month, message.customer);
  if (!invoice || !isCurrent(invoice, message)) return;
  const held = await ports.breaker.heldUntil(instant(clock()));
  if (held) return postpone(message, held, ports, clock());
  if (isGivenUp(invoice, clock())) return giveUp(message, ports, clock());
  const email = await prepared(invoice, prepare, message, ports, clock);
  if (!email) return;
  const token = ports.ids.fresh();
  if (!(await claim(message, token, ports, clock()))) return;
  await record(message, token, await ports.mail.send(email), ports, clock());
}

/** A message of a cancelled or re-queued attempt names another status or attempt than the header does. */
const isCurrent = (invoice: Invoice, { attempt }: EmailMessage): boolean => invoice.status === 'queued' && invoice.attempt === attempt;

/** Put off again and again, it would go out when nobody expects it any more: the sweeper finds only what nobody puts off. */
async function giveUp(message: EmailMessage, { invoices }: EmailingPorts, now: Date): Promise<void> {
  await changeInvoice(invoices, message, (read) =>
    isCurrent(read, message) && isGivenUp(read, now) ? givenUp(read, instant(now)) : undefined,
  );
}

/** The email, or nothing when it cannot be made: then the invoice says so and waits for a person. */
async function prepared(
  invoice: Invoice,
  prepare: Prepare,
  message: EmailMessage,
  { invoices }: EmailingPorts,
  clock: () => Date,
): Promise<Email | undefined> {
  try {
    return await prepare(invoice);
  } catch (error) {
    // An outage of ours (store, files) is not the invoice's fault: the message comes again.
    if (!(error instanceof Problem)) throw error;
    await changeInvoice(invoices, message, (now) =>
      isCurrent(now, message) ? transition(now, 'refuse', { at: instant(clock()), words: error.message }) : undefined,
    );
    return undefined;
  }
}

/** Whether this invocation, by its own fresh token, may send. A redelivered message makes another token, so only one of them sends. */
async function claim(message: EmailMessage, token: string, { invoices }: EmailingPorts, now: Date): Promise<boolean> {
  const invoice = await changeInvoice(invoices, message, (read) =>
    isCurrent(read, message) ? claimed(read, { token, at: instant(now) }) : undefined,
  );
  return invoice.status === 'sending' && isOurs(invoice, message.attempt, token);
}

/** Writes what became of it, if the claim is still ours: the sweeper may have given it up, or a person queued it anew. */
async function record(message: EmailMessage, token: string, result: SendResult, ports: EmailingPorts, now: Date): Promise<void> {
  const at = instant(now);
  const until = result.outcome === 'throttled' ? later(at, result.holdSeconds * 1000) : at;
  const invoice = await changeInvoice(ports.invoices, message, (read) =>
    isOurs(read, message.attempt, token) ? resulting(read, result, at, until) : undefined,
  );
  if (result.outcome === 'unknown' && invoice.status === 'unconfirmed') {
    ports.metrics.count('Unconfirmed', 1, { invoice: invoice.number });
  }
  // After the release: a breaker that cannot be written must not leave in doubt what is known not to be accepted.
  if (result.outcome === 'throttled') {
    const held = await ports.breaker.heldUntil(at);
    // A spent daily quota holds longer than a burst that was too fast: the shorter hold must not end the longer one.
    if (!held || held < until) await ports.breaker.hold(until);
    ports.metrics.count('EmailHeld');
  }
  if (invoice.status === 'queued' && invoice.attempt === message.attempt) await ports.emailQueue.add([message], delayUntil(until, now));
}

function resulting(invoice: Invoice, result: SendResult, at: Instant, until: Instant): Invoice | undefined {
  if (result.outcome === 'accepted') return accepted(invoice, result.messageId, { at, words: 'Handed over to be delivered' });
  // An event that overtook the answer knows better than a lost answer does.
  if (invoice.status !== 'sending') return undefined;
  const { words } = result;
  if (result.outcome === 'throttled') return released(invoice, until, { at, words });
  return transition(invoice, result.outcome === 'refused' ? 'refuse' : 'lose', { at, words });
}

/** Sending is held for everyone: no status changes, and no delivery of the message is used up. */
async function postpone(message: EmailMessage, until: Instant, { invoices, emailQueue }: EmailingPorts, now: Date): Promise<void> {
  const invoice = await changeInvoice(invoices, message, (read) => (isCurrent(read, message) ? { ...read, dueAt: until } : undefined));
  if (isCurrent(invoice, message)) await emailQueue.add([message], delayUntil(until, now));
}

const delayUntil = (until: Instant, now: Date): number =>
  Math.min(QUEUE_DELAY_LIMIT_SECONDS, Math.max(1, Math.ceil((Date.parse(until) - now.getTime()) / 1000)));
