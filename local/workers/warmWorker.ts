import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FunctionSpec } from '../assembly/specs.ts';
import type { Failure, Invoke, Reply, Start } from './messages.ts';

export type Outcome = { readonly result: string } | { readonly failure: Failure };

export type Entry = { readonly file: string; readonly exportName: string };

export type WorkerOptions = {
  readonly environment: Readonly<Record<string, string>>;
  readonly clock: SharedArrayBuffer;
  /** Everything that the function prints. */
  readonly onOutput: (text: string) => void;
  readonly onGone: () => void;
};

/** One function, loaded once and invoked one event at a time, as a Lambda execution environment is. */
export class WarmWorker {
  readonly spec: FunctionSpec;
  /** When it last became free; 0 while it runs, and for ever once it is gone. */
  idleSince = 0;
  #gone = false;
  readonly #worker: Worker;
  #waiting: ((outcome: Outcome) => void) | undefined;

  constructor(spec: FunctionSpec, entry: Entry, { environment, clock, onOutput, onGone }: WorkerOptions) {
    this.spec = spec;
    const start: Start = { ...entry, clock, functionName: spec.name, functionArn: spec.arn, memoryMb: spec.memoryMb };
    this.#worker = new Worker(new URL('./runtime.ts', import.meta.url), {
      workerData: start,
      env: { ...environment },
      stdout: true,
      stderr: true,
      execArgv: ['--enable-source-maps', '--no-warnings'],
      resourceLimits: { maxOldGenerationSizeMb: spec.memoryMb },
    });
    this.#worker.stdout.setEncoding('utf8').on('data', onOutput);
    this.#worker.stderr.setEncoding('utf8').on('data', onOutput);
    this.#worker.on('message', ({ requestId: _, ...outcome }: Reply) => this.#settle(outcome));
    this.#worker.on('error', (error: unknown) => {
      this.#gone = true;
      this.#settle({ failure: crash(error) });
    });
    this.#worker.on('exit', (code) => {
      this.#gone = true;
      this.#settle({ failure: { errorType: 'Runtime.ExitError', errorMessage: `The function's process ended with code ${code}` } });
      onGone();
    });
  }

  /** Never rejects. After a timeout the worker is gone, as in Lambda. */
  invoke(message: Invoke): Promise<Outcome> {
    this.idleSince = 0;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        const seconds = (message.timeoutMs / 1000).toFixed(2);
        void this.stop();
        this.#settle({ failure: { errorType: 'Sandbox.Timedout', errorMessage: `Task timed out after ${seconds} seconds` } });
      }, message.timeoutMs);
      this.#waiting = (outcome) => {
        clearTimeout(timer);
        resolve(outcome);
      };
      this.#worker.postMessage(message);
    });
  }

  /** 0 once it is gone. */
  async heapMb(): Promise<number> {
    if (this.#gone) return 0;
    const { used_heap_size: bytes } = await this.#worker.getHeapStatistics().catch(() => ({ used_heap_size: 0 }));
    return bytes / 1024 / 1024;
  }

  async stop(): Promise<void> {
    this.#gone = true;
    this.idleSince = 0;
    await this.#worker.terminate();
  }

  #settle(outcome: Outcome): void {
    this.idleSince = this.#gone ? 0 : performance.now();
    this.#waiting?.(outcome);
    this.#waiting = undefined;
  }
}

/** `index.handler` in the asset's folder → the file, by Lambda's order of endings, and what it exports. Undefined when it is not there. */
export function entryOf({ dir, handler }: FunctionSpec): Entry | undefined {
  const dot = handler.lastIndexOf('.');
  const files = ['.js', '.mjs', '.cjs'].map((ending) => join(dir, `${handler.slice(0, dot)}${ending}`));
  const file = dir ? files.find((candidate) => existsSync(candidate)) : undefined;
  return file ? { file, exportName: handler.slice(dot + 1) } : undefined;
}

function crash(error: unknown): Failure {
  if (error instanceof Error) return { errorType: error.name, errorMessage: error.message, stack: error.stack?.split('\n') ?? [] };
  return { errorType: 'Runtime.ExitError', errorMessage: String(error) };
}
