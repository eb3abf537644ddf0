import type { FunctionSpec } from '../assembly/specs.ts';

/** What one function took. `ms` as Lambda bills them; `heapMb` is the most that was seen; `printed` is in characters. */
export type Used = { invocations: number; failures: number; ms: number; gbSeconds: number; heapMb: number; printed: number };

const MB_PER_GB = 1024;

/** What the functions took since the start or the last reset, each by the name that people know it by. */
export class Usage {
  #used: Record<string, Used> = {};

  add(spec: FunctionSpec, ms: number, failed: boolean): void {
    const used = this.#of(spec);
    used.invocations += 1;
    used.failures += failed ? 1 : 0;
    used.ms += ms;
    used.gbSeconds += (ms / 1000) * (spec.memoryMb / MB_PER_GB);
  }

  heap(spec: FunctionSpec, mb: number): void {
    const used = this.#of(spec);
    used.heapMb = Math.max(used.heapMb, mb);
  }

  printed(spec: FunctionSpec, characters: number): void {
    this.#of(spec).printed += characters;
  }

  report(): Readonly<Record<string, Readonly<Used>>> {
    return this.#used;
  }

  reset(): void {
    this.#used = {};
  }

  #of({ friendlyName }: FunctionSpec): Used {
    this.#used[friendlyName] ??= { invocations: 0, failures: 0, ms: 0, gbSeconds: 0, heapMb: 0, printed: 0 };
    return this.#used[friendlyName];
  }
}
