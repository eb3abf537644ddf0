import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { A_MINUTE, AT_ONCE, Pace, paced, recent, secondsToWait } from '../../../../shared/domain/xero/pace.ts';
import type { Answer, Books } from '../../../../shared/domain/xero/ports.ts';

const START = Date.parse('2026-07-02T00:00:00Z');
const DONE: Answer<void> = { outcome: 'done', value: undefined };

/** The most of these instants that fall in any sixty seconds. */
const mostInAMinute = (calls: readonly number[]): number =>
  Math.max(0, ...calls.map((first) => calls.filter((at) => at >= first && at < first + 60_000).length));

describe("Xero's minute", () => {
  it('leaves people five calls of the sixty, and one of the five at once', () => {
    expect([A_MINUTE, AT_ONCE]).toEqual([55, 4]);
  });

  it('is free again as soon as the oldest call is a minute old', () => {
    const calls = Array.from({ length: A_MINUTE }, (_, index) => START + index * 100);
    expect(secondsToWait(calls, START + 6_000)).toBe(54);
    expect(secondsToWait(calls, START + 59_999)).toBe(1);
    expect(secondsToWait(calls, START + 60_000)).toBe(0);
    expect(secondsToWait(calls.slice(1), START + 6_000)).toBe(0);
    expect(recent(calls, START + 60_000)).toHaveLength(A_MINUTE - 1);
  });

  test('never sees more calls than are allowed, whoever made them and however long each waits', async () => {
    const asks = fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 60, maxLength: 200 });
    const earlier = fc.array(fc.integer({ min: -90_000, max: 0 }), { maxLength: 80 });
    await fc.assert(
      fc.asyncProperty(asks, earlier, async (pauses, before) => {
        // An earlier worker kept to the limit as well.
        const old = before.map((at) => START + at).sort((one, other) => one - other);
        const made = old.slice(-A_MINUTE);
        const pace = new Pace(made);
        let now = START;
        const call = async () => {
          made.push(now);
          return DONE;
        };
        for (const pause of pauses) {
          now += pause;
          const clock = () => new Date(now);
          const answer = await pace.run(call, clock);
          if (answer.outcome === 'limited') {
            now += answer.seconds * 1000;
            expect((await pace.run(call, clock)).outcome).toBe('done');
          }
        }
        expect(mostInAMinute(made)).toBeLessThanOrEqual(A_MINUTE);
        expect(pace.calls(now)).toEqual(recent(made, now));
      }),
      { numRuns: 50 },
    );
  });

  it('when it is full is answered as Xero would answer, and Xero is not asked', async () => {
    const pace = new Pace(Array.from({ length: A_MINUTE }, () => START));
    let asked = 0;
    const answer = await pace.run(
      async () => {
        asked += 1;
        return DONE;
      },
      () => new Date(START + 20_000),
    );
    expect([answer, asked]).toEqual([{ outcome: 'limited', limit: 'minute', seconds: 40 }, 0]);
  });
});

describe('calls at once', () => {
  test('are never more than four, and each gets its turn in the order in which they came', async () => {
    const pace = new Pace([]);
    const started: number[] = [];
    const endings: (() => void)[] = [];
    let [underWay, most] = [0, 0];
    const call = (index: number) =>
      pace.run(
        async () => {
          started.push(index);
          underWay += 1;
          most = Math.max(most, underWay);
          await new Promise<void>((resolve) => endings.push(resolve));
          underWay -= 1;
          return DONE;
        },
        () => new Date(START),
      );
    const all = Promise.all(Array.from({ length: 20 }, (_, index) => call(index)));
    for (let ended = 0; ended < 20; ended += 1) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      expect(underWay).toBe(Math.min(AT_ONCE, 20 - ended));
      endings.shift()?.();
    }
    await all;
    expect([most, started]).toEqual([AT_ONCE, Array.from({ length: 20 }, (_, index) => index)]);
  });

  it('give their place back when one fails', async () => {
    const pace = new Pace([]);
    const clock = () => new Date(START);
    for (let index = 0; index < AT_ONCE; index += 1) {
      await expect(pace.run(() => Promise.reject(new Error('broken')), clock)).rejects.toThrow('broken');
    }
    expect((await pace.run(async () => DONE, clock)).outcome).toBe('done');
    expect(pace.calls(START)).toHaveLength(AT_ONCE + 1);
  });
});

test('books at a pace are the same books, each call of which counts', async () => {
  const pace = new Pace([]);
  const numbers: (readonly string[])[] = [];
  const books: Pick<Books, 'find' | 'accounts'> = {
    accounts: async () => ({ outcome: 'done', value: [] }),
    find: async (_, asked) => {
      numbers.push(asked);
      return { outcome: 'done', value: [] };
    },
  };
  const slow = paced(books as Books, pace, () => new Date(START));
  await slow.find('invoice', ['AAP-00001']);
  await slow.accounts();
  expect([numbers, pace.calls(START)]).toEqual([[['AAP-00001']], [START, START]]);
});
