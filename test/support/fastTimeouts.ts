import { onTestFinished } from 'vitest';

/** For the rest of the test time-outs come a hundred times as fast. What they were set to is kept, in milliseconds. */
export function fastTimeouts(): number[] {
  const { timeout } = AbortSignal;
  const limits: number[] = [];
  onTestFinished(() => void Object.assign(AbortSignal, { timeout }));
  Object.assign(AbortSignal, {
    timeout: (ms: number) => {
      limits.push(ms);
      return timeout.call(AbortSignal, ms / 100);
    },
  });
  return limits;
}
