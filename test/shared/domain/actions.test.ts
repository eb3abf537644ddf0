import { describe, expect, it, test } from 'vitest';
import { type Action, actionsOf, canUpload, type Surroundings } from '../../../shared/domain/actions.ts';
import type { Invoice } from '../../../shared/domain/invoice.ts';
import { STATUSES } from '../../../shared/domain/lifecycle.ts';
import type { Connection } from '../../../shared/domain/xero/connection.ts';
import { XERO_STATES, type XeroState } from '../../../shared/domain/xero/upload.ts';
import { aConnection, aCustomer, anAccount, anInstant, anInvoice } from '../../support/builders.ts';

const AUGUST = new Date('2026-08-05T02:00:00Z');
const LINK = 'https://go.example/organisationlogin/default.aspx?shortcode=!acacia';

const inXero = (state: XeroState, over: Partial<NonNullable<Invoice['xero']>> = {}): Invoice =>
  anInvoice({ xero: { state, at: anInstant('2026-08-01T02:00:00Z'), attempt: 1, organisationId: 'org-1', tries: 0, ...over } });
const uploaded = inXero('uploaded', { id: 'i-1', link: LINK });
const OTHER = aConnection({
  organisation: { organisationId: 'org-2', connectionId: 'link-2', name: 'Banksia Books', shortCode: '!banksia', currency: 'AUD' },
});

/** An account that is connected, in August, when July is over. */
const around = (over: Partial<Surroundings> = {}): Surroundings => {
  return { account: anAccount(), customer: aCustomer(), now: AUGUST, connection: aConnection(), ...over };
};
const to = (invoice: Invoice, action: Action, over: Partial<Surroundings> = {}) => actionsOf(invoice, around(over))[action];
const whyNot = (invoice: Invoice, action: Action, over: Partial<Surroundings> = {}) => {
  const allowed = to(invoice, action, over);
  return allowed.allowed ? 'allowed' : allowed.reason;
};
const uploadFrom = (from: 'nextMonth' | 'atOnce') => ({ account: anAccount({ xero: { ...anAccount().xero, uploadFrom: from } }) });

describe('upload to Xero', () => {
  it('is allowed for an invoice of a month that is over, to an account that is connected', () => {
    expect(to(anInvoice(), 'upload')).toEqual({ allowed: true });
  });

  test.each<[string, Connection | undefined]>([
    ['Xero is not connected', undefined],
    [
      'Choose the Xero organisation first',
      aConnection({ state: 'choosing', offers: [{ organisationId: 'org-1', connectionId: 'link-1', name: 'Acacia Books' }] }),
    ],
    ['Xero did not say which organisations it lets us into: connect it again', aConnection({ state: 'choosing' })],
    ['The link to Xero has ended: connect it again', aConnection({ state: 'expired' })],
  ])('is refused whatever the invoice: %s', (words, connection) => {
    for (const invoice of [anInvoice(), uploaded, anInvoice({ status: 'parked' })]) {
      expect(whyNot(invoice, 'upload', { connection })).toBe(words);
    }
  });

  it("waits until the month is over at the reseller's own clock, unless all is to go at once", () => {
    const [before, after] = [new Date('2026-07-31T13:59:59Z'), new Date('2026-07-31T14:00:00Z')];
    expect(whyNot(anInvoice(), 'upload', { now: before })).toBe('It goes to Xero when its month is over');
    expect(whyNot(anInvoice(), 'upload', { now: after })).toBe('allowed');
    expect(whyNot(anInvoice(), 'upload', { now: before, ...uploadFrom('atOnce') })).toBe('allowed');
  });

  test.each(STATUSES)('has nothing to do with its email: %s', (status) => {
    const words = status === 'parked' ? 'It needs attention first: nothing is billed yet' : 'allowed';
    expect(whyNot(anInvoice({ status }), 'upload')).toBe(words);
    expect(whyNot(anInvoice({ status, kind: 'creditNote' }), 'upload', uploadFrom('atOnce'))).toBe(words);
  });

  const SAID: Record<XeroState, string> = {
    waiting: 'It is on its way to Xero',
    sending: 'It is on its way to Xero',
    unknown: 'Xero has not answered: it is being looked up there',
    uploaded: 'It is in Xero already',
    failed: 'allowed',
  };
  test.each(XERO_STATES)('is asked for once: %s', (state) => {
    expect(whyNot(inXero(state), 'upload')).toBe(SAID[state]);
  });

  it('of one that waits for an organisation that is connected no more may be asked for anew', () => {
    expect(whyNot(inXero('waiting'), 'upload', { connection: OTHER })).toBe('allowed');
    // Xero may have these, the other organisation's: never twice.
    expect(whyNot(inXero('unknown'), 'upload', { connection: OTHER })).toBe(SAID.unknown);
    expect(whyNot(uploaded, 'upload', { connection: OTHER })).toBe(SAID.uploaded);
    expect(whyNot(inXero('sending'), 'upload', { connection: OTHER })).toBe(SAID.sending);
  });

  it('is offered for one that is there when its PDF could not be attached, as long as that organisation is connected', () => {
    const lacking = inXero('uploaded', { link: LINK, pdf: { state: 'failed', words: 'Too large' } });
    expect(whyNot(lacking, 'upload')).toBe('allowed');
    expect(whyNot(lacking, 'upload', { connection: OTHER })).toBe('It is in Xero already');
    for (const state of ['waiting', 'sending', 'attached'] as const) {
      expect(whyNot(inXero('uploaded', { pdf: { state } }), 'upload')).toBe('It is in Xero already');
    }
  });

  it('is the same answer for whoever asks, with or without the customer at hand', () => {
    const { account, now, connection } = around();
    expect(canUpload(anInvoice(), { account, now, connection })).toEqual(to(anInvoice(), 'upload'));
  });
});

describe('open in Xero', () => {
  it('leads straight to the document there', () => {
    expect(to(uploaded, 'openInXero')).toEqual({ allowed: true, link: LINK });
  });

  it('works as long as there is a link to Xero, even one that has ended: the document is there all the same', () => {
    expect(to(uploaded, 'openInXero', { connection: aConnection({ state: 'expired' }) })).toEqual({ allowed: true, link: LINK });
    expect(whyNot(uploaded, 'openInXero', { connection: undefined })).toBe('Xero is not connected');
  });

  test.each(XERO_STATES.filter((state) => state !== 'uploaded'))('is refused while it is not there: %s', (state) => {
    expect(whyNot(inXero(state), 'openInXero')).toBe('It is not in Xero yet');
    expect(whyNot(anInvoice(), 'openInXero')).toBe('It is not in Xero yet');
  });
});
