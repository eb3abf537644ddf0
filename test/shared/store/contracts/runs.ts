import { describe, expect, it } from 'vitest';
import type { Run } from '../../../../shared/domain/plan.ts';
import type { Runs, WorkList } from '../../../../shared/domain/ports.ts';
import { aMonth, anInstant, money, someNumbers } from '../../../support/builders.ts';
import { anAccountId, collected, race } from './collected.ts';

const JULY = aMonth('2026-07');
const OPENED = anInstant('2026-07-01T00:05:00Z');

export const aRun = (accountId: string, over: Partial<Run> = {}): Run => ({
  accountId,
  month: JULY,
  plan: 'plan-1',
  state: 'open',
  pages: 3,
  done: [],
  totals: { count: 1, parked: 0, skipped: 0, subtotal: money('100'), tax: money('10'), total: money('110') },
  openedAt: OPENED,
  ...over,
});

export function runsContract(runs: Runs, workList: WorkList): void {
  const isWork = async (account: string) =>
    (await collected(workList.due(anInstant('2027-01-01T00:00:00Z')))).some((work) => work.account === account);

  describe('numbers', () => {
    it('are unknown before the first plan, and one of two planners commits', async () => {
      const accountId = anAccountId();
      expect(await runs.numbers(accountId)).toBeUndefined();
      const commits = ['p1', 'p2'].map((plan) => () => {
        const months = { [JULY]: { plan, first: 1, count: 9, period: JULY } };
        return runs.saveNumbers(someNumbers({ accountId, next: 10, openMonth: JULY, months, revision: 0 }));
      });
      expect(await race(commits)).toEqual({ won: 1, refused: ['stale'] });
      const saved = await runs.numbers(accountId);
      expect(saved).toMatchObject({ next: 10, openMonth: JULY, revision: 1 });
      const { openMonth: _, ...closed } = saved ?? someNumbers();
      expect(await runs.saveNumbers(closed)).toStrictEqual({ ...closed, revision: 2 });
      expect(await runs.numbers(accountId)).toStrictEqual({ ...closed, revision: 2 });
    });
  });

  describe('a run', () => {
    it('is opened once', async () => {
      const account = anAccountId();
      expect(await runs.find(account, JULY)).toBeUndefined();
      await runs.open(aRun(account));
      await runs.open(aRun(account, { plan: 'another', pages: 9 }));
      expect(await runs.find(account, JULY)).toStrictEqual(aRun(account));
    });

    it('is found with the newest, newest first, no more of them than asked for and nobody else’s', async () => {
      const [account, another] = [anAccountId(), anAccountId()];
      for (const month of ['2026-07', '2026-12', '2027-01', '2026-09']) await runs.open(aRun(account, { month: aMonth(month), done: [1] }));
      await runs.open(aRun(another));
      const newest = await runs.newest(account, 3);
      expect(newest.map(({ month }) => month)).toEqual(['2027-01', '2026-12', '2026-09']);
      expect(newest[0]).toStrictEqual(await runs.find(account, aMonth('2027-01')));
      expect(await runs.newest(anAccountId(), 3)).toEqual([]);
    });

    it('remembers each page that is done once, in whatever order and however often, also at once', async () => {
      const account = anAccountId();
      await runs.open(aRun(account, { pages: 12 }));
      await Promise.all([11, 2, 10, 1, 2, 11].map((page) => runs.markDone(account, JULY, page)));
      expect((await runs.markDone(account, JULY, 2)).done).toEqual([1, 2, 10, 11]);
      expect((await runs.find(account, JULY))?.done).toEqual([1, 2, 10, 11]);
    });

    it('that was never opened cannot have a page done or be closed', async () => {
      const account = anAccountId();
      await expect(runs.markDone(account, JULY, 1)).rejects.toThrow();
      await expect(runs.close(aRun(account, { state: 'closed', closedAt: OPENED }))).rejects.toThrow();
      expect(await runs.find(account, JULY)).toBeUndefined();
    });

    it('is work until it is closed, and closing it again changes nothing', async () => {
      const account = anAccountId();
      await runs.open(aRun(account));
      const done = await runs.markDone(account, JULY, 1);
      expect(await isWork(account)).toBe(true);
      const closedAt = anInstant('2026-07-01T00:20:00Z');
      await runs.close({ ...done, state: 'closed', closedAt });
      await runs.close({ ...done, state: 'closed', closedAt: anInstant('2026-07-02T00:00:00Z') });
      expect(await runs.find(account, JULY)).toStrictEqual({ ...done, state: 'closed', closedAt });
      expect(await isWork(account)).toBe(false);
    });

    it('keeps what the check of the whole month found wrong', async () => {
      const account = anAccountId();
      await runs.open(aRun(account));
      await runs.close(aRun(account, { state: 'closed', closedAt: OPENED, fault: '3 invoices were planned, 2 exist' }));
      expect((await runs.find(account, JULY))?.fault).toBe('3 invoices were planned, 2 exist');
    });

    it('of nobody is born closed, and is no work', async () => {
      const account = anAccountId();
      const skipped = aRun(account, { state: 'closed', pages: 0, closedAt: OPENED, skipped: 'billed by hand', by: 'clerk' });
      await runs.open(skipped);
      expect(await runs.find(account, JULY)).toStrictEqual(skipped);
      expect(await isWork(account)).toBe(false);
    });
  });
}
