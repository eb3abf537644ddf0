import { PurgeQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handler as planRun } from '../../functions/planRun.ts';
import { handler as startRuns } from '../../functions/startRuns.ts';
import { config } from '../../shared/config.ts';
import type { Month } from '../../shared/domain/month.ts';
import { planMonth } from '../../shared/domain/planning.ts';
import { client } from '../../shared/store/client.ts';
import { runs } from '../../shared/store/runs.ts';
import { keys } from '../../shared/store/table.ts';
import { sqsEvent } from '../support/invocations.ts';
import { aroundAll, DECEMBER, firstOf, JANUARY, NOVEMBER, Reseller, setNow } from '../support/reseller.ts';
import { executePages } from '../support/world.ts';

const { services } = aroundAll({ services: true });

let sqs: SQSClient;
beforeAll(() => {
  sqs = new SQSClient({});
});
afterAll(() => sqs.destroy());

type Plan = { readonly kind: string; readonly account: string; readonly month: string; readonly by?: string };

/** What the hourly rule queues at `now`, for these accounts: others of this file are asked as well. */
async function queuedAt(now: string | Date, ...resellers: readonly Reseller[]): Promise<string[]> {
  setNow(new Date(now));
  await startRuns({});
  const all = (await services().received(config.runQueueUrl())) as Plan[];
  // Received is not deleted, and the clock jumps: what is left would be seen again.
  await sqs.send(new PurgeQueueCommand({ QueueUrl: config.runQueueUrl() }));
  const mine = all.filter(({ account }) => resellers.some(({ id }) => id === account));
  expect(mine.every(({ kind, by }) => kind === 'plan' && by === undefined)).toBe(true);
  return mine.map(({ account, month }) => `${resellers.findIndex(({ id }) => id === account)} ${month}`).sort();
}

describe('the hourly question', () => {
  it('queues a month from 01:00 local time on the 1st, not a minute earlier', async () => {
    const reseller = await Reseller.setUp({ firstMonth: DECEMBER });
    // Sydney is eleven hours ahead: its 1st begins while it is the 30th elsewhere.
    expect(await queuedAt('2026-11-30T13:59:59Z', reseller)).toEqual([]);
    expect(await queuedAt('2026-11-30T14:00:00Z', reseller)).toEqual(['0 2026-12']);
  });

  it("asks each account in its own time zone, whatever the others' clocks say", async () => {
    const zones = ['Pacific/Kiritimati', 'Australia/Sydney', 'UTC', 'America/Los_Angeles'];
    const all = await Promise.all(
      zones.map(async (timeZone) => {
        const { billing } = (await Reseller.setUp()).account;
        return Reseller.setUp({ firstMonth: DECEMBER, billing: { ...billing, timeZone } });
      }),
    );
    expect(await queuedAt('2026-11-30T11:05:00Z', ...all)).toEqual(['0 2026-12']);
    expect(await queuedAt('2026-11-30T14:05:00Z', ...all)).toEqual(['0 2026-12', '1 2026-12']);
    expect(await queuedAt('2026-12-01T01:05:00Z', ...all)).toEqual(['0 2026-12', '1 2026-12', '2 2026-12']);
    expect(await queuedAt('2026-12-01T09:05:00Z', ...all)).toHaveLength(4);
  });

  it('never asks for a month before the first, nor for one that is planned', async () => {
    const reseller = await Reseller.setUp({ firstMonth: JANUARY });
    expect(await queuedAt(firstOf(DECEMBER), reseller)).toEqual([]);
    await reseller.make(JANUARY);
    expect(await queuedAt(firstOf(JANUARY), reseller)).toEqual([]);
    expect(await queuedAt('2027-01-31T12:00:00Z', reseller)).toEqual([]);
  });

  it('fired late or after missed days it queues what is missing, the oldest first, one at a time', async () => {
    const reseller = await Reseller.setUp({ firstMonth: NOVEMBER });
    expect(await queuedAt('2027-01-19T03:00:00Z', reseller)).toEqual(['0 2026-11']);
    await reseller.make(NOVEMBER);
    expect(await queuedAt('2027-01-19T04:00:00Z', reseller)).toEqual(['0 2026-12']);
    await reseller.make(DECEMBER);
    expect(await queuedAt('2027-01-19T05:00:00Z', reseller)).toEqual(['0 2027-01']);
  });

  it('more than three missed months wait for a person, who is told', async () => {
    const reseller = await Reseller.setUp({ firstMonth: '2026-09' as Month });
    expect(await queuedAt('2026-11-15T00:00:00Z', reseller)).toEqual(['0 2026-09']);
    expect(await queuedAt('2026-12-15T00:00:00Z', reseller)).toEqual([]);
    await reseller.make('2026-09' as Month);
    expect(await queuedAt('2026-12-15T01:00:00Z', reseller)).toEqual(['0 2026-10']);
  });

  it('fired twice, the month is made once all the same', async () => {
    const reseller = await Reseller.setUp({ firstMonth: DECEMBER });
    await reseller.customer('a');
    const queued = [...(await queuedAt(firstOf(DECEMBER), reseller)), ...(await queuedAt(firstOf(DECEMBER), reseller))];
    expect(queued).toEqual(['0 2026-12', '0 2026-12']);
    const message = sqsEvent({ kind: 'plan', account: reseller.id, month: DECEMBER });
    const answers = await Promise.all([planRun(message), planRun(message)]);
    expect(answers).toEqual([{ batchItemFailures: [] }, { batchItemFailures: [] }]);
    expect((await runs.numbers(reseller.id))?.next).toBe(2);
  });

  it('goes on with a month that was committed and is still open, rather than begin another', async () => {
    const reseller = await Reseller.setUp({ firstMonth: DECEMBER });
    await reseller.customer('a');
    await planMonth(reseller.account, DECEMBER, reseller.world, { clock: () => firstOf(DECEMBER) });
    expect(await queuedAt(firstOf(JANUARY), reseller)).toEqual(['0 2026-12']);
    await executePages(reseller.world, firstOf(JANUARY));
    expect(await queuedAt(firstOf(JANUARY), reseller)).toEqual(['0 2027-01']);
  });

  it("one account's trouble holds up none of the others", async () => {
    const [before, sick, after] = [await Reseller.setUp(), await Reseller.setUp(), await Reseller.setUp()];
    // Settings that nothing here ever writes: a time zone that no calendar knows.
    await client().send(
      new PutCommand({
        TableName: config.tableName(),
        Item: {
          ...keys.account(sick.id),
          ...sick.account,
          billing: { ...sick.account.billing, timeZone: 'Nowhere/Atlantis' },
          accounts: 'ACCOUNTS',
        },
      }),
    );
    expect(await queuedAt(firstOf(NOVEMBER), before, sick, after)).toEqual(['0 2026-11', '2 2026-11']);
    // Set up anew, so that later tests are not troubled.
    await client().send(
      new PutCommand({ TableName: config.tableName(), Item: { ...keys.account(sick.id), ...sick.account, accounts: 'ACCOUNTS' } }),
    );
  });
});
