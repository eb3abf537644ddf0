import type { Account } from './account.ts';
import type { Charge, Customer, CustomerFile, Service } from './customer.ts';
import type { Invoice, Line } from './invoice.ts';
import type { Instant, Month } from './month.ts';
import type { Numbers } from './numbering.ts';
import type { PlanEntry, PlanHead, PricedEntry, Run } from './plan.ts';
import type { Identity } from './sender.ts';

/**
 * What the business asks of the world. Each port has one real adapter (shared/store, shared/aws); a function names the ports it uses and
 * gets those alone. All reads that decide something are consistent. Every `save…` is conditional on the revision that was read: it answers
 * the item as stored, with the next revision, and throws Problem `stale` when someone else was first.
 */

export type Page<T> = { readonly items: readonly T[]; readonly next?: string };

export type Accounts = {
  /** Undefined: not set up yet. */
  get(account: string): Promise<Account | undefined>;
  save(account: Account): Promise<Account>;
  /** The ids of all accounts that are set up. */
  all(): AsyncIterable<string>;
  /**
   * Makes `account` the owner of a sending domain, if nobody is yet or it is already. `revision` is that of the settings about to be saved.
   * @throws Problem `conflict` when it is another account's
   */
  claimDomain(domain: string, account: string, revision: number): Promise<void>;
  /** Gives the domain up, if it is `account`'s and no settings newer than `revision` have claimed it again meanwhile. */
  releaseDomain(domain: string, account: string, revision: number): Promise<void>;
  /** The account that has claimed the sending domain. */
  ownerOf(domain: string): Promise<string | undefined>;
  /**
   * Notes on the settings, whatever their revision, that SES has verified the domain of `account`'s from address, or has not. Changes
   * nothing when they have another from address by now; counts as no edit.
   */
  noteSender(account: Account, verified: boolean): Promise<void>;
};

export type CustomerName = Pick<Customer, 'customerId' | 'name' | 'reference' | 'removed'>;

export type Customers = {
  /** @throws Problem `not-found`, for another account's as for none; a removed one is found. */
  get(account: string, customer: string): Promise<Customer>;
  /** Those of them that are there, removed ones included, by their ids: a hundred in one request. */
  getAll(account: string, customers: readonly string[]): Promise<ReadonlyMap<string, Customer>>;
  /** With its services and charges, removed and invoiced ones included. @throws Problem `not-found` */
  file(account: string, customer: string): Promise<CustomerFile>;
  /** Customers alone, by id, removed ones left out. */
  list(account: string, cursor: string | undefined, limit: number): Promise<Page<Customer>>;
  /** What everyone is called, removed ones included, in the order of their ids: a few requests for thousands of them. */
  names(account: string): AsyncIterable<CustomerName>;
  /**
   * Everyone with everything, removed ones included, a customer at a time, in the order of their ids; after `after` and up to `upTo`, where
   * given.
   */
  files(account: string, after?: string, upTo?: string): AsyncIterable<CustomerFile>;
  save(account: string, customer: Customer): Promise<Customer>;

  getService(account: string, customer: string, service: string): Promise<Service>;
  saveService(account: string, service: Service): Promise<Service>;

  getCharge(account: string, customer: string, charge: string): Promise<Charge>;
  saveCharge(account: string, charge: Charge): Promise<Charge>;
  /** Erases a charge that has no number. @throws Problem `conflict` when it was invoiced meanwhile, `stale` */
  removeCharge(account: string, charge: Charge): Promise<void>;
  /**
   * Writes the charge back as it was billed, number and all, whatever became of it meanwhile. Idempotent.
   * Answers `false`, writing nothing, when another number stands there: someone must look at it.
   */
  markInvoiced(account: string, charge: Charge & { readonly number: string; readonly invoiceId: string }): Promise<boolean>;
};

export type Invoices = {
  /** @throws Problem `not-found` */
  get(account: string, month: Month, customer: string): Promise<Invoice>;
  find(account: string, month: Month, customer: string): Promise<Invoice | undefined>;
  /** Those of them that exist, in the order in which they are named: a hundred in one request. */
  findAll(account: string, wanted: readonly { readonly month: Month; readonly customer: string }[]): Promise<readonly Invoice[]>;
  /** Writes a header that does not exist yet. Answers `false` when one does: that entry is done. */
  create(invoice: Invoice): Promise<boolean>;
  save(invoice: Invoice): Promise<Invoice>;
  /** In order, of the plan that the header (or a plan's entry) names. */
  lines(invoice: Pick<Invoice, 'accountId' | 'month' | 'customerId' | 'plan' | 'lineCount'>): Promise<Line[]>;
  /** The lines of each, in the same order: of invoices of one account, most of which are short, a hundred in one request. */
  allLines(
    invoices: readonly Pick<Invoice, 'accountId' | 'month' | 'customerId' | 'plan' | 'lineCount'>[],
  ): Promise<readonly (readonly Line[])[]>;
  /** Headers by number, newest first or oldest first, between two numbers inclusive. `next` is the number to go on from. */
  byNumber(
    account: string,
    range: { readonly from?: number; readonly to?: number; readonly newestFirst: boolean; readonly limit: number },
  ): Promise<{ readonly items: readonly Invoice[]; readonly next?: number }>;
  /**
   * The headers on their way into Xero, oldest number first, at most `limit`; what was written a moment ago may be missing. Fewer than
   * `limit` may be answered though there are more, none only when there are none.
   */
  forXero(account: string, limit: number): Promise<readonly Invoice[]>;
  /** Of those that are there, the headers whose PDFs are on their way: likewise. */
  pdfsForXero(account: string, limit: number): Promise<readonly Invoice[]>;
  /** How many are on their way into Xero, or their PDFs are. */
  countForXero(account: string): Promise<number>;
  /** All headers of a month, read consistently, by customer. */
  ofMonth(account: string, month: Month): AsyncIterable<Invoice>;
};

