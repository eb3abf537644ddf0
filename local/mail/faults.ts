import type { SesError } from './validation.ts';

/**
 * What SES can be told to do wrong, for trying out what then happens here. `lost` and `failedAfter` take the email and do not say so;
 * all others do not take it.
 */
export const FAULTS = {
  throttled: { status: 429, type: 'TooManyRequestsException', message: 'Maximum sending rate exceeded.' },
  quota: { status: 429, type: 'TooManyRequestsException', message: 'Daily message quota exceeded.' },
  limit: { status: 400, type: 'LimitExceededException', message: 'There are too many instances of the specified resource type.' },
  notVerified: {
    status: 400,
    type: 'MessageRejected',
    message: 'Email address is not verified. The following identities failed the check in region AP-SOUTHEAST-2: the sender',
  },
  mailFrom: { status: 400, type: 'MailFromDomainNotVerifiedException', message: 'The sending domain is not verified.' },
  paused: { status: 400, type: 'SendingPausedException', message: 'Email sending is disabled for your account.' },
  suspended: { status: 400, type: 'AccountSuspendedException', message: 'The account has been permanently restricted.' },
  failed: { status: 500, type: 'InternalFailure', message: 'The request processing has failed because of an unknown error.' },
  failedAfter: { status: 500, type: 'InternalFailure', message: 'The request processing has failed because of an unknown error.' },
  refused: 'hang up',
  lost: 'hang up',
} as const satisfies Record<string, SesError | 'hang up'>;

export type FaultKind = keyof typeof FAULTS;

export type Fault = {
  readonly kind: FaultKind;
  /** How many more times. */
  readonly count: number;
  /** Only emails to an address that contains this. */
  readonly to?: string;
};

export const takesTheEmail = (kind: FaultKind): boolean => kind === 'lost' || kind === 'failedAfter';

export const isFaultKind = (kind: unknown): kind is FaultKind => typeof kind === 'string' && kind in FAULTS;

/** Faults to come, in the order in which they were asked for. */
export class Faults {
  #planned: Fault[] = [];

  plan(faults: readonly Fault[]): void {
    this.#planned = faults.filter(({ count }) => count > 0);
  }

  planned(): readonly Fault[] {
    return this.#planned;
  }

  /** The fault that befalls an email to these addresses, used up by one. */
  next(recipients: readonly string[]): FaultKind | undefined {
    const fault = this.#planned.find(({ to }) => to === undefined || recipients.some((address) => address.includes(to)));
    if (!fault) return undefined;
    this.#planned = this.#planned.map((one) => (one === fault ? { ...one, count: one.count - 1 } : one)).filter(({ count }) => count > 0);
    return fault.kind;
  }
}
