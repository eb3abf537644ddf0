import type { Claim, HistoryEntry, Invoice, Recipients } from './invoice.ts';
import { accepts, after, type LifecycleEvent } from './lifecycle.ts';
import { earlier, type Instant, later } from './month.ts';

/** A claim older than this is of a dead worker. At least twice the sending function's time limit of 60 s. */
export const CLAIM_MS = 5 * 60_000;
/** The longest a queued email may wait for whatever reason before it is given up, counted from the click. */
export const GIVE_UP_MS = 24 * 3_600_000;
/** How far past `dueAt` the sweeper concludes that a message was lost. */
export const LOST_MS = 15 * 60_000;
/** Where the sweeper moves `dueAt` when it sends the message again. */
export const AGAIN_MS = 3_600_000;

export const HISTORY_FIRST = 20;
export const HISTORY_NEWEST = 80;

export type News = { readonly at: Instant; readonly words: string; readonly by?: string; readonly key?: string };

/** Characters of one entry: a hundred of them, with any number of addresses in each, must stay far below what one item may hold. */
export const WORDS_LIMIT = 800;

/** At most 100 entries: how it began and what came last. An entry whose key is there already is no news. */
export function withHistory(history: readonly HistoryEntry[], entry: HistoryEntry): readonly HistoryEntry[] {
  if (entry.key && history.some(({ key }) => key === entry.key)) return history;
  const { words } = entry;
  const all = [...history, words.length > WORDS_LIMIT ? { ...entry, words: `${words.slice(0, WORDS_LIMIT)}…` } : entry];
  if (all.length <= HISTORY_FIRST + HISTORY_NEWEST) return all;
  return [...all.slice(0, HISTORY_FIRST), ...all.slice(-HISTORY_NEWEST)];
}

/**
 * The invoice after `event`, with the entry in its history. The one place where a status changes.
 * `dueAt` lasts only while there is work to do. A claim lasts until the invoice is queued again: an event may overtake the worker's own
 * result, which must still be known as its own.
 * @throws Problem `conflict` when its status does not accept the event
 */
export function transition(invoice: Invoice, event: LifecycleEvent, news: News, attempt = invoice.attempt): Invoice {
  const status = after(invoice.status, event);
  const entry: HistoryEntry = { ...news, event, status, attempt };
  const { dueAt, claim, ...rest } = invoice;
  return {
    ...rest,
    ...((status === 'queued' || status === 'sending') && dueAt ? { dueAt } : {}),
    ...(status !== 'queued' && claim ? { claim } : {}),
    status,
    history: withHistory(invoice.history, entry),
  };
}

/** News that changes no status: of its email, or of its way into Xero. */
export function noted(invoice: Invoice, news: News, attempt = invoice.attempt, event: 'note' | 'xero' = 'note'): Invoice {
  const entry: HistoryEntry = { ...news, event, status: invoice.status, attempt };
  return { ...invoice, history: withHistory(invoice.history, entry) };
}

/** Send it (again): a new attempt, to the addresses as they are today, due after the queue's delay. */
export function queued(invoice: Invoice, recipients: Recipients, delaySeconds: number, news: News): Invoice {
  const attempt = invoice.attempt + 1;
  const { messageId: _, ...next } = transition({ ...invoice, dueAt: later(news.at, delaySeconds * 1000) }, 'queue', news, attempt);
  return { ...next, attempt, recipients, queuedAt: news.at };
}

/** A `dueAt` still to come (the sweeper sets one) must not hide a worker that dies now: it is due no later than it was taken up. */
export function claimed(invoice: Invoice, claim: Claim): Invoice {
  const taken = transition(invoice, 'claim', { at: claim.at, words: 'Taken up for sending' });
  return { ...taken, claim, ...(taken.dueAt ? { dueAt: earlier(taken.dueAt, claim.at) } : {}) };
}

/** Known not accepted: back in the queue, for later. */
export function released(invoice: Invoice, dueAt: Instant, news: News): Invoice {
  return { ...transition(invoice, 'release', news), dueAt };
}

/** SES took the attempt. When an event overtook this news, the status stands and only the message id is added. */
export function accepted(invoice: Invoice, messageId: string, news: News): Invoice {
  const next = accepts(invoice.status, 'accept') ? transition(invoice, 'accept', news) : invoice;
  return { ...next, messageId, firstSentAt: next.firstSentAt ?? news.at };
}

/** Whether the result of a worker counts: the claim it made is still the invoice's. */
export const isOurs = (invoice: Invoice, attempt: number, token: string): boolean =>
  invoice.attempt === attempt && invoice.claim?.token === token;

/** Whether a queued email has waited so long, for whatever reason, that it must not go out any more. */
export const isGivenUp = ({ status, queuedAt }: Invoice, now: Date): boolean =>
  status === 'queued' && queuedAt !== undefined && now.getTime() - Date.parse(queuedAt) > GIVE_UP_MS;

export const givenUp = (invoice: Invoice, at: Instant): Invoice =>
  transition(invoice, 'refuse', { at, words: 'It could not be sent for 24 hours. Send it again' });
