import type { EmailNews } from '../../shared/domain/emailNews.ts';
import { instant, type Month } from '../../shared/domain/month.ts';
import type { Email, SendResult } from '../../shared/domain/ports.ts';
import type { Chance } from './chance.ts';

type World = {
  readonly account: string;
  readonly chance: Chance;
  isStorm(): boolean;
  now(): Date;
  tell(news: EmailNews): void;
};

/** SES on a bad day: busy, refusing, silent after it took an email or instead of taking it; and the events that it may tell, or not. */
export class SimulatedMail {
  /** How many emails SES took of each attempt: `month customer attempt`. */
  readonly taken = new Map<string, number>();
  /** Attempts of which a worker died, or went without an answer. */
  readonly doubted = new Set<string>();
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  async send(email: Email, attempt: string): Promise<SendResult> {
    const { chance } = this.#world;
    const storm = this.#world.isStorm();
    if (storm && chance.is(0.08)) return { outcome: 'throttled', words: 'Maximum sending rate exceeded', holdSeconds: 60 };
    if (storm && chance.is(0.04)) return { outcome: 'refused', words: 'Not verified' };
    const [taken, answers] = storm ? [!chance.is(0.05), !chance.is(0.08)] : [true, true];
    if (taken) this.#take(email, attempt);
    if (taken && answers) return { outcome: 'accepted', messageId: `m-${attempt}` };
    this.doubted.add(attempt);
    return { outcome: 'unknown', words: 'No answer' };
  }

  #take(email: Email, attempt: string): void {
    this.taken.set(attempt, (this.taken.get(attempt) ?? 0) + 1);
    const [month = '', customer = '', number = ''] = attempt.split(' ');
    const messageId = `m-${attempt}`;
    const about = { account: this.#world.account, month: month as Month, customer, attempt: Number(number), messageId };
    const tell = (kind: EmailNews['kind'], address: string, more: Partial<EmailNews> = {}) => {
      if (this.#world.isStorm() && this.#world.chance.is(0.2)) return;
      const key = `${kind} ${attempt} ${address}`;
      this.#world.tell({ ...about, at: instant(this.#world.now()), kind, addresses: [address], words: `${kind} ${address}`, key, ...more });
    };
    tell('send', email.to[0] ?? '');
    for (const address of [...email.to, ...email.cc]) {
      const luck = this.#world.chance.below(10);
      if (luck === 0) tell('bounce', address, { bounce: { permanent: true, subType: 'General' } });
      else if (luck === 1) tell('bounce', address, { bounce: { permanent: false, subType: 'MailboxFull' } });
      else if (luck === 2) tell('complaint', address);
      else if (luck < 9) tell('delivery', address);
      if (luck === 3) tell('delay', address);
    }
  }
}
