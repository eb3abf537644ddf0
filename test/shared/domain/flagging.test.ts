import { describe, expect, it } from 'vitest';
import type { EmailNews } from '../../../shared/domain/emailNews.ts';
import { flagged } from '../../../shared/domain/flagging.ts';
import { aCustomer, aMonth, anInstant } from '../../support/builders.ts';

const [JULY, AUGUST] = [anInstant('2026-07-01T00:05:00Z'), anInstant('2026-08-01T00:05:00Z')];
const CUSTOMER = aCustomer({ to: ['A@customer.example', 'b@customer.example'] });

const bounce = (over: Partial<EmailNews> = {}): EmailNews => ({
  ...{ account: 'aap', month: aMonth('2026-07'), customer: 'bakery', attempt: 1, messageId: 'm-1', at: JULY, kind: 'bounce' },
  ...{ bounce: { permanent: true, subType: 'General' }, addresses: ['a@customer.example'] },
  ...{ words: 'It bounced: 550 user unknown', said: '550 user unknown', key: 'bounce m-1', ...over },
});

describe('an address that bounced for good', () => {
  it('is flagged with the mail server’s own words, the time and the invoice', () => {
    const { customer, fresh, ofThisNews } = flagged(CUSTOMER, [], bounce(), '2026-07_bakery');
    const flag = { reason: 'bounced', words: '550 user unknown', at: JULY, invoice: '2026-07_bakery' };
    expect([customer.flags, fresh, ofThisNews]).toEqual([{ 'a@customer.example': flag }, ['a@customer.example'], ['a@customer.example']]);
  });

  it('is flagged as one whose owner complained when it was a complaint', () => {
    const { customer } = flagged(CUSTOMER, [], bounce({ kind: 'complaint' }), '2026-07_bakery');
    expect(customer.flags['a@customer.example']?.reason).toBe('complained');
  });

  it('is flagged with what happened where the mail server said nothing', () => {
    const { said: _, ...silent } = bounce();
    const { customer } = flagged(CUSTOMER, [], silent, '2026-07_bakery');
    expect(customer.flags['a@customer.example']?.words).toBe('It bounced: 550 user unknown');
  });

  it('keeps its first flag when it bounces again: nothing is new, and nobody is told once more', () => {
    const { customer } = flagged(CUSTOMER, [], bounce(), '2026-07_bakery');
    const again = flagged(customer, [], bounce({ at: AUGUST, said: 'Later', key: 'bounce m-2' }), '2026-08_bakery');
    expect([again.customer, again.fresh, again.ofThisNews]).toEqual([customer, [], []]);
  });

  it('is told of beside another that the later news flags, only if it is of the same news', () => {
    const { customer } = flagged(CUSTOMER, [], bounce(), '2026-07_bakery');
    const both = bounce({ at: AUGUST, addresses: ['a@customer.example', 'b@customer.example'], key: 'bounce m-2' });
    const later = flagged(customer, [], both, '2026-08_bakery');
    expect([later.fresh, later.ofThisNews]).toEqual([['b@customer.example'], ['b@customer.example']]);
    expect(later.customer.flags['a@customer.example']?.at).toBe(JULY);
  });

  it('is told of when the same news comes again, because its recording may have been cut short', () => {
    const { customer } = flagged(CUSTOMER, [], bounce(), '2026-07_bakery');
    const again = flagged(customer, [], bounce(), '2026-07_bakery');
    expect([again.fresh, again.ofThisNews]).toEqual([[], ['a@customer.example']]);
  });
});
