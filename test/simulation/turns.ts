import { Crash } from '../support/crashes.ts';
import type { Clock } from './clock.ts';
import type { CallFault, Luck } from './luck.ts';

/** One process: what it may call waits its turn, and may be cut off. It is ended at `endsAt`, as Lambda ends it. */
export type Actor = { readonly name: string; readonly endsAt: number; isDead: boolean; isHurt: boolean };

export type Waiting = { readonly actor?: Actor; go(): void };

/** How likely whoever has the turn keeps it, in a round: one call of another process may fall between any two, or all of its calls. */
const KEEPS = [0, 0, 0.6, 0.9];

/** The one call at which a process is to die, counted from 1 over all processes. */
export type Death = { readonly at: number; readonly when: 'before' | 'after' };

/** Longer than any answer takes on a good day, shorter than any function may run. */
const SLOW_MS = 50_000;

/**
 * Runs several processes in one, one call to the outside at a time, in an order that chance decides: every interleaving of their calls can
 * happen. A call may crash its process before or after it is done, lose its request or its answer, be turned away, or take its time.
 */
export class Turns {
  /** Calls made so far. */
  calls = 0;
  /** Processes that were cut off. */
  deaths = 0;
  death: Death | undefined;
  readonly #luck: Luck;
  readonly #clock: Clock;
  readonly #tell: (words: string) => void;
  readonly #lostAnswer: ((what: string) => Error | undefined) | undefined;
  readonly #waiting: Waiting[] = [];
  /** What goes on alone. */
  #underWay = 0;

  /** `lostAnswer`: what is concluded from a lost answer, instead of that no answer came. */
  constructor(luck: Luck, clock: Clock, tell: (words: string) => void, lostAnswer?: (what: string) => Error | undefined) {
    this.#lostAnswer = lostAnswer;
    this.#luck = luck;
    this.#clock = clock;
    this.#tell = tell;
  }

  actor = (name: string, timeoutS: number): Actor => ({
    name,
    endsAt: this.#clock.now.getTime() + timeoutS * 1000,
    isDead: false,
    isHurt: false,
  });

  /** Until all of them have ended, however they ended. */
  async run(processes: readonly (() => Promise<unknown>)[]): Promise<void> {
    let left = processes.length;
    const keeps = this.#luck.pick(KEEPS) ?? 0;
    let last: Actor | undefined;
    let idle = 0;
    for (const start of processes) {
      void start()
        .catch(() => undefined)
        .finally(() => {
          left -= 1;
        });
    }
    for (;;) {
      // Lets everything that can go on without the outside go on.
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (left === 0) return;
      if (this.isBusy) continue;
      this.arrange(this.#waiting);
      const [next] = this.#waiting.splice(this.#next(last, keeps), 1);
      if (!next) {
        idle += 1;
        if (idle > this.patience) throw new Error('A process waits for something that no port gives');
        continue;
      }
      idle = 0;
      last = next.actor;
      next.go();
    }
  }

  /** Turns of the event loop in which nobody may ask for anything though somebody is not done. */
  protected readonly patience: number = 0;

  /** Who came first is no accident. */
  protected arrange(_: Waiting[]): void {}

  /** While it is, nobody gets a turn. */
  protected get isBusy(): boolean {
    return this.#underWay > 0;
  }

  #next(last: Actor | undefined, keeps: number): number {
    if (this.#waiting.length < 2) return 0;
    const same = last && keeps > 0 && this.#luck.is(keeps) ? this.#waiting.findIndex(({ actor }) => actor === last) : -1;
    return same >= 0 ? same : this.#luck.below(this.#waiting.length);
  }

  /** Lets so many turns go by: who begins later may overtake. */
  async idle(turns: number): Promise<void> {
    for (let turn = 0; turn < turns; turn += 1) await new Promise<void>((go) => this.#waiting.push({ go }));
  }

  /** For what takes more than one turn of the event loop to answer: until it has, nobody else gets a turn, or chance would not decide alone. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    this.#underWay += 1;
    try {
      return await work();
    } finally {
      this.#underWay -= 1;
    }
  }

  /** The same ports, each of whose calls waits its turn. What is not asynchronous is no call. */
  ports<T extends object>(actor: Actor, ports: T): T {
    return Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, this.#port(actor, name, port as object)])) as T;
  }

  #port<P extends object>(actor: Actor, portName: string, port: P): P {
    return new Proxy(port, {
      get: (target, name) => {
        const found: unknown = Reflect.get(target, name);
        if (typeof found !== 'function') return found;
        const kind = found.constructor.name;
        if (kind === 'Function') return found;
        return (...given: unknown[]) => {
          const answer = () => (found as (...args: unknown[]) => unknown).apply(target, given);
          if (kind === 'AsyncGeneratorFunction') return this.#stream(actor, answer as () => AsyncIterable<unknown>);
          return this.#call(actor, `${portName}.${String(name)}`, answer);
        };
      },
    });
  }

  async #call(actor: Actor, what: string, answer: () => unknown): Promise<unknown> {
    await this.turn(actor);
    const fault = this.deadly() ?? this.#luck.ofCall();
    if (!fault) return answer();
    if (fault === 'slow') return this.slowly(actor, what, answer);
    actor.isHurt = true;
    const isDone = fault === 'lostAnswer' || fault === 'after' || (fault === 'crash' && this.#luck.is(0.5));
    const isCrash = fault === 'crash' || fault === 'before' || fault === 'after';
    this.#tell(`${actor.name}: ${what} ${WORDS[fault]}${isCrash ? (isDone ? ', after it was done' : ', before it was done') : ''}`);
    if (isDone) await answer();
    this.deaths += 1;
    if (fault === 'lostAnswer') throw this.#lostAnswer?.(what) ?? new Error('No answer came');
    if (!isCrash) throw new Error(fault === 'throttled' ? 'Throttled' : 'No answer came');
    actor.isDead = true;
    throw new Crash('died');
  }

  protected async slowly(actor: Actor, what: string, answer: () => unknown): Promise<unknown> {
    const ms = 5_000 + this.#luck.below(SLOW_MS);
    this.#tell(`${actor.name}: ${what} took ${Math.round(ms / 1000)} seconds`);
    const answered = await answer();
    this.#clock.pass(ms);
    this.#endIfLate(actor);
    return answered;
  }

  async *#stream(actor: Actor, answer: () => AsyncIterable<unknown>): AsyncIterable<unknown> {
    for await (const item of answer()) {
      await this.turn(actor);
      if (this.deadly()) {
        actor.isDead = true;
        throw new Crash('died');
      }
      yield item;
    }
  }

  /** Whether this call is the one that was named to die at. */
  protected deadly(): Death['when'] | undefined {
    this.calls += 1;
    return this.death?.at === this.calls ? this.death.when : undefined;
  }

  protected async turn(actor: Actor): Promise<void> {
    await new Promise<void>((go) => this.#waiting.push({ actor, go }));
    this.#endIfLate(actor);
    if (actor.isDead) throw new Crash('dead already');
  }

  #endIfLate(actor: Actor): void {
    if (actor.isDead || this.#clock.now.getTime() < actor.endsAt) return;
    this.#tell(`${actor.name}: ran out of time`);
    this.deaths += 1;
    actor.isHurt = true;
    actor.isDead = true;
  }
}

const WORDS: Record<Exclude<CallFault, 'slow'> | Death['when'], string> = {
  crash: 'crashed it',
  before: 'crashed it',
  after: 'crashed it',
  lostRequest: 'never arrived',
  lostAnswer: 'was done, but its answer was lost',
  throttled: 'was turned away: too much at once',
};
