import { expect, it } from 'vitest';
import { Bookkeeper } from './bookkeeper.ts';

const left = (headers: Readonly<Record<string, string>> | undefined) =>
  ['x-minlimit-remaining', 'x-daylimit-remaining', 'x-appminlimit-remaining'].map((name) => Number(headers?.[name]));

it('takes 60 calls in any 60 seconds, and says what is left and how long to wait', async () => {
  const keeper = await Bookkeeper.signedIn();
  const first = await keeper.call('GET', 'Accounts');
  expect(left(first?.headers)).toEqual([59, 4999, 9999]);
  keeper.time.pass({ seconds: 20 });
  for (let call = 1; call < 60; call += 1) expect((await keeper.call('GET', 'Accounts'))?.status).toBe(200);
  const refused = await keeper.call('PUT', 'Invoices', { Invoices: [keeper.invoice('A-1')] });
  expect(refused).toMatchObject({
    status: 429,
    headers: { 'x-rate-limit-problem': 'minute', 'retry-after': '40', 'x-minlimit-remaining': '0' },
  });
  expect(keeper.numbers()).toEqual([]);
  keeper.time.pass({ seconds: 40 });
  expect((await keeper.call('GET', 'Accounts'))?.status).toBe(200);
  expect((await keeper.call('GET', 'Accounts'))?.headers).toMatchObject({ 'retry-after': '20' });
});

it('takes 5,000 calls in any 24 hours', async () => {
  const keeper = await Bookkeeper.signedIn({ allowances: { concurrent: 5, minute: 60, day: 100, appMinute: 10_000 } });
  for (let call = 0; call < 100; call += 1) {
    if (call === 50) keeper.time.pass({ minutes: 10 });
    await keeper.call('GET', 'Accounts');
  }
  expect(await keeper.call('GET', 'Accounts')).toMatchObject({
    status: 429,
    headers: { 'x-rate-limit-problem': 'day', 'retry-after': String(24 * 3600 - 600), 'x-daylimit-remaining': '0' },
  });
});

it('takes five calls at once, and does not say how long to wait for a sixth', async () => {
  const waiting: (() => void)[] = [];
  const keeper = await Bookkeeper.signedIn({ wait: () => new Promise<void>((resolve) => waiting.push(resolve)) });
  keeper.xero.faults.plan([{ kind: 'slow', count: 5, ms: 1000 }]);
  const under = Array.from({ length: 5 }, () => keeper.call('GET', 'Accounts'));
  const sixth = await keeper.call('GET', 'Accounts');
  expect(sixth).toMatchObject({ status: 429, headers: { 'x-rate-limit-problem': 'concurrent' } });
  expect(sixth?.headers).not.toHaveProperty('retry-after');
  for (const resolve of waiting) resolve();
  expect((await Promise.all(under)).map((answer) => answer?.status)).toEqual([200, 200, 200, 200, 200]);
  expect((await keeper.call('GET', 'Accounts'))?.status).toBe(200);
});

it("counts each organisation's calls apart, and the app's over all of them", async () => {
  const keeper = await Bookkeeper.signedIn({ allowances: { concurrent: 5, minute: 3, day: 100, appMinute: 5 } });
  const second = String(keeper.xero.hands.organisations()[1]?.tenantId);
  await keeper.tokens({}, [second]);
  const ask = (tenantId: string) => keeper.call('GET', 'Accounts', '', { 'xero-tenant-id': tenantId });
  for (let call = 0; call < 3; call += 1) await ask(keeper.tenantId);
  expect((await ask(keeper.tenantId))?.headers).toMatchObject({ 'x-rate-limit-problem': 'minute' });
  expect([(await ask(second))?.status, (await ask(second))?.status]).toEqual([200, 200]);
  expect((await ask(second))?.headers).toMatchObject({ 'x-rate-limit-problem': 'appminute' });
});
