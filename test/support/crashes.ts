/** Thrown in place of an I/O that a crash prevented, or after one whose answer it swallowed. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

/**
 * The same ports, which die at the `at`-th call: before it is done, or after it is done but before its answer. A dead process does
 * nothing more, so every later call fails too. `count` tells how many calls were made.
 */
export function dyingPorts<T extends object>(ports: T, at: number, when: 'before' | 'after'): { ports: T; count(): number } {
  let calls = 0;
  const dying = <P extends object>(port: P): P =>
    new Proxy(port, {
      get(target, name) {
        const found: unknown = Reflect.get(target, name);
        if (typeof found !== 'function') return found;
        return (...given: unknown[]) => {
          calls += 1;
          const index = calls;
          const answer = () => (found as (...args: unknown[]) => unknown).apply(target, given);
          if (index > at || (index === at && when === 'before')) throw new Crash(`died before call ${index}, ${String(name)}`);
          if (index < at) return answer();
          const answered = answer();
          // A stream has no single answer to swallow: whoever began to read it is dead.
          if (!(answered instanceof Promise)) throw new Crash(`died at call ${index}, ${String(name)}`);
          return swallowed(answered, index);
        };
      },
    });
  const wrapped = Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, isPort(port) ? dying(port as object) : port])) as T;
  return { ports: wrapped, count: () => calls };
}

const isPort = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

async function swallowed(answer: Promise<unknown>, index: number): Promise<never> {
  await answer;
  throw new Crash(`died after call ${index}`);
}
