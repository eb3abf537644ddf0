import type { Invoice } from '../invoice.ts';
import { type News, noted } from '../invoiceLife.ts';
import type { Cents } from '../money.ts';
import { type Instant, later, latest } from '../month.ts';
import { Problem } from '../problem.ts';
import type { Attachment, InvoiceXero, XeroState } from './upload.ts';

/**
 * The life of an invoice in Xero, as data. `free`: Xero certainly has not got it. What the row does not name is refused: nothing else sets
 * the state, and nothing ever leaves `uploaded`.
 */
const TABLE = {
  none: { ask: 'waiting' },
  waiting: { ask: 'waiting', send: 'sending', take: 'uploaded', refuse: 'failed' },
  sending: { take: 'uploaded', refuse: 'failed', doubt: 'unknown', free: 'waiting' },
  unknown: { take: 'uploaded', refuse: 'failed', free: 'waiting' },
  failed: { ask: 'waiting' },
  uploaded: {},
} as const satisfies Record<XeroState | 'none', Partial<Record<string, XeroState>>>;

export type XeroEvent = 'ask' | 'send' | 'take' | 'refuse' | 'doubt' | 'free';

export function xeroAfter(state: XeroState | 'none', event: XeroEvent): XeroState {
  const row: Partial<Record<XeroEvent, XeroState>> = TABLE[state];
  const next = row[event];
  if (!next) throw new Problem('conflict', `What is “${state}” in Xero does not take “${event}”`);
  return next;
}

/** Whether the uploading worker has something to do for it. */
export function isOnItsWay(xero: InvoiceXero | undefined): boolean {
  if (!xero) return false;
  if (xero.state === 'uploaded') return xero.pdf?.state === 'waiting' || xero.pdf?.state === 'sending';
  return xero.state !== 'failed';
}

/** Whether Xero may have it though we do not know: it must be looked up before it is sent. */
export const isInDoubt = ({ xero }: Invoice): boolean => xero?.state === 'sending' || xero?.state === 'unknown';

type Asked = { readonly organisationId: string; readonly at: Instant; readonly by?: string };

const told = (invoice: Invoice, news: News): Invoice => noted(invoice, news, invoice.attempt, 'xero');

/** Whether all that is missing in Xero is its PDF, because it could not be attached. */
export const lacksPdf = (xero: InvoiceXero | undefined): boolean => xero?.state === 'uploaded' && xero.pdf?.state === 'failed';

/** Asked to go up. One that waits for another organisation waits for this one now; of one that is there, its PDF goes once more. */
export function asked(invoice: Invoice, { organisationId, at, by }: Asked): Invoice {
  const before = invoice.xero;
  if (lacksPdf(before)) return withPdf(invoice, { state: 'waiting' }, at);
  const state = xeroAfter(before?.state ?? 'none', 'ask');
  const attempt = (before?.attempt ?? 0) + 1;
  const xero: InvoiceXero = { state, at, attempt, ...(by ? { by } : {}), organisationId, tries: 0 };
  return told({ ...invoice, xero }, { at, words: 'Queued for Xero', ...(by ? { by } : {}) });
}

/** Written before Xero is asked: whoever finds it so later knows that Xero may have it. */
export function sending(invoice: Invoice, claim: string, contactId: string, at: Instant): Invoice {
  return { ...invoice, xero: moved(invoice, 'send', at, { claim, contactId }) };
}

export type Uploaded = { readonly id: string; readonly total: Cents; readonly link: string; readonly contactId: string };

export function uploaded(invoice: Invoice, { id, total, link, contactId }: Uploaded, withPdf: boolean, news: News): Invoice {
  const pdf: Attachment = { state: 'waiting' };
  const xero = moved(invoice, 'take', news.at, { id, total, link, contactId, ...(withPdf ? { pdf } : {}) });
  return told({ ...invoice, xero }, news);
}

export type Refusal = { readonly words: string; readonly advice: string };

export function refused(invoice: Invoice, { words, advice }: Refusal, at: Instant): Invoice {
  const xero = moved(invoice, 'refuse', at, { words, advice });
  return told({ ...invoice, xero }, { at, words: `Not uploaded to Xero: ${words}. ${advice}` });
}

