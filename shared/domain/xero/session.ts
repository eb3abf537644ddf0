import type { Account } from '../account.ts';
import { type Instant, instant, later, latest } from '../month.ts';
import type { Accounts, Customers, Ids, Invoices, Metrics, Runs } from '../ports.ts';
import type { AccessPorts } from './access.ts';
import type { ConnectedOrganisation, Connection } from './connection.ts';
import { type Pace, paced } from './pace.ts';
import type { Accounting, Answer, Books, Connections, UploadQueue } from './ports.ts';

export type UploadingPorts = AccessPorts & {
  readonly connections: Pick<Connections, 'get' | 'save'>;
  readonly accounting: Accounting;
  readonly accounts: Pick<Accounts, 'get'>;
  readonly customers: Pick<Customers, 'get' | 'file' | 'save'>;
  readonly invoices: Pick<Invoices, 'get' | 'save' | 'forXero' | 'ofMonth' | 'lines'>;
  readonly runs: Pick<Runs, 'numbers'>;
  readonly uploadQueue: UploadQueue;
  readonly ids: Ids;
  readonly metrics: Metrics;
};

/** Where things are shown: the app, with a slash at the end, and Xero. */
export type Places = { readonly appUrl: string; readonly goUrl: string };

/** How long a worker goes on before it hands over to the next one. Its function is stopped after five minutes, and no call takes over one. */
const WORK_MS = 3 * 60_000;

/** How long Xero is left alone after it did not answer: twice as long each time. */
const SILENCE_MS = 15_000;
const LONGEST_SILENCE_MS = 15 * 60_000;
/** So many silences in a row are told to a person. */
const SILENCES_TOLD = 4;
const HINDERED_MS = 5 * 60_000;
/** Xero does not say when the day's calls come back, unless it refuses one. */
const DAY_SPENT_MS = 60 * 60_000;

/** One worker at one connection, from its lease to its release: what it works with, and what it learned on the way. */
export class Session {
  readonly account: Account;
  readonly organisation: ConnectedOrganisation;
  /** The token of the lease; also the claim on each invoice under way. */
  readonly token: string;
  readonly ports: UploadingPorts;
  readonly places: Places;
  readonly clock: () => Date;
  readonly log: (error: unknown) => void;
  readonly #pace: Pace;
  readonly #ends: number;
  #books: Books | undefined;
  #keys = 0;

  /** Nothing more is sent before. */
  heldUntil: Instant | undefined;
  silences: number;
  /** Xero does not let us in, in its words. */
  unauthorised: string | undefined;
  trouble: string | undefined;
  /** The pair of tokens in use, as the connection keeps it. */
  usedTokens: string | undefined;
  /** What went wrong here; the others went on, and the message comes again for its sake. */
  readonly failures: unknown[] = [];

  constructor(
    connection: Connection,
    given: Pick<Session, 'account' | 'organisation' | 'token' | 'ports' | 'places' | 'clock' | 'log'> & { readonly pace: Pace },
  ) {
    this.account = given.account;
    this.organisation = given.organisation;
    this.token = given.token;
    this.ports = given.ports;
    this.places = given.places;
    this.clock = given.clock;
    this.log = given.log;
    this.#pace = given.pace;
    this.#ends = given.clock().getTime() + WORK_MS;
    this.silences = connection.silences;
  }

  now(): Instant {
    return instant(this.clock());
  }

  calls(): readonly number[] {
    return this.#pace.calls(this.clock().getTime());
  }

  isLate(): boolean {
    return this.clock().getTime() >= this.#ends;
  }

  /** Whether nothing more may be begun: Xero holds us back, is silent, or shut us out. */
  isStopped(): boolean {
    return this.heldUntil !== undefined || this.unauthorised !== undefined;
  }

  /** `sealed`: the pair of tokens that it is of, as the connection keeps it. */
  openWith(token: string, sealed: string): void {
    this.usedTokens = sealed;
    const { organisationId } = this.organisation;
    this.#books = paced(this.ports.accounting.open({ token, organisationId }), this.#pace, this.clock);
  }

  get books(): Books {
    if (!this.#books) throw new Error('The books are asked for before they are open');
    return this.#books;
  }

  /** A key of this session's own: what was refused once is not to be refused from memory when it was mended. */
  freshKey(): string {
    this.#keys += 1;
    return `${this.token}-${this.#keys}`;
  }

  /** Learns from an answer what it means for all that follows. */
  heard(answer: Answer<unknown>): void {
    if (answer.outcome === 'done') {
      this.silences = 0;
      if (answer.dayLeft === 0) this.hold(DAY_SPENT_MS);
    }
    if (answer.outcome === 'limited') this.hold(answer.seconds * 1000);
    if (answer.outcome === 'unauthorised') this.unauthorised = answer.words;
    if (answer.outcome === 'unknown') this.#silent(answer.words);
  }

  /** Xero refuses to show what everything else depends on. A person may have to change a permission; asking at once is of no use. */
  hindered(words: string): void {
    this.trouble = words;
    this.hold(HINDERED_MS);
  }

  hold(ms: number): void {
    const until = later(this.now(), ms);
    this.heldUntil = this.heldUntil ? latest(this.heldUntil, until) : until;
  }

  #silent(words: string): void {
    this.trouble = `Xero did not answer: ${words}`;
    this.hold(Math.min(LONGEST_SILENCE_MS, SILENCE_MS * 2 ** this.silences));
    this.silences += 1;
    if (this.silences === SILENCES_TOLD) this.ports.metrics.count('XeroSilent', 1, { account: this.account.accountId });
  }
}
