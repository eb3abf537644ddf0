import { describe, expect, it } from 'vitest';
import type { Account } from '../../../shared/domain/account.ts';
import { comingMonth, reachOf } from '../../../shared/domain/comingRun.ts';
import type { Invoice } from '../../../shared/domain/invoice.ts';
import { months, previousMonth } from '../../../shared/domain/month.ts';
import type { Numbers } from '../../../shared/domain/numbering.ts';
import { aMonth, anAccount, anInvoice, someNumbers } from '../../support/builders.ts';

const account = anAccount({ firstMonth: aMonth('2026-07') });
const inArrears: Account = { ...account, billing: { ...account.billing, period: 'arrears' } };

/** Numbers after the runs from July up to `last`, which billed the month itself or the one before. */
function ranUntil(last: string, { arrears = false, skipped = [] as string[] } = {}): Numbers {
  const planned = months(aMonth('2026-07'), aMonth(last)).map((month) => {
    const period = arrears ? previousMonth(month) : month;
    return [month, { plan: month, first: 1, count: 1, period, ...(skipped.includes(month) ? { skipped: 'by hand' } : {}) }];
  });
  return someNumbers({ months: Object.fromEntries(planned) });
}

/** Headers of the customer, by month: those named are parked, the others are not. */
const headers = (...parked: string[]) => ({
  find: async (_account: string, month: string) =>
    anInvoice({ month: aMonth(month), status: parked.includes(month) ? 'parked' : 'draft' }) as Invoice | undefined,
});

describe('the coming month', () => {
  it('is the first month until one is planned, then the one after the newest, skipped ones counted', () => {
    expect(comingMonth(account, undefined)).toBe('2026-07');
    expect(comingMonth(account, someNumbers())).toBe('2026-07');
    expect(comingMonth(account, ranUntil('2026-07'))).toBe('2026-08');
    expect(comingMonth(account, ranUntil('2026-12', { skipped: ['2026-12'] }))).toBe('2027-01');
  });
});

describe('how far back days are looked at', () => {
  it.each([
    ['in advance, before the first run', account, undefined, { from: '2026-07' }],
    ['in arrears, before the first run', inArrears, undefined, { from: '2026-06' }],
    ['in advance, after the first', account, ranUntil('2026-07'), { from: '2026-07', first: '2026-07' }],
    ['in advance, later', account, ranUntil('2026-10'), { from: '2026-10', first: '2026-07' }],
    ['in arrears, after the first', inArrears, ranUntil('2026-07', { arrears: true }), { from: '2026-06', first: '2026-06' }],
    ['in arrears, later', inArrears, ranUntil('2026-10', { arrears: true }), { from: '2026-09', first: '2026-06' }],
    ['switched from arrears to advance', account, ranUntil('2026-10', { arrears: true }), { from: '2026-09', first: '2026-06' }],
    ['switched from advance to arrears', inArrears, ranUntil('2026-10'), { from: '2026-09', first: '2026-07' }],
    ['after a skipped month', account, ranUntil('2026-10', { skipped: ['2026-10'] }), { from: '2026-10', first: '2026-07' }],
  ])('%s', async (_what, settings, numbers, reach) => {
    expect(await reachOf(settings, 'bakery', numbers, headers())).toEqual(reach);
  });

  it('reaches back to the window of the oldest parked invoice of the customer, because its repair looks there again', async () => {
    expect(await reachOf(account, 'bakery', ranUntil('2026-11'), headers('2026-11'))).toMatchObject({ from: '2026-10' });
    expect(await reachOf(account, 'bakery', ranUntil('2026-11'), headers('2026-09', '2026-10', '2026-11'))).toMatchObject({
      from: '2026-08',
    });
    expect(
      await reachOf(account, 'bakery', ranUntil('2026-11'), headers('2026-07', '2026-08', '2026-09', '2026-10', '2026-11')),
    ).toMatchObject({
      from: '2026-07',
    });
  });

  it('passes over a skipped month between parked ones, and stops where none is parked or none was made', async () => {
    const skipped = ranUntil('2026-11', { skipped: ['2026-10'] });
    expect(await reachOf(account, 'bakery', skipped, headers('2026-09', '2026-11'))).toMatchObject({ from: '2026-08' });
    expect(await reachOf(account, 'bakery', ranUntil('2026-11'), headers('2026-08'))).toMatchObject({ from: '2026-11' });
    expect(await reachOf(account, 'bakery', ranUntil('2026-11'), { find: async () => undefined })).toMatchObject({ from: '2026-11' });
  });
});