/** Whether nothing more is to be done, by us or by anyone. */
export const isSettled = (xero: InvoiceXero | undefined): boolean => xero?.state === 'uploaded' || xero?.enteredByHand !== undefined;

/** What could not be uploaded stands there all the same: a person says so. @throws Problem `conflict` when nothing was refused */
export function enteredByHand(invoice: Invoice, at: Instant, by: string): Invoice {
  const { xero } = invoice;
  if (xero?.enteredByHand) return invoice;
  if (xero?.state !== 'failed') throw new Problem('conflict', 'Only what Xero did not accept can be entered there by hand');
  return told({ ...invoice, xero: { ...xero, enteredByHand: { at, by } } }, { at, words: 'Entered in Xero by hand', by });
}

export function inDoubt(invoice: Invoice, at: Instant): Invoice {
  return told({ ...invoice, xero: moved(invoice, 'doubt', at, {}) }, { at, words: 'Xero has not answered; it is looked up there' });
}

/** Back in the queue. `tried`: the try counts, because the batch it was in failed as a whole. */
export function freed(invoice: Invoice, at: Instant, tried: boolean): Invoice {
  const tries = (invoice.xero?.tries ?? 0) + (tried ? 1 : 0);
  return { ...invoice, xero: moved(invoice, 'free', at, { tries }) };
}

/** How its PDF fares. The invoice itself is in Xero whatever becomes of it. */
export function withPdf(invoice: Invoice, pdf: Attachment, at: Instant): Invoice {
  const { xero } = invoice;
  if (xero?.state !== 'uploaded') throw new Problem('conflict', 'Only what is in Xero can have its PDF there');
  const words =
    pdf.state === 'attached' ? 'PDF attached in Xero' : pdf.state === 'failed' ? `PDF not attached in Xero: ${pdf.words ?? ''}` : undefined;
  const next = { ...invoice, xero: { ...withoutStumbles(xero), pdf } };
  return words ? told(next, { at, words }) : next;
}

type More = Partial<Pick<InvoiceXero, 'claim' | 'contactId' | 'id' | 'total' | 'link' | 'pdf' | 'words' | 'advice' | 'tries'>>;

/** The next state, with what belongs to it alone: a claim ends with the sending, a refusal's words with a new attempt. */
function moved(invoice: Invoice, event: XeroEvent, at: Instant, more: More): InvoiceXero {
  if (!invoice.xero) throw new Problem('conflict', 'It was not asked to go to Xero');
  const { claim: _, words: __, advice: ___, ...before } = withoutStumbles(invoice.xero);
  return { ...before, ...more, state: xeroAfter(before.state, event), at };
}

/** Each step forward is the end of what failed before it. */
const withoutStumbles = ({ stumbles: _, notBefore: __, ...rest }: InvoiceXero): InvoiceXero => rest;

/** How long after a failure of ours it is left alone: twice as long each time. */
const STUMBLE_MS = 60_000;

/** Something of ours failed at it, where it stands. It is tried again later. */
export function stumbled(invoice: Invoice, at: Instant): Invoice {
  if (!invoice.xero) throw new Problem('conflict', 'It was not asked to go to Xero');
  const stumbles = (invoice.xero.stumbles ?? 0) + 1;
  return { ...invoice, xero: { ...invoice.xero, stumbles, notBefore: later(at, STUMBLE_MS * 2 ** (stumbles - 1)) } };
}

/**
 * How long after a silence it is looked up: Xero may still be at work on a request whose answer we gave up waiting for, and what is looked
 * up too early is not found. Of one that is being sent, whose worker may be alive (the lease is gone with a link that was made anew), the
 * request itself may take a minute before that.
 */
const LOOK_UP_MS = 30_000;
const SENDING_MS = 60_000 + LOOK_UP_MS;

/** From when on it may be taken up. */
export function lookUpFrom({ state, at, notBefore = at }: InvoiceXero): Instant {
  if (state === 'sending') return latest(notBefore, later(at, SENDING_MS));
  return latest(notBefore, state === 'unknown' ? later(at, LOOK_UP_MS) : at);
}

/** Whether the result of a worker counts: the claim it made is still the invoice's. */
export const isClaimedBy = ({ xero }: Invoice, claim: string): boolean => xero?.state === 'sending' && xero.claim === claim;
