import { Chance } from '../support/chance.ts';

/** How likely each thing is to go wrong, each time that it could. Those of one call to the outside are drawn together. */
const CALL_FAULTS = { crash: 0.008, lostRequest: 0.004, lostAnswer: 0.006, throttled: 0.004, slow: 0.004 } as const;
const OTHER_FAULTS = {
  /** A message that no queue ever delivers, one that comes again though it is done, one that comes up to an hour late. */
  dropped: 0.04,
  twice: 0.12,
  late: 0.04,
  /** A message that was set aside, or was done long ago, is delivered by hand. */
  redriven: 0.02,
  mailBusy: 0.06,
  mailQuota: 0.01,
  mailRefuses: 0.03,
  mailLosesRequest: 0.04,
  mailLosesAnswer: 0.06,
  newsLost: 0.15,
  newsTwice: 0.1,
  newsOfStrangers: 0.03,
  unprintable: 0.02,
  fileGone: 0.03,
  /** The schedule did not fire. */
  missed: 0.1,
  xero: 0.3,
} as const;

export const FAULTS = { ...CALL_FAULTS, ...OTHER_FAULTS };
export type CallFault = keyof typeof CALL_FAULTS;
export type Fault = keyof typeof FAULTS;

/** One life of a reseller: the seed decides everything, but for what is left out of it. */
export type Schedule = {
  readonly seed: number;
  /** The kinds of faults that may happen; all of them where absent. */
  readonly kinds?: readonly Fault[];
  /** What is left out of it, by its name: a round, a thing done in one, or a fault. For the shortest story of a failure. */
  readonly without?: ReadonlySet<string>;
};

/**
 * Everything that chance decides, round by round: each round has a sequence of its own, so that leaving one out changes nothing of how the
 * dice fall in the others.
 */
export class Luck {
  /** The names of the faults that happened. */
  readonly fired: string[] = [];
  readonly #schedule: Schedule;
  readonly #kinds: ReadonlySet<string>;
  #chance: Chance;
  #round = '';
  #asked = 0;
  #isStorm = false;

  constructor(schedule: Schedule) {
    this.#schedule = schedule;
    this.#kinds = new Set(schedule.kinds ?? Object.keys(FAULTS));
    this.#chance = new Chance(schedule.seed);
  }

  /** Outside of a storm nothing goes wrong. */
  begin(round: string, isStorm: boolean): void {
    this.#round = round;
    this.#asked = 0;
    this.#isStorm = isStorm;
    this.#chance = new Chance(mixed(this.#schedule.seed, round));
  }

  get isStorm(): boolean {
    return this.#isStorm;
  }

  isLeftOut = (name: string): boolean => this.#schedule.without?.has(name) === true;

  happens(fault: keyof typeof OTHER_FAULTS): boolean {
    if (!this.#isStorm || !this.#kinds.has(fault)) return false;
    const name = this.#next(fault);
    return this.#chance.next() < FAULTS[fault] && this.#isTaken(name);
  }

  /** What goes wrong with this call to the outside, if anything does. */
  ofCall(): CallFault | undefined {
    if (!this.#isStorm) return undefined;
    const name = this.#next('call');
    let drawn = this.#chance.next();
    for (const [fault, odds] of Object.entries(CALL_FAULTS) as [CallFault, number][]) {
      if (drawn < odds) return this.#kinds.has(fault) && this.#isTaken(name) ? fault : undefined;
      drawn -= odds;
    }
    return undefined;
  }

  next = (): number => this.#chance.next();
  below = (limit: number): number => this.#chance.below(limit);
  is = (odds: number): boolean => this.#chance.is(odds);
  pick = <T>(items: readonly T[]): T | undefined => this.#chance.pick(items);

  #next(what: string): string {
    this.#asked += 1;
    return `${this.#round} ${what} ${this.#asked}`;
  }

  #isTaken(name: string): boolean {
    if (this.isLeftOut(name)) return false;
    this.fired.push(name);
    return true;
  }
}

/** FNV-1a over the seed and the round's name: neighbouring rounds share nothing. */
function mixed(seed: number, round: string): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let at = 0; at < round.length; at += 1) hash = Math.imul(hash ^ round.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return Math.imul(hash ^ (hash >>> 12), 0x297a2d39) ^ seed;
}
