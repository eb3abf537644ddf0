/** What Xero can be told to do wrong, for trying out what then happens here. */
export const FAULTS = {
  lost: 'does what is asked, then hangs up',
  lostBefore: 'hangs up and does nothing',
  failed: 'answers 500 and does nothing',
  failedAfter: 'does what is asked, then answers 500',
  unreadable: 'does what is asked, then answers 200 with something that is no JSON',
  slow: 'does what is asked at once, and answers after `ms`',
  late: 'does what is asked only after `ms`, when whoever asked may have given up',
  limitedMinute: "429, the minute's limit; does nothing",
  limitedDay: "429, the day's limit; does nothing",
  limitedConcurrent: '429, too many at once; does nothing',
  unauthorised: 'answers 401, as to an access token that has ended; does nothing',
  disconnected: 'the organisation was disconnected at Xero: its connections are gone from now on',
  invalidGrant: 'answers invalid_grant, as to a refresh token that has ended; does nothing',
} as const;

export type FaultKind = keyof typeof FAULTS;

export type Fault = {
  readonly kind: FaultKind;
  /** How many more times. */
  readonly count: number;
  /** Only calls in whose `METHOD /path` this is found: `PUT /api.xro/2.0/Invoices`, whatever follows. */
  readonly on?: string | RegExp;
  /** For `slow` and `late`: how long. For the limits of minute and day: what Retry-After says. */
  readonly ms?: number;
};

export const isFaultKind = (kind: unknown): kind is FaultKind => typeof kind === 'string' && kind in FAULTS;

/** Faults to come, in the order in which they were asked for. */
export class Faults {
  #planned: readonly Fault[] = [];

  plan(faults: readonly Fault[]): void {
    this.#planned = faults.filter(({ count }) => count > 0);
  }

  planned(): readonly Fault[] {
    return this.#planned;
  }

  /** The fault that befalls this call, used up by one. */
  next(call: string): Fault | undefined {
    const fault = this.#planned.find(({ on }) => on === undefined || matches(call, on));
    if (!fault) return undefined;
    this.#planned = this.#planned.map((one) => (one === fault ? { ...one, count: one.count - 1 } : one)).filter(({ count }) => count > 0);
    return fault;
  }
}

function matches(call: string, on: string | RegExp): boolean {
  return typeof on === 'string' ? call.includes(on) : on.test(call);
}
