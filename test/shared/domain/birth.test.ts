import { describe, expect, it, test } from 'vitest';
import type { Account } from '../../../shared/domain/account.ts';
import { birthOf, bornAt, repairedAt } from '../../../shared/domain/birth.ts';
import { Problem } from '../../../shared/domain/problem.ts';
import { aCustomer, anAccount, anInstant, anInvoice, money } from '../../support/builders.ts';

const NOW = anInstant('2026-07-01T00:00:00Z');
const LATER = anInstant('2026-07-01T02:00:00Z');

function withAutoInvoice(autoInvoice: boolean, bcc: readonly string[] = []): Account {
  const account = anAccount();
  return { ...account, sending: { ...account.sending, autoInvoice, bcc } };
}

const flagged = {
  'accounts@bakery.example': { reason: 'bounced', words: '550 5.1.1 user unknown', at: NOW, invoice: '2026-06_bakery' },
} as const;

describe('an invoice is born', () => {
  test.each([
    ['queued when Auto Invoice is on', true, undefined, 'queued'],
    ['not sent when it is off', false, undefined, 'draft'],
    ['queued when the customer’s own is on', false, true, 'queued'],
    ['not sent when the customer’s own is off', true, false, 'draft'],
  ] as const)('%s', (_, ofAccount, ofCustomer, status) => {
    expect(birthOf(aCustomer({ autoInvoice: ofCustomer }), withAutoInvoice(ofAccount), NOW).status).toBe(status);
  });

  it('queued as its first attempt, to the addresses of its customer and the account’s BCC', () => {
    const birth = birthOf(aCustomer({ cc: ['boss@bakery.example'] }), withAutoInvoice(true, ['copy@acacia.example']), NOW);
    expect(birth).toMatchObject({
      attempt: 1,
      recipients: { to: ['accounts@bakery.example'], cc: ['boss@bakery.example'], bcc: ['copy@acacia.example'] },
    });
  });

  it('failed, with the reason, when there is no address', () => {
    const birth = birthOf(aCustomer({ to: [] }), withAutoInvoice(true), NOW);
    expect([birth.status, birth.attempt]).toEqual(['failed', 0]);
    expect(birth.history[0]?.words).toContain('no email address');
  });

  it('failed, with the server’s words, when the only address is flagged', () => {
    const birth = birthOf(aCustomer({ flags: flagged }), withAutoInvoice(true), NOW);
    expect(birth.status).toBe('failed');
    expect(birth.history[0]?.words).toContain('550 5.1.1 user unknown');
  });

  it('not sent, whatever its address is, when Auto Invoice is off', () => {
    expect(birthOf(aCustomer({ to: [] }), withAutoInvoice(false), NOW).status).toBe('draft');
  });

  it('with one entry in its history', () => {
    for (const on of [true, false]) {
      expect(birthOf(aCustomer(), withAutoInvoice(on), NOW).history).toEqual([expect.objectContaining({ at: NOW, event: 'born' })]);
    }
  });
});

describe('a header as executing writes it', () => {
  it('is due after the queue’s delay from the writing, not from the planning', () => {
    const planned = anInvoice({ ...birthOf(aCustomer(), withAutoInvoice(true), NOW) });
    const born = bornAt(planned, LATER, 240);
    expect(born).toMatchObject({ status: 'queued', attempt: 1, queuedAt: LATER, dueAt: '2026-07-01T02:04:00.000Z' });
    expect(born.history).toEqual([expect.objectContaining({ at: LATER, event: 'born', attempt: 1 })]);
  });

  it('has nothing due when it is not queued', () => {
    for (const status of ['draft', 'failed', 'parked'] as const) {
      const born = bornAt(anInvoice({ status }), LATER, 240);
      expect(['dueAt' in born, 'queuedAt' in born], status).toEqual([false, false]);
    }
  });
});

describe('a repaired invoice', () => {
  const waiting = anInvoice({
    status: 'parked',
    parked: 'it cannot be priced',
    repair: 'plan-2',
    number: 'AAP-00009',
    sequence: 9,
    subtotal: money('0'),
    tax: money('0'),
    total: money('0'),
    lineCount: 0,
    dueAt: NOW,
    revision: 4,
    history: [{ at: NOW, event: 'born', status: 'parked', attempt: 0, words: 'Needs attention: it cannot be priced' }],
  });
  const plannedWith = (autoInvoice: boolean, to = ['accounts@bakery.example']) =>
    anInvoice({
      number: 'AAP-00009',
      sequence: 9,
      plan: 'plan-2',
      ...birthOf(aCustomer({ to }), withAutoInvoice(autoInvoice), LATER),
      revision: 0,
    });

  it('is not sent when Auto Invoice is off, bills what its plan says, and is parked no more', () => {
    const repaired = repairedAt(waiting, plannedWith(false), LATER, 240, 'kim');
    expect(repaired).toMatchObject({
      status: 'draft',
      attempt: 0,
      total: money('110'),
      lineCount: 1,
      plan: 'plan-2',
      number: 'AAP-00009',
      revision: 4,
    });
    expect(['parked' in repaired, 'repair' in repaired, 'dueAt' in repaired]).toEqual([false, false, false]);
    expect(repaired.history.map(({ event, by }) => [event, by])).toEqual([
      ['born', undefined],
      ['repair', 'kim'],
    ]);
  });

  it('is queued when Auto Invoice is on', () => {
    const repaired = repairedAt(waiting, plannedWith(true), LATER, 240);
    expect(repaired).toMatchObject({ status: 'queued', attempt: 1, queuedAt: LATER, dueAt: '2026-07-01T02:04:00.000Z' });
    expect(repaired.recipients.to).toEqual(['accounts@bakery.example']);
    expect(repaired.history.map(({ status }) => status)).toEqual(['parked', 'draft', 'queued']);
  });

  it('fails, with the reason, when nobody can be written to', () => {
    const repaired = repairedAt(waiting, plannedWith(true, []), LATER, 240);
    expect(repaired.status).toBe('failed');
    expect('dueAt' in repaired).toBe(false);
    expect(repaired.history.at(-1)?.words).toContain('no email address');
  });

  it('loses its due date when it comes out as a credit note', () => {
    const { dueDate: _, ...credit } = { ...plannedWith(false), kind: 'creditNote', total: money('-5') } as const;
    expect('dueDate' in repairedAt(waiting, credit, LATER, 240)).toBe(false);
  });

  it('is refused unless it is parked', () => {
    expect(() => repairedAt(anInvoice({ status: 'draft' }), plannedWith(false), LATER, 240)).toThrow(Problem);
  });
});