/** One thing that the sweeper must look at, by its natural key. */
export type Work =
  | { readonly kind: 'invoice'; readonly account: string; readonly month: Month; readonly customer: string }
  | { readonly kind: 'run'; readonly account: string; readonly month: Month };

export type Runs = {
  /** Of a fresh account: next is undefined until the first plan. */
  numbers(account: string): Promise<Numbers | undefined>;
  /** THE commit. @throws Problem `stale` when the numbers moved since they were read */
  saveNumbers(numbers: Numbers): Promise<Numbers>;

  /** Freezes entries and their lines under the plan, in pages of at most 300 KB, as they come; answers how many pages. */
  writeEntries(account: string, plan: string, entries: AsyncIterable<PricedEntry>): Promise<number>;
  writeHead(head: PlanHead): Promise<void>;
  head(account: string, plan: string): Promise<PlanHead>;
  /** By their plans; one that is not there is thrown, as by `head`. A hundred in one request. */
  heads(account: string, plans: readonly string[]): Promise<ReadonlyMap<string, PlanHead>>;
  /** Pages are numbered from 1. */
  entries(account: string, plan: string, page: number): Promise<PlanEntry[]>;
  /** All of a plan's entries, page by page. */
  allEntries(head: PlanHead): AsyncIterable<PlanEntry>;
  /** Erases what a planner wrote that lost the commit. */
  discard(account: string, plan: string, pages: number): Promise<void>;

  find(account: string, month: Month): Promise<Run | undefined>;
  /** The newest runs, newest first, in one request. */
  newest(account: string, limit: number): Promise<readonly Run[]>;
  /** Writes the run if it is not there yet. */
  open(run: Run): Promise<void>;
  /** Answers the run as it then stands. */
  markDone(account: string, month: Month, page: number): Promise<Run>;
  close(run: Run): Promise<void>;
};

export type WorkList = {
  /** Work due before `before`, every shard, oldest first within a shard. */
  due(before: Instant): AsyncIterable<Work>;
};

export type Breaker = {
  /** Until when sending is held for the whole deployment, if it is. */
  heldUntil(now: Instant): Promise<Instant | undefined>;
  hold(until: Instant): Promise<void>;
};

/** Ids of an invoice in messages; never more than that, because conditions decide. */
export type InvoiceKey = { readonly account: string; readonly month: Month; readonly customer: string };

export type RunQueue = { plan(message: { readonly account: string; readonly month: Month; readonly by?: string }): Promise<void> };
export type PageMessage = { readonly account: string; readonly month: Month; readonly plan: string; readonly page: number };
export type PageQueue = { add(messages: readonly PageMessage[]): Promise<void> };
export type EmailMessage = InvoiceKey & { readonly attempt: number };
/** Without `delaySeconds` the queue's own delay holds; SQS takes at most 900. */
export type EmailQueue = { add(messages: readonly EmailMessage[], delaySeconds?: number): Promise<void> };

export type Email = {
  readonly from: { readonly address: string; readonly name: string };
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly { readonly fileName: string; readonly contentType: string; readonly content: Uint8Array }[];
  /** Come back in every event about it. `[A-Za-z0-9_-]` at most. */
  readonly tags: Readonly<Record<string, string>>;
};

/** What became of handing an email to SES. `unknown`: no answer, so it may or may not have been taken. */
export type SendResult =
  | { readonly outcome: 'accepted'; readonly messageId: string }
  | { readonly outcome: 'throttled'; readonly words: string; readonly holdSeconds: number }
  | { readonly outcome: 'refused'; readonly words: string }
  | { readonly outcome: 'unknown'; readonly words: string };

export type Mail = { send(email: Email): Promise<SendResult> };

/** The domains that SES sends from. @throws Problem `unavailable` when SES does not answer, or asks to wait */
export type Senders = {
  find(domain: string): Promise<Identity | undefined>;
  /** Has SES make keys for the domain and look for them in its DNS. Nothing is made when it is there already. @throws Problem `conflict` */
  create(domain: string, account: string): Promise<void>;
  /** Where mail that cannot be delivered goes back to: a name under the domain. */
  returnTo(domain: string, mailFrom: string): Promise<void>;
  remove(domain: string): Promise<void>;
  /** As long as SES wants between two requests, for who has many. */
  rest(): Promise<void>;
};

export type Files = {
  read(key: string): Promise<Uint8Array | undefined>;
  exists(key: string): Promise<boolean>;
  write(key: string, content: Uint8Array, contentType: string): Promise<void>;
  /** A link that lives at most five minutes and downloads under `fileName`. */
  link(key: string, fileName: string, contentType: string): Promise<{ readonly url: string; readonly expiresAt: Instant }>;
};

/** Randomness, handed in where it is needed. */
export type Ids = { fresh(): string };

/** What must not be guessed: 32 random bytes, as text that may stand in a URL. */
export type Secrets = { fresh(): string };

/** Counts that alarms watch. */
export type Metrics = { count(name: string, value?: number, words?: Readonly<Record<string, string>>): void };
