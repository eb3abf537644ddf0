import { type Instant, later, type Month } from '../month.ts';

/** `choosing`: the consent opened several organisations, and a person must say which. `expired`: only a new consent helps; uploads wait. */
export type ConnectionState = 'choosing' | 'connected' | 'expired';

/** One organisation that the person who consented let us into. */
export type Offer = { readonly organisationId: string; readonly connectionId: string; readonly name: string };

/** The organisation that invoices go to. */
export type ConnectedOrganisation = Offer & { readonly shortCode: string; readonly currency: string };

/** Something that only one worker may do at a time, until when at the latest. */
export type Lease = { readonly token: string; readonly until: Instant };

export type MonthAsk = { readonly month: Month; readonly by: string; readonly at: Instant };

/** An account's link to one Xero organisation. */
export type Connection = {
  readonly accountId: string;
  readonly state: ConnectionState;
  /** While choosing: what there is to choose from. */
  readonly offers: readonly Offer[];
  readonly organisation?: ConnectedOrganisation;
  /** Since when this organisation is connected, who connected it, and the account's month then: no older one goes up by itself. */
  readonly since: Instant;
  readonly by: string;
  readonly firstMonth: Month;

  /** Both tokens, sealed under the account. */
  readonly tokens: string;
  /** When the access token ends, and when the pair was last renewed. */
  readonly tokensEndAt: Instant;
  readonly renewedAt: Instant;
  /** Who renews the tokens now. */
  readonly renewing?: Lease;

  /** Who uploads now. */
  readonly worker?: Lease;
  /** Someone asked while a worker was at it: it looks once more before it ends. */
  readonly askedAt?: Instant;
  /** When Xero was called in the last minute, in milliseconds since 1970. Xero counts calls, whoever makes them. */
  readonly calls: readonly number[];
  /** Nothing is sent before: Xero's limit of the minute or the day is reached, or Xero does not answer. */
  readonly heldUntil?: Instant;
  /** No PDF is attached before: what is left of the day's calls is kept for the invoices. */
  readonly pdfsHeldUntil?: Instant;
  /** How often in a row Xero did not answer; and of what writes, how many workers in a row had no answer to any of it. */
  readonly silences: number;
  readonly writeSilences?: number;
  /** How many workers in a row found nothing to move. */
  readonly stuck?: number;

  /** Months that people asked to go up whole, in the order in which they did; each stands here until its invoices wait for themselves. */
  readonly asks: readonly MonthAsk[];

  /** The oldest month that may hold something to upload by itself; moves on as months are done. */
  readonly openMonth: Month;
  /** The state of the account's months when they were last gone through, so that they are gone through once at each change. */
  readonly looked?: string;

  /** The last thing that went wrong, for people. */
  readonly trouble?: { readonly at: Instant; readonly words: string };
  readonly revision: number;
};

export const isLive = (lease: Lease | undefined, at: Instant): boolean => lease !== undefined && lease.until > at;

/** Refresh tokens end after 60 days without use. */
const IDLE_MS = 14 * 24 * 3_600_000;

/**
 * Whether the tokens should be renewed though nobody needs them now: they have lain idle, or whoever renewed them died at it. Xero may have
 * turned the refresh token already then, and takes the old one for only 30 minutes more.
 */
export function wantsRenewal({ state, renewedAt, renewing }: Connection, at: Instant): boolean {
  if (state === 'expired') return false;
  return renewing ? !isLive(renewing, at) : later(renewedAt, IDLE_MS) < at;
}
