import { describe, expect, it } from 'vitest';
import { anInstant } from '../../../support/builders.ts';
import { ConnectingReseller } from './connectingReseller.ts';

describe('the same organisation, connected anew', () => {
  it('is asked with fresh patience: what Xero was silent about before counts no more, and no trouble stands', async () => {
    const reseller = new ConnectingReseller();
    const { connections } = reseller.ports;
    const connected = await reseller.link();
    const until = anInstant('2026-07-03T00:00:00Z');
    const tried = { silences: 3, writeSilences: 5, stuck: 2, heldUntil: until, trouble: { at: until, words: 'Xero did not answer' } };
    await connections.save({ ...connected, ...tried });
    const { silences, writeSilences, stuck, heldUntil, trouble } = await reseller.link();
    expect([silences, writeSilences, stuck, heldUntil, trouble]).toEqual([0, 0, 0, undefined, undefined]);
  });
});
