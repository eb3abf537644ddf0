import { describe, expect, it } from 'vitest';
import { isLive, wantsRenewal } from '../../../../shared/domain/xero/connection.ts';
import { aConnection, anInstant } from '../../../support/builders.ts';

const RENEWED = anInstant('2026-07-02T00:00:00Z');
const FORTNIGHT = anInstant('2026-07-16T00:00:00Z');
const LATER = anInstant('2026-07-16T00:00:01Z');

describe('a link that lies idle', () => {
  it('is renewed after two weeks, long before its tokens end', () => {
    const idle = aConnection({ renewedAt: RENEWED });
    expect([wantsRenewal(idle, FORTNIGHT), wantsRenewal(idle, LATER)]).toEqual([false, true]);
    expect(wantsRenewal({ ...idle, state: 'choosing' }, LATER)).toBe(true);
  });

  it('that has ended waits for a person', () => {
    expect(wantsRenewal(aConnection({ renewedAt: RENEWED, state: 'expired' }), LATER)).toBe(false);
  });

  it('is renewed as soon as whoever renewed it is dead: Xero takes the old token for half an hour only', () => {
    const renewing = { token: 'renewer', until: anInstant('2026-07-02T00:01:00Z') };
    const half = aConnection({ renewedAt: RENEWED, renewing });
    expect(wantsRenewal(half, anInstant('2026-07-02T00:00:59Z'))).toBe(false);
    expect(wantsRenewal(half, renewing.until)).toBe(true);
  });
});

it('a lease lives until its end, and not in it', () => {
  const lease = { token: 'worker', until: FORTNIGHT };
  expect([isLive(lease, RENEWED), isLive(lease, FORTNIGHT), isLive(undefined, RENEWED)]).toEqual([true, false, false]);
});
