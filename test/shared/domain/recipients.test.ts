import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Flag } from '../../../shared/domain/customer.ts';
import type { Recipients } from '../../../shared/domain/invoice.ts';
import { type LeftOut, RECIPIENTS_LIMIT, recipientsOf } from '../../../shared/domain/recipients.ts';
import { aCustomer, anInstant } from '../../support/builders.ts';

const flag = (reason: Flag['reason'] = 'bounced'): Flag => ({
  reason,
  words: '550 5.1.1 user unknown',
  at: anInstant('2026-12-01T00:00:00Z'),
  invoice: 'AAP-00001',
});

type Asked = { to?: string[]; cc?: string[]; bcc?: string[]; flags?: Record<string, Flag> };

function asked({ to = ['a@x.example'], cc = [], bcc = [], flags = {} }: Asked): { recipients: Recipients; leftOut: readonly LeftOut[] } {
  const answer = recipientsOf(aCustomer({ to, cc, flags }), bcc);
  if ('refusal' in answer) throw new Error(answer.refusal);
  return answer;
}

describe("an email's recipients", () => {
  it('are refused for a customer without an email address', () => {
    expect(recipientsOf(aCustomer({ to: [], cc: ['cc@x.example'] }), ['bcc@x.example'])).toEqual({
      refusal: 'Harbour Bakery has no email address',
    });
  });

  it('are those of the customer and the BCC of the account', () => {
    const { recipients, leftOut } = asked({ to: ['a@x.example'], cc: ['b@x.example'], bcc: ['c@x.example'] });
    expect(recipients).toEqual({ to: ['a@x.example'], cc: ['b@x.example'], bcc: ['c@x.example'] });
    expect(leftOut).toEqual([]);
  });

  it('leave out flagged ones, whichever case they are written in, with the words of the server', () => {
    const flags = { 'b@x.example': flag(), 'c@x.example': flag('complained'), 'd@x.example': flag() };
    const { recipients, leftOut } = asked({ to: ['a@x.example', 'B@X.example'], cc: ['c@x.example'], bcc: ['D@x.example'], flags });
    expect(recipients).toEqual({ to: ['a@x.example'], cc: [], bcc: [] });
    expect(leftOut.map(({ address }) => address)).toEqual(['B@X.example', 'c@x.example', 'D@x.example']);
    for (const { reason } of leftOut) expect(reason).toContain('550 5.1.1 user unknown');
    expect(leftOut[1]?.reason).toContain('complained');
  });

  it('are refused only when no to-address remains, with the reason', () => {
    const answer = recipientsOf(aCustomer({ to: ['a@x.example'], cc: ['b@x.example'], flags: { 'a@x.example': flag() } }), []);
    expect(answer).toHaveProperty('refusal', expect.stringContaining('mail to a@x.example came back (550 5.1.1 user unknown)'));
  });

  it('get the email once, however often they stand there', () => {
    const { recipients, leftOut } = asked({ to: ['a@x.example', 'A@x.example'], cc: ['a@X.example', 'b@x.example'], bcc: ['B@x.example'] });
    expect(recipients).toEqual({ to: ['a@x.example'], cc: ['b@x.example'], bcc: [] });
    expect(leftOut).toEqual([]);
  });

  it('are 50 at most; those beyond are named, BCC first', () => {
    const many = (letter: string, count: number) => Array.from({ length: count }, (_, index) => `${letter}${index}@x.example`);
    const { recipients, leftOut } = asked({ to: many('a', 20), cc: many('b', 25), bcc: many('c', 10) });
    expect([recipients.to.length, recipients.cc.length, recipients.bcc.length]).toEqual([20, 25, 5]);
    expect(leftOut.map(({ address }) => address)).toEqual(['c5@x.example', 'c6@x.example', 'c7@x.example', 'c8@x.example', 'c9@x.example']);
  });

  it('never hold a flag, a double or more than the limit, and nobody is forgotten', () => {
    const address = fc.integer({ min: 0, max: 70 }).map((number) => `${number % 2 ? 'm' : 'M'}${number}@x.example`);
    const list = fc.array(address, { maxLength: 40 });
    fc.assert(
      fc.property(list, list, list, fc.array(address, { maxLength: 5 }), (to, cc, bcc, bad) => {
        const flags = Object.fromEntries(bad.map((each) => [each.toLowerCase(), flag()]));
        const answer = recipientsOf(aCustomer({ to, cc, flags }), bcc);
        const free = to.filter((each) => !flags[each.toLowerCase()]);
        expect('refusal' in answer).toBe(free.length === 0);
        if ('refusal' in answer) return;
        const { recipients, leftOut } = answer;
        const reached = [...recipients.to, ...recipients.cc, ...recipients.bcc];
        expect(reached.length).toBeLessThanOrEqual(RECIPIENTS_LIMIT);
        expect(reached.filter((each) => flags[each.toLowerCase()])).toEqual([]);
        const accounted = [...reached, ...leftOut.map((each) => each.address)].map((each) => each.toLowerCase());
        expect(accounted.sort()).toEqual([...new Set([...to, ...cc, ...bcc].map((each) => each.toLowerCase()))].sort());
      }),
    );
  });
});
