import { describe, expect, it, test } from 'vitest';
import type { Connection } from '../../../../shared/domain/xero/connection.ts';
import { sweepUploads } from '../../../../shared/domain/xero/sweepingUploads.ts';
import { aConnection, aMonth, anInstant } from '../../../support/builders.ts';

const NOW = new Date('2026-07-10T12:00:00Z');
const BEFORE = anInstant('2026-07-10T11:59:59Z');
const AFTER = anInstant('2026-07-10T12:00:01Z');
const ASK = { month: aMonth('2026-06'), by: 'robin', at: BEFORE };

/** Who is called, of these connections, when so many of each one's invoices wait. An account whose books cannot be counted is `broken`. */
async function called(connections: readonly Connection[], waiting: number) {
  const [messages, counted, logged] = [[] as string[], [] as string[], [] as unknown[]];
  async function* all() {
    yield* connections.map(({ accountId }) => accountId);
    // Listed a moment ago, and disconnected since.
    yield 'disconnected';
  }
  await sweepUploads(
    {
      connections: { all, get: async (account) => connections.find(({ accountId }) => accountId === account) },
      invoices: {
        countForXero: async (account) => {
          if (account === 'broken') throw new Error('The table is too busy');
          return waiting;
        },
      },
      uploadQueue: { add: async ({ account }) => void messages.push(account) },
      metrics: { count: (name) => void counted.push(name) },
    },
    NOW,
    (error) => logged.push(error),
  );
  return { messages, counted, logged };
}

describe('a worker is called', () => {
  test.each<[string, Partial<Connection>, number, boolean]>([
    ['where invoices wait: a message was lost', {}, 1, true],
    ['where a worker died at it', { worker: { token: 'w', until: BEFORE } }, 1, true],
    ['where Xero held us back, and the time is over', { heldUntil: BEFORE }, 1, true],
    ['where a person asked for a month', { asks: [ASK] }, 0, true],
    ['where the tokens have lain idle', { renewedAt: anInstant('2026-06-26T11:59:59Z') }, 0, true],
    ['where a renewer died', { renewing: { token: 'r', until: BEFORE } }, 0, true],
    ['where a renewer died, though Xero holds us back', { heldUntil: AFTER, renewing: { token: 'r', until: BEFORE } }, 0, true],
    ['not where nothing waits', {}, 0, false],
    ['not where a worker is at it', { worker: { token: 'w', until: AFTER }, asks: [ASK] }, 1, false],
    ['not where Xero holds us back', { heldUntil: AFTER, asks: [ASK] }, 1, false],
    ['not where the link has ended', { state: 'expired', asks: [ASK] }, 1, false],
    ['not where the organisation is to be chosen', { state: 'choosing', asks: [ASK] }, 1, false],
  ])('%s', async (_, over, waiting, isCalled) => {
    expect((await called([aConnection(over)], waiting)).messages).toEqual(isCalled ? ['aap'] : []);
  });

  it('for each account by itself: one that cannot be looked at rings and holds up nobody', async () => {
    const all = ['acacia', 'broken', 'citrus'].map((accountId) => aConnection({ accountId }));
    const { messages, counted, logged } = await called(all, 1);
    expect([messages.sort(), counted, logged]).toEqual([['acacia', 'citrus'], ['SweepFailed'], [new Error('The table is too busy')]]);
  });
});
