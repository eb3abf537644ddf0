import { AsyncLocalStorage } from 'node:async_hooks';
import { vi } from 'vitest';
import { Crash } from '../support/crashes.ts';
import { Clock } from './clock.ts';
import type { CallFault, Luck } from './luck.ts';
import { type Actor, Turns, type Waiting } from './turns.ts';

/** The world's time is everybody's: handlers and the SDK ask the process for it. */
export class WireClock extends Clock {
  constructor(from: string) {
    super(from);
    vi.setSystemTime(this.now);
  }

  override pass(ms: number): void {
    super.pass(ms);
    vi.setSystemTime(this.now);
  }

  override until(instant: string): void {
    super.until(instant);
    vi.setSystemTime(this.now);
  }
}

/** One call of a port, under way. It may have several requests out at once, and read a stream that calls other ports. */
export type Call = { readonly actor: Actor; readonly turns: WireTurns; waiting: number; flying: number; inner: number };

/** What may befall one request on its way: not the process that sent it. */
export type WireFault = Extract<CallFault, 'lostRequest' | 'lostAnswer' | 'throttled'>;

const calls = new AsyncLocalStorage<Call>();
/** The call that a request belongs to; none, when a test asks for itself. */
export const callUnderWay = (): Call | undefined => calls.getStore();

/** How often what befell a request befalls each repetition of it too, until the SDK gives up. */
const LASTS = 0.35;

/** Turns that are taken request by request, below the ports: whoever's call has nothing on the wire waits for one. */
export class WireTurns extends Turns {
  /** What answers by way of the event loop is between two calls for a moment. */
  protected override readonly patience = 100;
  readonly #luck: Luck;
  readonly #tell: (words: string) => void;
  readonly #open = new Set<Call>();
  /** Processes in the order in which they began. */
  readonly #began = new Map<Actor | undefined, number>();
  /** By the SDK's context of a command: what befalls all of its requests. */
  readonly #lasting = new WeakMap<object, WireFault>();

  constructor(luck: Luck, clock: Clock, tell: (words: string) => void) {
    super(luck, clock, tell);
    this.#luck = luck;
    this.#tell = tell;
  }

  /** A call that neither waits for a turn nor has anything on the wire is about to ask, or between two tries. */
  protected override get isBusy(): boolean {
    return super.isBusy || [...this.#open].some(({ waiting, flying, inner }) => flying > 0 || (waiting === 0 && inner === 0));
  }

  /** Requests come to wait in the order of their answers, which is nobody's decision. */
  protected override arrange(waiting: Waiting[]): void {
    const rank = ({ actor }: Waiting) => this.#began.get(actor) ?? 0;
    waiting.sort((one, other) => rank(one) - rank(other));
  }

  /** The same ports, whose requests know whose they are. */
  override ports<T extends object>(actor: Actor, ports: T): T {
    this.#began.set(actor, this.#began.get(actor) ?? this.#began.size + 1);
    return Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, this.#carrying(actor, port as object)])) as T;
  }

  #carrying<P extends object>(actor: Actor, port: P): P {
    return new Proxy(port, {
      get: (target, name) => {
        const found: unknown = Reflect.get(target, name);
        if (typeof found !== 'function') return found;
        return (...given: unknown[]) => {
          const answer = this.#tracked(actor, () => (found as (...args: unknown[]) => unknown).apply(target, given));
          return isStream(answer) ? this.#stream(actor, answer) : answer;
        };
      },
    });
  }

  #tracked<T>(actor: Actor, work: () => T): T {
    const call: Call = { actor, turns: this, waiting: 0, flying: 0, inner: 0 };
    const outer = calls.getStore();
    if (outer) outer.inner += 1;
    this.#open.add(call);
    const end = () => {
      this.#open.delete(call);
      if (outer) outer.inner -= 1;
    };
    const answer = calls.run(call, work);
    if (answer instanceof Promise) answer.then(end, end);
    else end();
    return answer;
  }

  async *#stream(actor: Actor, stream: AsyncIterable<unknown>): AsyncIterable<unknown> {
    const items = stream[Symbol.asyncIterator]();
    try {
      for (;;) {
        const { done, value } = await this.#tracked(actor, () => items.next());
        if (done) return;
        yield value;
      }
    } finally {
      await items.return?.();
    }
  }

  /** One try of a command: it waits its turn, and may fare badly. `command` is the same object for every try. */
  async request<T>(call: Call, command: object, what: string, go: (fault?: WireFault) => Promise<T>): Promise<T> {
    call.waiting += 1;
    try {
      await this.turn(call.actor);
    } finally {
      call.waiting -= 1;
    }
    call.flying += 1;
    try {
      return await this.#fare(call.actor, command, what, go);
    } finally {
      call.flying -= 1;
    }
  }

  async #fare<T>(actor: Actor, command: object, what: string, go: (fault?: WireFault) => Promise<T>): Promise<T> {
    // Fewer calls than in a life in memory, so twice the odds.
    const fault = this.deadly() ?? this.#lasting.get(command) ?? this.#luck.ofCall() ?? this.#luck.ofCall();
    if (!fault) return go();
    if (fault === 'slow') return (await this.slowly(actor, what, go)) as T;
    if (fault === 'crash' || fault === 'before' || fault === 'after') {
      const isDone = fault === 'after' || (fault === 'crash' && this.#luck.is(0.5));
      this.#tell(`${actor.name}: ${what} crashed it, ${isDone ? 'after' : 'before'} it was done`);
      if (isDone) await go();
      this.#hurt(actor);
      actor.isDead = true;
      throw new Crash('died');
    }
    this.#tell(`${actor.name}: ${what}: ${fault}`);
    if (!this.#lasting.has(command) && this.#luck.is(LASTS)) {
      this.#lasting.set(command, fault);
      // What the SDK repeats until it is answered hurts nobody.
      this.#hurt(actor);
    }
    // Sending is asked once: one lost answer is one too many.
    if (what.includes('SendEmail')) this.#hurt(actor);
    return go(fault);
  }

  #hurt(actor: Actor): void {
    if (!actor.isHurt) this.deaths += 1;
    actor.isHurt = true;
  }
}

const isStream = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
