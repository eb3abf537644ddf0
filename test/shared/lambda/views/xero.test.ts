import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../../shared/domain/xero/connection.ts';
import type { Consent } from '../../../../shared/domain/xero/ports.ts';
import { viewXero } from '../../../../shared/lambda/views/xero.ts';
import { aConnection, anInstant } from '../../../support/builders.ts';

const [EARLIER, LATER] = [anInstant('2026-08-01T00:00:00Z'), anInstant('2026-08-02T00:00:00Z')];
const viewed = (over: Partial<Connection>, consent?: Consent) =>
  viewXero({ connection: aConnection(over), consent, waiting: 0, currency: 'AUD', now: new Date('2026-08-05T00:00:00Z') });
const refused = (expiresAt: Consent['expiresAt']): Consent => ({
  hash: '-',
  user: 'robin',
  expiresAt,
  problem: 'Access was not given in Xero',
});

describe('the trouble that is shown', () => {
  it('is the newer of the link’s and the consent’s, with its time', () => {
    const silent = (at: Consent['expiresAt']) => ({ trouble: { at, words: 'Xero did not answer' } });
    expect(viewed(silent(EARLIER), refused(LATER)).trouble).toEqual({ at: LATER, words: 'Access was not given in Xero' });
    expect(viewed(silent(LATER), refused(EARLIER)).trouble).toEqual({ at: LATER, words: 'Xero did not answer' });
    expect(viewed({}, refused(EARLIER)).trouble).toEqual({ at: EARLIER, words: 'Access was not given in Xero' });
    expect(viewed(silent(EARLIER)).trouble?.at).toBe(EARLIER);
    expect(viewed({}).trouble).toBeNull();
  });

  it('is none of a consent that is under way', () => {
    const { problem: _, ...under } = refused(LATER);
    expect(viewed({}, under).trouble).toBeNull();
  });
});

describe('a link for which an organisation is to be chosen', () => {
  it('says so, or that it is to be connected again where there is none to choose from', () => {
    const offer = { organisationId: 'org-1', connectionId: 'link-1', name: 'Acacia Books' };
    const text = (offers: Connection['offers']) => viewed({ state: 'choosing', offers }).stateText;
    expect(text([offer])).toContain('choose the one that invoices go to');
    expect(text([])).toBe('Xero did not say which organisations it lets us into: connect it again');
  });
});
