import { randomUUID } from 'node:crypto';
import type { FunctionSpec } from '../assembly/specs.ts';
import type { Clock } from '../clock.ts';
import type { Happenings } from '../happenings.ts';
import { Usage } from './usage.ts';
import { entryOf, type Outcome, WarmWorker } from './warmWorker.ts';

/** Each costs about 35 MB. Beyond it the least recently used one makes room. */
const MOST_WORKERS = 8;

/** A worker that nobody needed for so long gives its memory back. */
const IDLE_MS = 2 * 60 * 1000;

/** Somebody waits for a `request`; a `background` invocation has a queue behind it. */
export type Urgency = 'request' | 'background';

type Job = { readonly spec: FunctionSpec; readonly event: string; readonly source: string; readonly done: (outcome: Outcome) => void };

type Options = {
  readonly functions: readonly FunctionSpec[];
  /** What the runtime adds to the template's environment of a function. */
  readonly environmentOf: (spec: FunctionSpec) => Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly happenings: Happenings;
  readonly mostWorkers?: number;
};

/** Runs the functions: a few warm workers, one event at a time in each, requests before background work. */
export class Pool {
  readonly usage = new Usage();
  readonly #specs: ReadonlyMap<string, FunctionSpec>;
  readonly #options: Options;
  readonly #workers = new Set<WarmWorker>();
  readonly #waiting: Record<Urgency, Job[]> = { request: [], background: [] };
  readonly #sweeping: NodeJS.Timeout;
  #running = 0;
  #stopped = false;
  #onQuiet: (() => void) | undefined;

  constructor(options: Options) {
    this.#options = options;
    this.#sweeping = setInterval(() => this.#retireIdle(), IDLE_MS / 8).unref();
    this.#specs = new Map(options.functions.map((spec) => [spec.name, spec]));
  }

  /** Never rejects but for a function that does not exist. `source`: what caused it, for people. */
  invoke(name: string, event: unknown, source: string, urgency: Urgency): Promise<Outcome> {
    const spec = this.#specs.get(name);
    if (!spec) return Promise.reject(new Error(`No function is named ${name}`));
    return new Promise((done) => {
      this.#waiting[urgency].push({ spec, event: JSON.stringify(event), source, done });
      this.#next();
    });
  }

  /** Notes how much each worker's heap holds at this moment, what is garbage by now counted. */
  async measureHeaps(): Promise<void> {
    await Promise.all([...this.#workers].map(async (worker) => this.usage.heap(worker.spec, await worker.heapMb())));
  }

  /** Lets what is running finish for `graceMs`; what is still waiting or running then is broken off. */
  async stop(graceMs: number): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#sweeping);
    if (this.#running) {
      await new Promise<void>((resolve) => {
        this.#onQuiet = resolve;
        setTimeout(resolve, graceMs).unref();
      });
    }
    await Promise.all([...this.#workers].map((worker) => worker.stop()));
  }

  #next(): void {
    while (!this.#stopped) {
      const waiting = this.#waiting.request.length ? this.#waiting.request : this.#waiting.background;
      const [job] = waiting;
      const worker = job && (this.#free(job.spec) ?? this.#fresh(job));
      // No worker for the first means none is idle, so there is none for the others either.
      if (!worker) return;
      waiting.shift();
      if (worker !== 'no bundle') void this.#run(worker, job);
    }
  }

  #free(spec: FunctionSpec): WarmWorker | undefined {
    return [...this.#workers].find((worker) => worker.spec === spec && worker.idleSince > 0);
  }

  #fresh({ spec, done }: Job): WarmWorker | 'no bundle' | undefined {
    const entry = entryOf(spec);
    if (!entry) {
      done({ failure: { errorType: 'Runtime.ImportModuleError', errorMessage: `The bundle of ${spec.name} has no ${spec.handler}` } });
      return 'no bundle';
    }
    if (this.#workers.size >= (this.#options.mostWorkers ?? MOST_WORKERS)) {
      const [oldest] = [...this.#workers].filter(({ idleSince }) => idleSince > 0).sort((a, b) => a.idleSince - b.idleSince);
      if (!oldest) return undefined;
      this.#retire(oldest);
    }
    const { happenings, clock, environmentOf } = this.#options;
    const worker: WarmWorker = new WarmWorker(spec, entry, {
      environment: environmentOf(spec),
      clock: clock.shared,
      onOutput: (text) => {
        this.usage.printed(spec, text.length);
        happenings.log(spec.friendlyName, text);
      },
      onGone: () => {
        this.#workers.delete(worker);
        this.#next();
      },
    });
    this.#workers.add(worker);
    return worker;
  }

  #retire(worker: WarmWorker): void {
    this.#workers.delete(worker);
    void worker.stop();
  }

  #retireIdle(): void {
    const since = performance.now() - IDLE_MS;
    for (const worker of this.#workers) if (worker.idleSince > 0 && worker.idleSince < since) this.#retire(worker);
  }

  async #run(worker: WarmWorker, { spec, event, source, done }: Job): Promise<void> {
    this.#running += 1;
    const began = performance.now();
    const outcome = await worker.invoke({ requestId: randomUUID(), event, timeoutMs: spec.timeoutSeconds * 1000 });
    const ms = performance.now() - began;
    const took = `${Math.round(ms)} ms`;
    const failure = 'failure' in outcome ? outcome.failure : undefined;
    this.usage.add(spec, ms, failure !== undefined);
    const problem = failure ? `, failed: ${failure.errorType}: ${failure.errorMessage}` : '';
    this.#options.happenings.add('function', `${spec.friendlyName} (${source}) ${took}${problem}`, Boolean(failure));
    if (failure?.stack) this.#options.happenings.log(spec.friendlyName, failure.stack.join('\n'));
    this.#running -= 1;
    done(outcome);
    if (this.#running === 0) this.#onQuiet?.();
    this.#next();
  }
}
