import { beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../local/xero/faults.ts';
import { Bookkeeper } from './bookkeeper.ts';

let keeper: Bookkeeper;

beforeEach(async () => {
  keeper = await Bookkeeper.signedIn();
  keeper.xero.calls.clear();
});

const put = (number: string) => keeper.call('PUT', 'Invoices', { Invoices: [keeper.invoice(number)] });

const befalls = async (kind: Fault['kind'], more: Partial<Fault> = {}) => {
  keeper.xero.faults.plan([{ kind, count: 1, ...more }]);
  return put('A-1');
};

describe('an answer that never comes', () => {
  it('may be to something that was done', async () => {
    expect(await befalls('lost')).toBeUndefined();
    expect(keeper.numbers()).toEqual(['A-1']);
  });

  it('or to something that was not', async () => {
    expect(await befalls('lostBefore')).toBeUndefined();
    expect(keeper.numbers()).toEqual([]);
  });
});

it('a 500 may come before it is done or after', async () => {
  expect([(await befalls('failed'))?.status, keeper.numbers()]).toEqual([500, []]);
  expect([(await befalls('failedAfter'))?.status, keeper.numbers()]).toEqual([500, ['A-1']]);
});

it('an answer that cannot be read is a 200 to something that was done', async () => {
  expect(await befalls('unreadable')).toMatchObject({ status: 200, text: expect.stringMatching(/^<!doctype/) });
  expect(keeper.numbers()).toEqual(['A-1']);
});

it('slow is done at once; late is done when nobody looks any more', async () => {
  const waits: number[] = [];
  let done: string[] = [];
  const wait = async (ms: number) => {
    waits.push(ms);
    done = keeper.numbers();
  };
  keeper = await Bookkeeper.signedIn({ wait });
  await befalls('slow', { ms: 20_000 });
  expect(done).toEqual(['A-1']);
  keeper.xero.faults.plan([{ kind: 'late', count: 1, ms: 30_000 }]);
  await put('A-2');
  expect(done).toEqual(['A-1']);
  expect(keeper.numbers()).toEqual(['A-1', 'A-2']);
  expect(waits).toEqual([20_000, 30_000]);
});

it('a limit that is ordered writes nothing and says what the real one would', async () => {
  expect(await befalls('limitedDay', { ms: 3_600_000 })).toMatchObject({
    status: 429,
    headers: { 'x-rate-limit-problem': 'day', 'retry-after': '3600', 'x-minlimit-remaining': expect.any(String) },
  });
  expect((await befalls('limitedConcurrent'))?.headers).not.toHaveProperty('retry-after');
  expect(keeper.numbers()).toEqual([]);
});

it('disconnecting at Xero lasts until somebody consents anew', async () => {
  expect((await befalls('disconnected'))?.status).toBe(403);
  expect((await put('A-1'))?.status).toBe(403);
  await keeper.signIn();
  expect((await put('A-1'))?.status).toBe(200);
});

it('a sign-in that has ended is one for the access token and one for the refresh token', async () => {
  expect((await befalls('unauthorised'))?.status).toBe(401);
  const { refresh_token } = await keeper.tokens();
  keeper.xero.faults.plan([{ kind: 'invalidGrant', count: 1, on: 'POST /connect/token' }]);
  expect(await keeper.token({ grant_type: 'refresh_token', refresh_token })).toMatchObject({ text: '{"error":"invalid_grant"}' });
});

it('befalls only the calls that it names, as often as it says, and never a browser', async () => {
  keeper.xero.faults.plan([{ kind: 'failed', count: 2, on: /^PUT .*\/Invoices$/ }]);
  expect((await keeper.call('GET', 'Invoices'))?.status).toBe(200);
  expect([(await put('A-1'))?.status, (await put('A-1'))?.status, (await put('A-1'))?.status]).toEqual([500, 500, 200]);
  keeper.xero.faults.plan([{ kind: 'failed', count: 1 }]);
  expect((await keeper.ask('GET', '/'))?.status).toBe(200);
});

it('each call is written down, with nothing that was in it', async () => {
  await befalls('lost');
  await keeper.call('GET', 'Accounts');
  const at = keeper.time.now.toISOString();
  expect(keeper.xero.calls.list()).toEqual([
    { at, method: 'PUT', path: '/api.xro/2.0/Invoices', tenant: keeper.tenantId, status: 0, fault: 'lost' },
    { at, method: 'GET', path: '/api.xro/2.0/Accounts', tenant: keeper.tenantId, status: 200 },
  ]);
});
