import type { Clock } from './clock.ts';
import type { Luck } from './luck.ts';

type Message = { readonly body: string; readonly id: number; visibleAt: number; received: number };

export type QueueTerms = {
  /** A message is seen after this, unless its sender says otherwise. */
  readonly delaySeconds: number;
  /** One that was received and not deleted is seen again after this. */
  readonly visibilitySeconds: number;
  /** After so many deliveries it is set aside. */
  readonly deliveries: number;
};

/** SQS as far as we use it: delays, a message that nobody sees while it is worked on, and one that is set aside in the end. No order. */
export class MemoryQueue<T> {
  readonly setAside: T[] = [];
  readonly #terms: QueueTerms;
  readonly #clock: Clock;
  readonly #luck: Luck;
  #messages: Message[] = [];
  #added = 0;

  constructor(terms: QueueTerms, clock: Clock, luck: Luck) {
    this.#terms = terms;
    this.#clock = clock;
    this.#luck = luck;
  }

  async add(messages: readonly T[], delaySeconds = this.#terms.delaySeconds): Promise<void> {
    for (const message of messages) {
      if (this.#luck.happens('dropped')) continue;
      const late = this.#luck.happens('late') ? this.#luck.below(3_600_000) : 0;
      this.#put(message, delaySeconds * 1000 + late);
    }
  }

  /** Delivered at once, whatever became of it before. */
  redrive = (message: T): void => this.#put(message, 0);

  get waiting(): number {
    return this.#messages.length;
  }

  /** One of those that can be seen now, hidden from everybody else for a while. */
  receive(): { readonly message: T; done(): void } | undefined {
    const now = this.#clock.now.getTime();
    const found = this.#luck.pick(this.#messages.filter(({ visibleAt }) => visibleAt <= now));
    if (!found) return undefined;
    const message = JSON.parse(found.body) as T;
    if (found.received >= this.#terms.deliveries) {
      this.setAside.push(message);
      this.#remove(found);
      return undefined;
    }
    found.received += 1;
    found.visibleAt = now + this.#terms.visibilitySeconds * 1000;
    return { message, done: () => this.#done(found) };
  }

  #put(message: T, delayMs: number): void {
    const visibleAt = this.#clock.now.getTime() + delayMs;
    this.#messages.push({ body: JSON.stringify(message), id: ++this.#added, visibleAt, received: 0 });
  }

  /** Deleting one may come to nothing: then it is delivered again. */
  #done(message: Message): void {
    if (this.#luck.happens('twice')) message.visibleAt = this.#clock.now.getTime() + this.#luck.below(600_000);
    else this.#remove(message);
  }

  #remove({ id }: Message): void {
    this.#messages = this.#messages.filter((each) => each.id !== id);
  }
}
