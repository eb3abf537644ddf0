import type { EmailNews } from './emailNews.ts';
import type { Invoice } from './invoice.ts';
import { accepted, type News, noted, transition } from './invoiceLife.ts';
import { accepts, type LifecycleEvent } from './lifecycle.ts';

/** Whether this very news has been recorded: events may repeat. */
export const isHeard = ({ history }: Invoice, { key }: EmailNews): boolean => history.some((entry) => entry.key === key);

/**
 * The invoice after what SES told about one of its emails. Events come in any order, more than once, or never, so the table decides what
 * moves the status; what its row does not name is kept in the history, and no event is refused.
 */
export function heard(invoice: Invoice, news: EmailNews): Invoice {
  if (isHeard(invoice, news) || isKnown(invoice, news)) return invoice;
  const proven = isProof(news) && !invoice.firstSentAt ? { ...invoice, firstSentAt: news.at } : invoice;
  const entry: News = { at: news.at, words: news.words, key: news.key };
  if (news.attempt !== invoice.attempt) return noted(proven, entry, news.attempt);
  const named = proven.messageId || !news.messageId ? proven : { ...proven, messageId: news.messageId };
  const event = eventOf(news, named);
  if (!accepts(named.status, event)) return noted(named, entry);
  return event === 'accept' ? accepted(named, news.messageId, entry) : transition(named, event, entry);
}

/** That SES took this very email, its own answer has told already: a second entry would be a double, and a write for nothing. */
const isKnown = (invoice: Invoice, { kind, attempt, messageId }: EmailNews): boolean =>
  kind === 'send' && attempt === invoice.attempt && messageId === invoice.messageId && !accepts(invoice.status, 'accept');

/** Any event but a rejection or a rendering failure proves that SES took that attempt. */
const isProof = ({ kind }: EmailNews): boolean => kind !== 'reject' && kind !== 'renderingFailure';

/** Only what befell a to-address moves the status: news of a copy proves that the email went out, and no more. */
function eventOf(news: EmailNews, { recipients }: Invoice): LifecycleEvent {
  if (news.kind === 'reject' || news.kind === 'renderingFailure') return 'reject';
  const to = recipients.to.map((address) => address.toLowerCase());
  if (news.kind === 'send' || !news.addresses.some((address) => to.includes(address.toLowerCase()))) return 'accept';
  return EVENTS[news.kind === 'bounce' && !news.bounce?.permanent ? 'delay' : news.kind];
}

/** A transient or undetermined bounce is a delay: an out-of-office reply must not hide the delivery. */
const EVENTS = { delivery: 'deliver', bounce: 'bounce', complaint: 'complain', delay: 'delay' } as const satisfies Record<
  Exclude<EmailNews['kind'], 'send' | 'reject' | 'renderingFailure'>,
  LifecycleEvent
>;

/** Whether the addresses that the news names are to be written to no more. */
export const isFinal = ({ kind, bounce }: EmailNews): boolean => kind === 'complaint' || (kind === 'bounce' && bounce?.permanent === true);
