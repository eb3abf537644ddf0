import type { EmailNews } from '../../shared/domain/emailNews.ts';
import { instant, type Month } from '../../shared/domain/month.ts';
import type { Email, SendResult } from '../../shared/domain/ports.ts';
import type { Clock } from './clock.ts';
import type { Luck } from './luck.ts';

/** An email that SES took. */
export type Taken = { readonly email: Email; readonly at: Date; readonly messageId: string };

type Told = Pick<EmailNews, 'kind' | 'addresses'> & Partial<EmailNews>;

/** SES on good and bad days: busy, refusing, silent after it took an email or instead of taking it; and what it tells about each, or not. */
export class Post {
  /** By attempt: `month customer attempt`. */
  readonly taken = new Map<string, Taken[]>();
  /** Bounce notices to the reseller. */
  readonly notices: Taken[] = [];
  /** Attempts of which nobody heard whether SES took them. */
  readonly unheard = new Set<string>();
  readonly #luck: Luck;
  readonly #clock: Clock;
  readonly #tellNews: (news: EmailNews) => void;
  readonly #tell: (words: string) => void;
  #count = 0;

  constructor(luck: Luck, clock: Clock, tellNews: (news: EmailNews) => void, tell: (words: string) => void) {
    this.#luck = luck;
    this.#clock = clock;
    this.#tellNews = tellNews;
    this.#tell = tell;
  }

  async send(email: Email): Promise<SendResult> {
    const luck = this.#luck;
    const what = attemptOf(email.tags);
    if (luck.happens('mailQuota'))
      return this.#said(what, { outcome: 'throttled', words: 'Daily message quota exceeded', holdSeconds: 3600 });
    if (luck.happens('mailBusy'))
      return this.#said(what, { outcome: 'throttled', words: 'Maximum sending rate exceeded', holdSeconds: 60 });
    if (luck.happens('mailRefuses')) return this.#said(what, { outcome: 'refused', words: 'Email address is not verified' });
    if (luck.happens('mailLosesRequest')) return this.#unheard(what);
    const messageId = `m-${++this.#count}`;
    this.#take(email, what, messageId);
    if (luck.happens('mailLosesAnswer')) return this.#unheard(what);
    return this.#said(what, { outcome: 'accepted', messageId });
  }

  #said(what: string, result: SendResult): SendResult {
    this.#tell(`SES, about ${what}: ${result.outcome === 'accepted' ? 'taken' : `${result.outcome}, “${result.words}”`}`);
    return result;
  }

  #unheard(what: string): SendResult {
    this.unheard.add(what);
    return this.#said(what, { outcome: 'unknown', words: 'No answer came' });
  }

  #take(email: Email, what: string, messageId: string): void {
    const taken = { email, at: this.#clock.now, messageId };
    if (email.tags.notice) {
      this.notices.push(taken);
      return;
    }
    this.taken.set(what, [...(this.taken.get(what) ?? []), taken]);
    this.#news('send', email, { addresses: email.to.slice(0, 1) }, messageId);
    for (const address of [...email.to, ...email.cc]) {
      const luck = this.#luck.below(12);
      const addresses = [address];
      if (luck === 0) this.#news('bounce', email, { addresses, bounce: { permanent: true, subType: 'General' } }, messageId);
      else if (luck === 1) this.#news('bounce', email, { addresses, bounce: { permanent: false, subType: 'MailboxFull' } }, messageId);
      else if (luck === 2) this.#news('complaint', email, { addresses }, messageId);
      else if (luck < 11) this.#news('delivery', email, { addresses }, messageId);
      if (luck === 3) this.#news('delay', email, { addresses }, messageId);
      // It was there, and came back all the same.
      if (luck === 4) this.#news('bounce', email, { addresses, bounce: { permanent: true, subType: 'Suppressed' } }, messageId);
    }
    if (this.#luck.happens('newsOfStrangers'))
      this.#news('delivery', { ...email, tags: { ...email.tags, account: 'nobody' } }, { addresses: [] }, '');
  }

  #news(kind: EmailNews['kind'], { tags }: Email, told: Omit<Told, 'kind'>, messageId: string): void {
    if (this.#luck.happens('newsLost')) return;
    const { account = '', month = '', customer = '', attempt = '' } = tags;
    const about = { account, month: month as Month, customer, attempt: Number(attempt), messageId, at: instant(this.#clock.now) };
    const key = `${kind} ${told.bounce?.subType ?? ''} ${messageId} ${told.addresses.join()}`;
    this.#tellNews({ ...about, kind, words: `${kind} ${told.addresses.join()}`, key, ...told });
  }
}

/** `month customer attempt` */
export const attemptOf = ({ month, customer, attempt, notice }: Email['tags']): string => notice ?? `${month} ${customer} ${attempt}`;
