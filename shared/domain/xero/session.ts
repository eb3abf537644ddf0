import type { Account } from '../account.ts';
import { type Invoice, invoiceIdOf } from '../invoice.ts';
import type { Instant } from '../month.ts';
import type { Accounts, Customers, Ids, Invoices, Metrics, Runs } from '../ports.ts';
import type { AccessPorts } from './access.ts';
import type { ConnectedOrganisation, Connection } from './connection.ts';
import { type Pace, paced } from './pace.ts';
import { Patience } from './patience.ts';
import type { Accounting, Books, Connections, UploadQueue } from './ports.ts';

export type UploadingPorts = AccessPorts & {
  readonly connections: Pick<Connections, 'get' | 'save'>;
  readonly accounting: Accounting;
  readonly accounts: Pick<Accounts, 'get'>;
  readonly customers: Pick<Customers, 'get' | 'file' | 'save'>;
  readonly invoices: Pick<Invoices, 'get' | 'save' | 'forXero' | 'pdfsForXero' | 'ofMonth' | 'lines'>;
  readonly runs: Pick<Runs, 'numbers'>;
  readonly uploadQueue: UploadQueue;
  readonly ids: Ids;
  readonly metrics: Metrics;
};

/** Where things are shown: the app, with a slash at the end, and Xero. */
export type Places = { readonly appUrl: string; readonly goUrl: string };

/** How long a worker goes on before it hands over to the next one. Its function is stopped after five minutes, and no call takes over one. */
const WORK_MS = 3 * 60_000;

/** One worker at one connection, from its lease to its release: what it works with, and what it learned on the way. */
export class Session extends Patience {
  readonly account: Account;
  readonly organisation: ConnectedOrganisation;
  /** The token of the lease; also the claim on each invoice under way. */
  readonly token: string;
  readonly ports: UploadingPorts;
  readonly places: Places;
  readonly log: (error: unknown) => void;
  /** Xero held us back already when it began: only the link may be looked after. */
  readonly isHeld: boolean;
  readonly #pace: Pace;
  readonly #ends: number;
  readonly #failed = new Set<string>();
  #books: Books | undefined;
  #keys = 0;

  /** The pair of tokens in use, as the connection keeps it. */
  usedTokens: string | undefined;
  /** What went wrong here; the others went on. */
  readonly failures: unknown[] = [];

  constructor(
    connection: Connection,
    given: Pick<Session, 'account' | 'organisation' | 'token' | 'ports' | 'places' | 'clock' | 'log'> & {
      readonly pace: Pace;
      readonly heldUntil?: Instant | undefined;
    },
  ) {
    super(connection, { ...given, metrics: given.ports.metrics });
    this.account = given.account;
    this.organisation = given.organisation;
    this.token = given.token;
    this.ports = given.ports;
    this.places = given.places;
    this.log = given.log;
    this.isHeld = given.heldUntil !== undefined;
    this.#pace = given.pace;
    this.#ends = given.clock().getTime() + WORK_MS;
  }

  calls(): readonly number[] {
    return this.#pace.calls(this.clock().getTime());
  }

  isLate(): boolean {
    return this.clock().getTime() >= this.#ends;
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

  /** It could not be done for a reason of ours. This worker leaves it alone from now on, and goes on with the others. */
  failed(invoice: Invoice, error: unknown): void {
    this.failures.push(error);
    this.#failed.add(invoiceIdOf(invoice));
  }

  hasFailed(invoice: Invoice): boolean {
    return this.#failed.has(invoiceIdOf(invoice));
  }
}
