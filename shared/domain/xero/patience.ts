import { type Instant, instant, later, latest } from '../month.ts';
import type { Metrics } from '../ports.ts';
import type { Connection } from './connection.ts';
import { limitReached } from './pace.ts';
import type { Answer } from './ports.ts';

/** How long Xero is left alone after it did not answer: twice as long each time. */
const SILENCE_MS = 15_000;
const LONGEST_SILENCE_MS = 15 * 60_000;
/** So many silences in a row are told to a person. */
const SILENCES_TOLD = 4;
/**
 * From so many silences in a row on, which is when they have come to their longest, an invoice may be what Xero is silent about. Before, it is
 * Xero that does not write, and no invoice is charged for it.
 */
const OUTAGE_SILENCES = 7;
const HINDERED_MS = 5 * 60_000;
/** How long what does not move is left alone: twice as long each time. */
const STUCK_MS = 60_000;
const LONGEST_STUCK_MS = 60 * 60_000;
/** Xero does not say when the day's calls come back, unless it refuses one. */
const DAY_SPENT_MS = 60 * 60_000;
/** So many of the day's calls are kept for the invoices, fifty to a call; a PDF is a call each. */
const KEPT_FOR_INVOICES = 100;

type Given = {
  readonly clock: () => Date;
  readonly metrics: Metrics;
  readonly heldUntil?: Instant | undefined;
};

/** What a worker learns from Xero's answers: whether it may go on, when it may again, and what to tell people. */
export class Patience {
  readonly clock: () => Date;
  readonly #metrics: Metrics;
  readonly #account: string;
  #wrote = false;
  #writeSilent = false;

  /** Nothing more is sent before. */
  heldUntil: Instant | undefined;
  /** No PDF is attached before. */
  pdfsHeldUntil: Instant | undefined;
  silences: number;
  /** Of what writes alone: Xero may read and not write. */
  writeSilences: number;
  /** How many workers in a row found nothing to move. */
  stuck: number;
  /** Xero does not let us in, in its words. */
  unauthorised: string | undefined;
  /** Whether it was to a request to write that it said so. */
  unauthorisedToWrite = false;
  trouble: string | undefined;

  constructor({ accountId, pdfsHeldUntil, silences, writeSilences = 0, stuck = 0 }: Connection, { clock, metrics, heldUntil }: Given) {
    this.clock = clock;
    this.#metrics = metrics;
    this.#account = accountId;
    this.heldUntil = heldUntil;
    this.pdfsHeldUntil = pdfsHeldUntil;
    this.silences = silences;
    this.writeSilences = writeSilences;
    this.stuck = stuck;
  }

  now(): Instant {
    return instant(this.clock());
  }

  /** Whether nothing more may be begun: Xero holds us back, is silent, or shut us out. */
  isStopped(): boolean {
    return this.heldUntil !== undefined || this.unauthorised !== undefined;
  }

  /** Learns from an answer what it means for all that follows. `to`: what was asked for; Xero may do the one and not the other. */
  heard(answer: Answer<unknown>, to: 'read' | 'write' = 'read'): void {
    if (answer.outcome === 'done') {
      this.silences = 0;
      if (to === 'write') this.#written();
      if (answer.dayLeft === 0) this.hold(DAY_SPENT_MS, limitReached('day'));
      if (answer.dayLeft !== undefined) this.#keepForInvoices(answer.dayLeft);
    }
    if (answer.outcome === 'limited') this.hold(answer.seconds * 1000, limitReached(answer.limit));
    if (answer.outcome === 'unauthorised') {
      this.unauthorised = answer.words;
      this.unauthorisedToWrite = to === 'write';
    }
    if (answer.outcome !== 'unknown') return;
    if (to === 'write') this.#silentToWrite(answer.words);
    else this.#silent(answer.words);
  }

  /** Whether PDFs wait, though invoices may go. */
  holdsPdfs(): boolean {
    return this.pdfsHeldUntil !== undefined && this.pdfsHeldUntil > this.now();
  }

  /** Whether Xero writes nothing at all just now, whatever it is given. */
  isWriteOutage(): boolean {
    return this.writeSilences > 0 && this.writeSilences < OUTAGE_SILENCES;
  }

  /** Xero refuses to show what everything else depends on. A person may have to change a permission; asking at once is of no use. */
  hindered(words: string): void {
    this.trouble = words;
    this.hold(HINDERED_MS);
  }

  /** The same ones stand there again, and nothing says why. It may be gone in a while. */
  standsStill(words: string): void {
    this.trouble = words;
    this.hold(Math.min(LONGEST_STUCK_MS, STUCK_MS * 2 ** this.stuck));
    this.stuck += 1;
  }

  /** `words`: why, unless something worse was said already. */
  hold(ms: number, words?: string): void {
    const until = later(this.now(), ms);
    this.heldUntil = this.heldUntil ? latest(this.heldUntil, until) : until;
    this.trouble ??= words;
  }

  #keepForInvoices(dayLeft: number): void {
    this.pdfsHeldUntil = dayLeft < KEPT_FOR_INVOICES ? later(this.now(), DAY_SPENT_MS) : undefined;
  }

  #silent(words: string): void {
    this.#leaveAlone(words, this.silences);
    this.silences += 1;
    this.#tell(this.silences);
  }

  /** Counted once a worker, however many requests it had under way, and not at all when another of them was answered. */
  #silentToWrite(words: string): void {
    this.#leaveAlone(words, this.writeSilences - (this.#writeSilent ? 1 : 0));
    if (this.#wrote || this.#writeSilent) return;
    this.#writeSilent = true;
    this.writeSilences += 1;
    this.#tell(this.writeSilences);
  }

  #written(): void {
    this.#wrote = true;
    this.#writeSilent = false;
    this.writeSilences = 0;
  }

  #leaveAlone(words: string, silences: number): void {
    this.trouble = `Xero did not answer: ${words}`;
    this.hold(Math.min(LONGEST_SILENCE_MS, SILENCE_MS * 2 ** silences));
  }

  #tell(silences: number): void {
    if (silences === SILENCES_TOLD) this.#metrics.count('XeroSilent', 1, { account: this.#account });
  }
}
