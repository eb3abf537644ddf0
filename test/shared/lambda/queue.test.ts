import type { SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { job, queue } from '../../../shared/lambda/queue.ts';
import { schedule, task } from '../../../shared/lambda/schedule.ts';

const log = vi.spyOn(console, 'error');
beforeEach(() => void log.mockReset().mockImplementation(() => undefined));
afterEach(() => void vi.useRealTimers());

const batch = (...bodies: string[]): SQSEvent =>
  ({ Records: bodies.map((body, index) => ({ messageId: `m${index + 1}`, body })) }) as unknown as SQSEvent;

/** Remembers what it did; fails for the customers in `failing`. */
function aWorker(failing: readonly string[] = []) {
  const done: string[] = [];
  const counted: string[] = [];
  const made = job({
    message: z.object({ customer: z.string() }),
    ports: { done, metrics: { count: (name: string) => void counted.push(name) } },
    async run({ customer }, { done }, { now }) {
      if (failing.includes(customer)) throw new Error(`${customer} failed`);
      done.push(`${customer} at ${now.toISOString().slice(0, 10)}`);
    },
  });
  return { done, counted, handler: queue(made) };
}

describe('a batch of messages', () => {
  it('is done when each is, at the time the clock says', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-12-01T00:00:00Z') });
    const { done, handler } = aWorker();
    expect(await handler(batch('{"customer":"a"}', '{"customer":"b"}'))).toEqual({ batchItemFailures: [] });
    expect(done).toEqual(['a at 2026-12-01', 'b at 2026-12-01']);
  });

  it('only what failed comes again: the others are not done twice', async () => {
    const { done, counted, handler } = aWorker(['b']);
    const answer = await handler(batch('{"customer":"a"}', '{"customer":"b"}', '{"customer":"c"}'));
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm2' }] });
    expect(done).toHaveLength(2);
    expect(JSON.stringify(log.mock.calls)).toContain('b failed');
    // To Lambda the batch was answered, not failed: this count is what rings.
    expect(counted).toEqual(['JobFailed']);
  });

  it.each(['', 'not JSON', 'null', '[]', '{}', '{"customer":7}'])(
    'one that nobody can read goes the way to the dead-letter queue: %j',
    async (body) => {
      const { done, handler } = aWorker();
      expect(await handler(batch(body, '{"customer":"a"}'))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
      expect(done).toHaveLength(1);
      expect(log).toHaveBeenCalledTimes(1);
    },
  );

  it('a newer sender may say more than this worker knows', async () => {
    const { handler } = aWorker();
    expect(await handler(batch('{"customer":"a","colour":"red"}'))).toEqual({ batchItemFailures: [] });
  });
});

describe('a schedule', () => {
  it('asks the clock, whatever its event says: it may be late', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-12-01T03:05:00Z') });
    const ran: string[] = [];
    const handler = schedule(task({ ports: { ran }, run: async ({ now }, { ran }) => void ran.push(now.toISOString()) }));
    await handler({ time: '2026-12-01T00:05:00Z' });
    expect(ran).toEqual(['2026-12-01T03:05:00.000Z']);
  });

  it('that fails says so, so that it is tried again and rings', async () => {
    const handler = schedule(task({ ports: {}, run: () => Promise.reject(new Error('no table')) }));
    await expect(handler({})).rejects.toThrow('no table');
  });
});
