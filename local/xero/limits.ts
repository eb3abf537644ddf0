import { plain, type Reply } from './exchange.ts';

export type Limit = 'concurrent' | 'minute' | 'day' | 'appminute';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** How much Xero takes: of one organisation, and of the app over all of them. */
export type Allowances = { readonly concurrent: number; readonly minute: number; readonly day: number; readonly appMinute: number };

export const XERO_ALLOWANCES: Allowances = { concurrent: 5, minute: 60, day: 5000, appMinute: 10_000 };

/**
 * Counts calls in rolling windows, by the clock that it is given. A call that is refused does not count.
 * In memory alone: the windows start anew with the stand-in.
 */
export class Limits {
  readonly #allowances: Allowances;
  /** By tenant, oldest first, none older than a day. */
  readonly #calls = new Map<string, number[]>();
  readonly #inFlight = new Map<string, number>();

  constructor(allowances: Allowances) {
    this.#allowances = allowances;
  }

  /** Takes a place for one call. The limit that refuses it instead, and in how many seconds asking again makes sense. */
  enter(tenantId: string, now: Date): { readonly limit: Limit; readonly seconds: number } | undefined {
    const { concurrent, minute, day, appMinute } = this.#allowances;
    const time = now.getTime();
    const calls = this.#recent(tenantId, time, DAY_MS);
    const inFlight = this.#inFlight.get(tenantId) ?? 0;
    if (calls.length >= day) return { limit: 'day', seconds: secondsUntil((calls.at(-day) ?? time) + DAY_MS, time) };
    if (after(calls, time - MINUTE_MS) >= minute) {
      return { limit: 'minute', seconds: secondsUntil((calls.at(-minute) ?? time) + MINUTE_MS, time) };
    }
    if (this.#appMinute(time) >= appMinute) return { limit: 'appminute', seconds: 60 };
    if (inFlight >= concurrent) return { limit: 'concurrent', seconds: 1 };
    calls.push(time);
    this.#inFlight.set(tenantId, inFlight + 1);
    return undefined;
  }

  leave(tenantId: string): void {
    this.#inFlight.set(tenantId, (this.#inFlight.get(tenantId) ?? 1) - 1);
  }

  /** What each answer tells of it. */
  headers(tenantId: string, now: Date): Record<string, string> {
    const time = now.getTime();
    const calls = this.#recent(tenantId, time, DAY_MS);
    return {
      'x-minlimit-remaining': String(this.#allowances.minute - after(calls, time - MINUTE_MS)),
      'x-daylimit-remaining': String(this.#allowances.day - calls.length),
      'x-appminlimit-remaining': String(this.#allowances.appMinute - this.#appMinute(time)),
    };
  }

  #recent(tenantId: string, time: number, window: number): number[] {
    const calls = this.#calls.get(tenantId) ?? [];
    const first = calls.findIndex((at) => at > time - window);
    calls.splice(0, first < 0 ? calls.length : first);
    this.#calls.set(tenantId, calls);
    return calls;
  }

  #appMinute(time: number): number {
    return this.#calls.values().reduce((sum, calls) => sum + after(calls, time - MINUTE_MS), 0);
  }
}

/** How many are later than `start`, of a list in order. */
function after(calls: readonly number[], start: number): number {
  const index = calls.findLastIndex((at) => at <= start);
  return calls.length - index - 1;
}

const secondsUntil = (then: number, now: number) => Math.max(1, Math.ceil((then - now) / 1000));

/** The minute's and the day's say how long to wait; the other two do not. */
export function limited(limit: Limit, seconds: number): Reply {
  const reply = plain(429, '');
  const wait = limit === 'minute' || limit === 'day' ? { 'retry-after': String(seconds) } : {};
  return { ...reply, headers: { ...reply.headers, 'x-rate-limit-problem': limit, ...wait } };
}
