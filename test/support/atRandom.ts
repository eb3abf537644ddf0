import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Route } from '../../functions/routes.ts';
import type { ApiHandler } from '../../shared/lambda/api.ts';
import { checkOf, handed, handlersOf } from './answers.ts';
import { type ArbitraryRequest, oddRequests, soundRequests } from './arbitraryRequests.ts';
import { type Documented, documentAroundAll } from './documented.ts';
import { namedRoutes } from './endpoints.ts';
import { keepsakeOf } from './keepsake.ts';
import { hintsFor, readyFor, TODAY, withoutForeignCursor } from './readyFor.ts';
import { type Reseller, setNow } from './reseller.ts';
import { everythingOf, type Standing, standingAroundAll } from './standing.ts';

export const SEED = Number(process.env.SEED ?? 20_261_123);
const REQUESTS = Number(process.env.REQUESTS ?? 1000);

/** Of a hundred requests. They cost most: each goes all the way. */
const SOUND = 6;
/** Of those that are as documented, at the least: what stands must not be in their way. */
const SUCCEED = 0.95;
/** An unusual total is refused until it is confirmed, which the document leaves open. */
const SUCCEED_LESS: Readonly<Record<string, number>> = { 'api/repairInvoice': 0.7 };
/** Of the odd ones, at the least: else they are not odd. */
const REFUSED = 0.5;
/** One odd request in so many finds all as it was at first: renewing costs as much as asking. */
const RENEWED = 6;
/** What Xero adds to its callback is passed over, whatever it is. */
const REFUSED_LESS: Readonly<Record<string, number>> = { 'api/xeroCallback': 0.1 };

export type AtRandom = {
  readonly around: Standing;
  readonly documented: Documented;
  /** What must stand in no answer. */
  secrets(): readonly string[];
  /** What our log has said since the test began: without it a fault is only a number. */
  logged(): string;
};

/** Everything that endpoints use, and another reseller, whose data must be found in no answer and be the same at the end. */
export function atRandomAroundAll(): AtRandom {
  const around = standingAroundAll();
  const documented = documentAroundAll();
  let canary: { readonly reseller: Reseller; readonly untouched: unknown } | undefined;
  beforeAll(async () => {
    const reseller = await around.standing();
    await reseller.customer('canary', '77', { name: 'Canary of another' });
    canary = { reseller, untouched: await everythingOf(reseller) };
  });
  afterAll(async () => {
    if (canary) expect(await everythingOf(canary.reseller)).toEqual(canary.untouched);
  });
  let lines: unknown[][] = [];
  beforeEach(() => {
    lines = vi.spyOn(console, 'error').mockImplementation(() => undefined).mock.calls;
    lines.length = 0;
    setNow(TODAY);
  });
  return {
    around,
    documented,
    secrets: () => ['Canary of another', `${canary?.reseller.id}"`],
    logged: () => lines.flat().join(' ').slice(0, 1500),
  };
}

export const short = (value: unknown): string => (JSON.stringify(value) ?? '').slice(0, 1500);

/** One half of the routes; the other is settings and customers. Two files of half a minute share the processors better than one. */
export const isOfBilling = ({ path }: Route): boolean => /^\/v1\/(invoices|months|runs|xero)\b/.test(path);

/**
 * Requests that fast-check makes of openapi.json, as it says them and with something odd about them, to the real handlers. `REQUESTS=` an
 * operation and `SEED=` in the environment ask more, and others.
 */
export function asksAtRandom(routes: readonly Route[]): void {
  const at = atRandomAroundAll();
  const timeout = 60_000 + REQUESTS * 60;
  describe(`${REQUESTS} requests an operation, made from SEED=${SEED}`, () => {
    it.each(namedRoutes(routes))('%s: never a fault of ours, and every answer as documented', { timeout }, (_, route) => asked(route, at));
  });
}

async function asked(route: Route, at: AtRandom): Promise<void> {
  const mine = await readyFor(route, at.around);
  const operation = at.documented.operation(route);
  const hints = hintsFor(route, mine, at.around);
  const sound = soundRequests(operation, hints).map(withoutForeignCursor);
  const requests = fc.oneof(
    { weight: SOUND, arbitrary: sound },
    { weight: 100 - SOUND, arbitrary: oddRequests(route, operation, hints).map(withoutForeignCursor) },
  );
  const clerk = await Clerk.of(route, mine, at);
  const property = fc.asyncProperty(requests, (request) => clerk.asks(request));
  const { failed, errorInstance, counterexample, counterexamplePath } = await fc.check(property, { seed: SEED, numRuns: REQUESTS });
  if (failed) {
    throw new Error(`${String(errorInstance).slice(0, 1500)}\n${short(counterexample)}\nPath ${counterexamplePath}\n${at.logged()}`);
  }
  const { odd, refused, sound: asIs, succeeded, failures } = clerk.counts;
  expect(asIs + odd).toBe(REQUESTS);
  expect(succeeded, failures.slice(0, 5).join('\n')).toBeGreaterThanOrEqual((SUCCEED_LESS[route.file] ?? SUCCEED) * asIs);
  expect(refused).toBeGreaterThanOrEqual((REFUSED_LESS[route.file] ?? REFUSED) * odd);
}

/** Asks one route and counts; has all as it was at first when what it asks about is used up. */
class Clerk {
  readonly counts = { sound: 0, succeeded: 0, odd: 0, refused: 0, failures: [] as string[] };
  readonly #ask: (request: ArbitraryRequest) => Promise<number>;
  readonly #renew: () => Promise<void>;
  /** Whether a success leaves something to be renewed, as was seen before; and whether it has. */
  #usesUp = false;
  #used = false;

  private constructor(ask: (request: ArbitraryRequest) => Promise<number>, renew: () => Promise<void>) {
    this.#ask = ask;
    this.#renew = renew;
  }

  static async of(route: Route, mine: Reseller, { documented, secrets }: AtRandom): Promise<Clerk> {
    const { handler, quick, forget } = await handlersOf(route, documented);
    const check = checkOf(route, documented, secrets());
    const ask = async (request: ArbitraryRequest) => {
      const from: ApiHandler = request.sound ? handler : quick;
      const status = check(await from(handed(request, mine.id)));
      if (status < 400) forget();
      return status;
    };
    const again = await keepsakeOf(mine);
    return new Clerk(ask, async () => {
      await again();
      forget();
    });
  }

  async asks(request: ArbitraryRequest): Promise<void> {
    if (this.#used && (request.sound || this.counts.odd % RENEWED === 0)) await this.#anew();
    let status = await this.#ask(request);
    if (request.sound && [404, 409, 412].includes(status)) {
      await this.#anew();
      status = await this.#ask(request);
      this.#usesUp ||= status < 400;
    }
    this.#used ||= this.#usesUp && status < 400;
    if (request.sound) {
      this.counts.sound += 1;
      if (status < 400) this.counts.succeeded += 1;
      else this.counts.failures.push(`${status} ${short(request)}`);
    } else {
      this.counts.odd += 1;
      if (status >= 400) this.counts.refused += 1;
    }
  }

  async #anew(): Promise<void> {
    await this.#renew();
    this.#used = false;
  }
}
