import type { Chance } from './chance.ts';
import { Crash } from './crashes.ts';

/** How likely one call to the outside is to go wrong, in each of four ways. */
export type Odds = { readonly crash: number; readonly lost: number };

export const CALM: Odds = { crash: 0, lost: 0 };

/** One process: what it may call waits its turn, and may be cut off. */
export type Actor = { dead: boolean; hurt: boolean };

/**
 * Runs several processes in one, one call to the outside at a time, in an order that chance decides: every interleaving of their I/O can
 * happen. A call may crash its process before or after it is done, or lose its request or its answer.
 */
export class Interleaving {
  odds: Odds = CALM;
  readonly #chance: Chance;
  readonly #waiting: (() => void)[] = [];
  /** What goes on alone. */
  #underWay = 0;

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  /** Until all of them have ended, however they ended. */
  async run(processes: readonly (() => Promise<unknown>)[]): Promise<void> {
    let left = processes.length;
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
      if (this.#underWay > 0) continue;
      const [turn] = this.#waiting.splice(this.#chance.below(this.#waiting.length), 1);
      if (!turn) throw new Error('A process waits for something that no port gives');
      turn();
    }
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

  /** The same ports, each of whose calls waits its turn. */
  ports<T extends object>(actor: Actor, ports: T): T {
    return Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, this.#port(actor, port as object)])) as T;
  }

  #port<P extends object>(actor: Actor, port: P): P {
    return new Proxy(port, {
      get: (target, name) => {
        const found: unknown = Reflect.get(target, name);
        if (typeof found !== 'function') return found;
        return (...given: unknown[]) => {
          const answer = () => (found as (...args: unknown[]) => unknown).apply(target, given);
          const isStream = found.constructor.name === 'AsyncGeneratorFunction';
          if (isStream) return this.#stream(actor, answer as () => AsyncIterable<unknown>);
          return found.constructor.name === 'AsyncFunction' ? this.#call(actor, answer) : answer();
        };
      },
    });
  }

  async #call(actor: Actor, answer: () => unknown): Promise<unknown> {
    await this.#turn(actor);
    const luck = this.#chance.next();
    const { crash, lost } = this.odds;
    const [dies, fails] = [luck < crash, luck >= crash && luck < crash + lost];
    const done = dies || fails ? this.#chance.is(0.5) : true;
    const answered = done ? await answer() : undefined;
    if (!dies && !fails) return answered;
    actor.hurt = true;
    if (!dies) throw new Error('No answer came');
    actor.dead = true;
    throw new Crash('died');
  }

  async *#stream(actor: Actor, answer: () => AsyncIterable<unknown>): AsyncIterable<unknown> {
    for await (const item of answer()) {
      await this.#turn(actor);
      yield item;
    }
  }

  async #turn(actor: Actor): Promise<void> {
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (actor.dead) throw new Crash('dead already');
  }
}
