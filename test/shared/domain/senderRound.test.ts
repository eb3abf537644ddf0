import { expect, it } from 'vitest';
import type { Account } from '../../../shared/domain/account.ts';
import type { Identity } from '../../../shared/domain/sender.ts';
import { checkSenders, ROUND_MS } from '../../../shared/domain/senderRound.ts';
import { anAccount } from '../../support/builders.ts';
import { memoryStore } from '../../support/memoryStore.ts';

const VERIFIED: Identity = { verified: true, dkim: { search: 'found', tokens: [], zone: 'dkim.amazonses.com' } };
const MIDNIGHT = Date.parse('2026-07-01T00:00:00Z');

/** So many accounts, whose domains SES knows as `knows` says. */
async function aDeployment(count: number, over: Parameters<typeof anAccount>[0], knows: (domain: string) => Identity | undefined) {
  const { accounts } = memoryStore();
  for (let index = 0; index < count; index += 1) {
    const sending = { ...anAccount().sending, from: `billing@r${index}.example` };
    await accounts.save(anAccount({ accountId: `r${index}`, sending, revision: 0, ...over }));
  }
  const [asked, counted, logged]: [string[], string[], unknown[]] = [[], [], []];
  let rests = 0;
  const senders = {
    find: async (domain: string) => {
      asked.push(domain);
      return knows(domain);
    },
    rest: async () => {
      rests += 1;
    },
  };
  const metrics = { count: (name: string) => void counted.push(name) };
  const round = (number: number) =>
    checkSenders({ accounts, senders, metrics }, { now: new Date(MIDNIGHT + number * ROUND_MS), log: (error) => void logged.push(error) });
  const read = async (account: string): Promise<Account | undefined> => accounts.get(account);
  return { round, read, asked, counted, logged, rests: () => rests };
}

const UNVERIFIED = { verifiedSender: undefined };

it('notes what SES has verified, a second apart', async () => {
  const { round, read, asked, rests } = await aDeployment(3, UNVERIFIED, (domain) => (domain === 'r1.example' ? VERIFIED : undefined));
  await round(0);
  expect([asked.length, rests()]).toEqual([3, 2]);
  expect([(await read('r0'))?.verifiedSender, (await read('r1'))?.verifiedSender]).toEqual([undefined, 'r1.example']);
});

it('looks at each verified domain once a day, and notices one that lost its records', async () => {
  const { round, read, asked } = await aDeployment(20, {}, (domain) => (domain === 'r7.example' ? undefined : VERIFIED));
  for (let number = 0; number < 96; number += 1) await round(number);
  const times = new Map<string, number>();
  for (const domain of asked) times.set(domain, (times.get(domain) ?? 0) + 1);
  expect(times.size).toBe(20);
  times.delete('r7.example');
  expect(new Set(times.values())).toEqual(new Set([1]));
  expect((await read('r7'))?.verifiedSender).toBeUndefined();
  expect((await read('r8'))?.verifiedSender).toBe('r8.example');
});

it('asks no more than SES answers, and comes round to everyone', async () => {
  const { round, asked } = await aDeployment(150, UNVERIFIED, () => undefined);
  await round(1);
  expect(asked).toHaveLength(60);
  for (const number of [2, 3, 4, 5]) await round(number);
  expect(new Set(asked).size).toBe(150);
});

it('one account’s trouble is counted, and holds up none of the others', async () => {
  const { round, read, counted, logged } = await aDeployment(3, UNVERIFIED, (domain) => {
    if (domain === 'r0.example') throw new Error('SES does not answer');
    return VERIFIED;
  });
  await round(0);
  expect([counted, logged.length]).toEqual([['SenderCheckFailed'], 1]);
  expect([(await read('r1'))?.verifiedSender, (await read('r2'))?.verifiedSender]).toEqual(['r1.example', 'r2.example']);
});
