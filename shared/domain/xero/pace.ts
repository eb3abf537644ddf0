import type { Answer, Books, Limit } from './ports.ts';

/**
 * Xero allows an organisation 5 calls at once and 60 in any minute, whoever makes them. The worker leaves one and five of them to people who
 * look something up meanwhile.
 */
export const AT_ONCE = 4;
export const A_MINUTE = 55;
const MINUTE_MS = 60_000;

const LIMITS = {
  concurrent: 'of calls at once',
  minute: 'of calls in a minute',
  app: 'of all our calls in a minute',
  day: 'of calls in a day',
} as const satisfies Record<Limit, string>;

/** For people; when it is over stands beside it. */
export const limitReached = (limit: Limit): string => `Xero’s limit ${LIMITS[limit]} is reached`;

/** When Xero was called in the minute before `now`, in milliseconds since 1970. */
export const recent = (calls: readonly number[], now: number): number[] => calls.filter((at) => at > now - MINUTE_MS);

/** In how many seconds the next call may be made; 0: now. */
export function secondsToWait(calls: readonly number[], now: number): number {
  const counted = recent(calls, now);
  const oldest = counted[counted.length - A_MINUTE];
  return oldest === undefined ? 0 : Math.max(1, Math.ceil((oldest + MINUTE_MS - now) / 1000));
}

/** The calls of one worker: those made before it began, in the last minute, count as well. */
export class Pace {
  #calls: number[];
  #free = AT_ONCE;
  readonly #waiting: (() => void)[] = [];

  constructor(calls: readonly number[]) {
    this.#calls = [...calls];
  }

  calls(now: number): readonly number[] {
    return recent(this.#calls, now);
  }

  /** Makes the call when a place is free; when the minute is full, it is answered as Xero would answer, without asking. */
  async run<T>(call: () => Promise<Answer<T>>, clock: () => Date): Promise<Answer<T>> {
    await this.#place();
    try {
      const now = clock().getTime();
      const seconds = secondsToWait(this.#calls, now);
      if (seconds > 0) return { outcome: 'limited', limit: 'minute', seconds };
      this.#calls = [...recent(this.#calls, now), now];
      return await call();
    } finally {
      this.#free += 1;
      this.#waiting.shift()?.();
    }
  }

  async #place(): Promise<void> {
    while (this.#free === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#free -= 1;
  }
}

/** The same books, at this pace. */
export function paced(books: Books, pace: Pace, clock: () => Date): Books {
  return new Proxy(books, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return (...given: unknown[]) =>
        pace.run(() => (method as (...args: unknown[]) => Promise<Answer<unknown>>).apply(target, given), clock);
    },
  });
}
