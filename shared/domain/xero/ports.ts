import type { Cents, Decimal4 } from '../money.ts';
import type { Day, Instant } from '../month.ts';
import type { Connection, Offer } from './connection.ts';

/** What the business asks of Xero, and of what keeps a reseller's link to it. The adapters are in shared/xero, shared/aws and shared/store. */

/** Xero's limits: `concurrent` is over in a moment, `minute` and `app` in a minute, `day` in up to 24 hours. */
export type Limit = 'concurrent' | 'minute' | 'day' | 'app';

/**
 * What came of asking Xero. All but two are certain: `done`, and `unknown`, where no readable answer came (time-out, hang-up, 5xx, a 200
 * that cannot be read), so that what was asked may or may not have been done.
 */
export type Answer<T> =
  | { readonly outcome: 'done'; readonly value: T; readonly dayLeft?: number }
  /** Not done, for the reason in Xero's own words. `barred`: not for what was asked, but because whoever connected it, or his plan, may not. */
  | { readonly outcome: 'refused'; readonly words: string; readonly barred?: true }
  /** Not done: too much at a time. `seconds` is how long to wait. */
  | { readonly outcome: 'limited'; readonly limit: Limit; readonly seconds: number }
  /** Not done: Xero does not accept the access token, or no longer lets us into this organisation. */
  | { readonly outcome: 'unauthorised'; readonly words: string }
  | { readonly outcome: 'unknown'; readonly words: string };

export type DocumentKind = 'invoice' | 'creditNote';

/** One line as Xero gets it. Its amount is round(quantity × unit price), and Xero computes the tax: no amount is sent. */
export type UploadLine = {
  readonly description: string;
  /** More than 0. */
  readonly quantity: Decimal4;
  /** A credit note's is turned: what we give is positive there. */
  readonly unitPrice: Decimal4;
  readonly accountCode: string;
  readonly taxType: string;
};

/** A document as Xero gets it. A credit note takes neither `dueDate` nor `url`: Xero has no field for them. */
export type UploadDocument = {
  readonly kind: DocumentKind;
  readonly number: string;
  readonly contactId: string;
  readonly date: Day;
  readonly dueDate?: Day;
  readonly currency: string;
  readonly reference?: string;
  /** Where the invoice is shown here. It carries our id, by which it is known again. Must not contain "xero". */
  readonly url?: string;
  readonly status: 'draft' | 'authorised';
  /** Whether its customer has it by email already. Only of an authorised invoice. */
  readonly sent: boolean;
  readonly brandingThemeId?: string;
  readonly lines: readonly UploadLine[];
};

/** What Xero said of one document of a batch. `total` as Xero has it: a credit note's is positive. */
export type Taken =
  | { readonly number: string; readonly taken: true; readonly id: string; readonly total: Cents }
  | { readonly number: string; readonly taken: false; readonly messages: readonly string[] };

/** A document that stands in Xero. */
export type Found = {
  readonly kind: DocumentKind;
  readonly id: string;
  readonly number: string;
  readonly contactId: string;
  readonly date: Day;
  /** As Xero has it: a credit note's is positive. */
  readonly total: Cents;
  readonly url?: string;
  readonly status: 'DRAFT' | 'SUBMITTED' | 'AUTHORISED' | 'PAID' | 'VOIDED' | 'DELETED';
  readonly lines: readonly { readonly description: string; readonly amount: Cents }[];
};

export type Organisation = {
  readonly name: string;
  /** In deep links. */
  readonly shortCode: string;
  readonly currency: string;
  readonly country?: string;
};

/** An account of the organisation's chart. */
export type LedgerAccount = {
  readonly code: string;
  readonly name: string;
  readonly status: 'ACTIVE' | 'ARCHIVED';
  /** Xero's: `SALES`, `REVENUE`, `BANK` … */
  readonly type: string;
};

export type TaxRate = {
  /** `OUTPUT`: what lines name. */
  readonly taxType: string;
  /** `GST on Income`: what the CSV import names. */
  readonly name: string;
  readonly status: 'ACTIVE' | 'ARCHIVED' | 'DELETED' | 'PENDING';
  /** Per cent, all components together. */
  readonly rate: Decimal4;
  /** Whether it may stand on a sale. */
  readonly onSales: boolean;
};

export type BrandingTheme = { readonly brandingThemeId: string; readonly name: string };

export type Contact = {
  readonly contactId: string;
  readonly name: string;
  /** Another system's id for it: ours is the customer's id. */
  readonly number?: string;
  readonly email?: string;
  readonly status: 'ACTIVE' | 'ARCHIVED' | 'GDPRREQUEST';
};

export type NewContact = {
  readonly name: string;
  readonly number: string;
  readonly email?: string;
  readonly phone?: string;
  readonly address: readonly string[];
};

/** What Xero said of one contact of a batch, by the number it was given. */
export type Entered =
  | { readonly number: string; readonly taken: true; readonly contactId: string }
  | { readonly number: string; readonly taken: false; readonly messages: readonly string[] };

