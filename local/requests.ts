type Counts = Record<string, Record<string, number>>;

/** How often each AWS operation was called since the start, for seeing what things cost. */
export class Requests {
  #since = new Date();
  #calls: Counts = {};
  #items: Counts = {};

  /** `items`: how many a batch operation carried. */
  count(service: string, operation: string, items?: number): void {
    add(this.#calls, service, operation, 1);
    if (items !== undefined) add(this.#items, service, operation, items);
  }

  report() {
    return { since: this.#since.toISOString(), calls: this.#calls, items: this.#items };
  }

  reset(): void {
    this.#since = new Date();
    this.#calls = {};
    this.#items = {};
  }
}

function add(counts: Counts, service: string, operation: string, amount: number): void {
  counts[service] ??= {};
  const operations = counts[service];
  operations[operation] = (operations[operation] ?? 0) + amount;
}
