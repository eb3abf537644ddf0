import { expect } from 'vitest';
import type { Host } from '../../local/host.ts';

const LOOK_MS = 50;
/** Of a Lambda's memory: the rest is for what is not on the heap, and for Node itself. */
const SHARE = 0.6;

/** Looks at the workers' heaps all the time. Each has the limit of its Lambda, and one that goes beyond dies with its invocation. */
export function watchMemory(host: Host): { isWithin(): void; stop(): void } {
  const timer = setInterval(() => void host.pool.measureHeaps(), LOOK_MS);
  return {
    isWithin() {
      const used = host.pool.usage.report();
      expect(Object.keys(used).length).toBeGreaterThan(0);
      for (const { friendlyName, memoryMb } of host.stack.functions) {
        const { heapMb = 0, failures = 0 } = used[friendlyName] ?? {};
        expect(heapMb, friendlyName).toBeLessThan(memoryMb * SHARE);
        expect(failures, friendlyName).toBe(0);
      }
    },
    stop: () => clearInterval(timer),
  };
}