/** One organisation's books, open under one access token. Each method is one call to Xero; none repeats itself. Nothing is thrown. */
export type Books = {
  organisation(): Promise<Answer<Organisation>>;
  /** Archived ones included. */
  accounts(): Promise<Answer<readonly LedgerAccount[]>>;
  taxRates(): Promise<Answer<readonly TaxRate[]>>;
  brandingThemes(): Promise<Answer<readonly BrandingTheme[]>>;
  /** A page of up to 1,000, from page 1, archived ones included. `pages`: how many there are, where Xero says so. */
  contacts(page: number): Promise<Answer<{ readonly contacts: readonly Contact[]; readonly more: boolean; readonly pages?: number }>>;
  /** At most 50 active ones in whose name, number or address the words stand. */
  searchContacts(words: string): Promise<Answer<readonly Contact[]>>;
  /** At most 50 at a time. `key`: the same request under the same key is done once, for some minutes. */
  createContacts(contacts: readonly NewContact[], key: string): Promise<Answer<readonly Entered[]>>;
  /** Gives contacts that stand our number; nothing else of them changes. At most 50 at a time. */
  numberContacts(
    contacts: readonly { readonly contactId: string; readonly number: string }[],
    key: string,
  ): Promise<Answer<readonly Entered[]>>;
  /** Creates documents of one kind, never changing one that stands. At most 50 and 3.5 MB at a time. */
  put(kind: DocumentKind, documents: readonly UploadDocument[], key: string): Promise<Answer<readonly Taken[]>>;
  /** The documents that stand under these numbers, voided and deleted ones included. At most 50 numbers at a time. */
  find(kind: DocumentKind, numbers: readonly string[]): Promise<Answer<readonly Found[]>>;
  attach(
    document: Pick<Found, 'kind' | 'id'>,
    file: { readonly name: string; readonly content: Uint8Array },
    key: string,
  ): Promise<Answer<void>>;
  /** The names of the files attached. */
  attachments(document: Pick<Found, 'kind' | 'id'>): Promise<Answer<readonly string[]>>;
};

export type Accounting = { open(access: { readonly token: string; readonly organisationId: string }): Books };

export type Tokens = { readonly accessToken: string; readonly refreshToken: string };
export type FreshTokens = Tokens & { readonly expiresInSeconds: number };

/** What came of asking Xero's sign-in. `invalidGrant`: the code or refresh token is no longer good; asking again is of no use. */
export type SignInAnswer<T> =
  | { readonly outcome: 'done'; readonly value: T }
  | { readonly outcome: 'invalidGrant'; readonly words: string }
  | { readonly outcome: 'refused'; readonly words: string }
  | { readonly outcome: 'unknown'; readonly words: string };

/** OAuth 2 at Xero. No words of an answer ever hold a token or a code. */
export type SignIn = {
  /** Where to send the browser. */
  authoriseUrl(state: string): Promise<string>;
  exchange(code: string): Promise<SignInAnswer<FreshTokens>>;
  refresh(refreshToken: string): Promise<SignInAnswer<FreshTokens>>;
  /** Organisations alone, of all that the token opens. */
  offers(accessToken: string): Promise<SignInAnswer<readonly Offer[]>>;
  /** One that is gone already is done. */
  disconnect(accessToken: string, connectionId: string): Promise<SignInAnswer<void>>;
};

/** Seals tokens under the account: what is sealed for one cannot be opened for another. */
export type Vault = {
  seal(text: string, account: string): Promise<string>;
  open(sealed: string, account: string): Promise<string>;
};

/** A consent under way. Kept by the hash of what the browser carries, so that the store alone lets nobody in. */
export type Consent = {
  readonly hash: string;
  readonly user: string;
  /** Of one that led to no link: when that was. */
  readonly expiresAt: Instant;
  /** Why the last one led to no link. */
  readonly problem?: string;
};

export type Connections = {
  get(account: string): Promise<Connection | undefined>;
  /** Conditional on the revision that was read. @throws Problem `stale` */
  save(connection: Connection): Promise<Connection>;
  /** @throws Problem `stale` */
  remove(connection: Connection): Promise<void>;
  /** The accounts that have a connection, in whatever state. */
  all(): AsyncIterable<string>;
  /** One consent an account may be under way: a newer one takes the place of the older. */
  keepConsent(account: string, consent: Consent): Promise<void>;
  /** Tells why a consent led to no link, unless a newer one is under way. */
  keepProblem(account: string, consent: Consent): Promise<void>;
  consent(account: string): Promise<Consent | undefined>;
  /** Takes it away, if it is the one of this hash: whoever gets it is the only one who ever does. */
  takeConsent(account: string, hash: string): Promise<Consent | undefined>;
};

/** Only whose uploads to look after: what there is to do is asked anew, so a message may come twice, late or for nothing. */
export type UploadMessage = { readonly account: string };
export type UploadQueue = { add(message: UploadMessage, delaySeconds?: number): Promise<void> };
