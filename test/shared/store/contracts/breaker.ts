import { expect, it } from 'vitest';
import type { Breaker } from '../../../../shared/domain/ports.ts';
import { anInstant } from '../../../support/builders.ts';

export function breakerContract(breaker: Breaker): void {
  const noon = anInstant('2026-07-01T12:00:00Z');
  const later = anInstant('2026-07-01T12:10:00Z');

  it('holds nothing until it is told to, and then until the instant said', async () => {
    expect(await breaker.heldUntil(noon)).toBeUndefined();
    await breaker.hold(later);
    expect(await breaker.heldUntil(noon)).toBe(later);
    expect(await breaker.heldUntil(later)).toBeUndefined();
    await breaker.hold(noon);
    expect(await breaker.heldUntil(noon)).toBeUndefined();
  });
}
