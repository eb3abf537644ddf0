import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HistoryEntry, Invoice } from '../../../shared/domain/invoice.ts';
import {
  accepted,
  CLAIM_MS,
  claimed,
  HISTORY_FIRST,
  HISTORY_NEWEST,
  isOurs,
  noted,
  queued,
  released,
  transition,
  withHistory,
} from '../../../shared/domain/invoiceLife.ts';
import { accepts, LIFECYCLE_EVENTS, after as statusAfter } from '../../../shared/domain/lifecycle.ts';
import { Problem } from '../../../shared/domain/problem.ts';
import { anInstant, anInvoice } from '../../support/builders.ts';

const NOW = anInstant('2026-07-01T00:00:00Z');
const LATER = anInstant('2026-07-01T00:10:00Z');
const RECIPIENTS = { to: ['accounts@bakery.example'], cc: [], bcc: [] };
const news = (words = 'something happened', key?: string) => ({ at: NOW, words, ...(key ? { key } : {}) });
const sendOf = (invoice: Invoice) => queued(invoice, RECIPIENTS, 240, news('Queued'));
const sendingOf = (invoice: Invoice, token = 'token-1') => claimed(sendOf(invoice), { token, at: LATER });

const entry = (index: number, key?: string): HistoryEntry => ({
  at: NOW,
  event: 'note',
  status: 'sent',
  attempt: 1,
  words: `news ${index}`,
  ...(key ? { key } : {}),
});

describe('the history of an invoice', () => {
  it('holds at most 100 entries: the first 20 and the newest 80, in order', () => {
    fc.assert(
      fc.property(fc.nat(260), (count) => {
        let history: readonly HistoryEntry[] = [];
        for (let index = 0; index < count; index += 1) history = withHistory(history, entry(index));
        const all = Array.from({ length: count }, (_, index) => `news ${index}`);
        const expected = count <= 100 ? all : [...all.slice(0, 20), ...all.slice(-80)];
        expect(history.map(({ words }) => words)).toEqual(expected);
      }),
      { numRuns: 40 },
    );
    expect(HISTORY_FIRST + HISTORY_NEWEST).toBe(100);
  });

  it('tells the same news once, however often it comes', () => {
    const once = withHistory([entry(1, 'event-1')], entry(2, 'event-2'));
    expect(withHistory(once, entry(3, 'event-1'))).toBe(once);
    expect(withHistory(once, entry(3, 'event-3'))).toHaveLength(3);
  });

  it('takes two entries without a key for two', () => {
    expect(withHistory([entry(1)], entry(1))).toHaveLength(2);
  });

  it('says when, what, who and which send request', () => {
    const cancelled = transition(sendOf(anInvoice()), 'cancel', { at: LATER, words: 'Cancelled by hand', by: 'kim@acacia.example' });
    expect(cancelled.history.at(-1)).toEqual({
      at: LATER,
      event: 'cancel',
      status: 'cancelled',
      attempt: 1,
      words: 'Cancelled by hand',
      by: 'kim@acacia.example',
    });
  });

  it('takes news that changes no status', () => {
    const sent = anInvoice({ status: 'sent', attempt: 2 });
    const told = noted(sent, news('cc bounced', 'event-9'), 1);
    expect({ ...told, history: [] }).toEqual({ ...sent, history: [] });
    expect(told.history).toEqual([{ at: NOW, event: 'note', status: 'sent', attempt: 1, words: 'cc bounced', key: 'event-9' }]);
  });
});

describe('each step', () => {
  it('goes along the table and nowhere else, and a refused one changes nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...LIFECYCLE_EVENTS), { maxLength: 40 }), (events) => {
        let invoice: Invoice = anInvoice();
        for (const event of events) {
          const before = structuredClone(invoice);
          if (accepts(invoice.status, event)) {
            const next = transition(invoice, event, news());
            expect(next.status).toBe(statusAfter(invoice.status, event));
            expect(next.history.at(-1)).toMatchObject({ event, status: next.status });
            expect(invoice).toEqual(before);
            invoice = next;
          } else {
            expect(() => transition(invoice, event, news())).toThrow(Problem);
            expect(invoice).toEqual(before);
          }
        }
      }),
    );
  });

  it('has a due time only while there is work to do', () => {
    const sending = sendingOf(anInvoice());
    expect(sending.dueAt).toBe('2026-07-01T00:04:00.000Z');
    for (const event of ['accept', 'lose', 'deliver', 'bounce', 'refuse'] as const) {
      expect('dueAt' in transition(sending, event, news()), event).toBe(false);
    }
    expect('dueAt' in transition(sendOf(anInvoice()), 'cancel', news())).toBe(false);
  });

  it('touches nothing but the email: cancelled, the invoice stands as it was billed', () => {
    const { status: _, attempt: __, history: ___, recipients: ____, ...billed } = anInvoice();
    expect(transition(sendOf(anInvoice()), 'cancel', news())).toMatchObject(billed);
  });
});

describe('sending', () => {
  it('is a new attempt, to the addresses of now, due after the queue’s delay', () => {
    const sent = anInvoice({
      status: 'bounced',
      attempt: 3,
      messageId: 'old',
      firstSentAt: NOW,
      recipients: { to: ['old@x.example'], cc: [], bcc: [] },
    });
    const again = queued(sent, RECIPIENTS, 240, { at: LATER, words: 'Sent again', by: 'kim' });
    expect(again).toMatchObject({
      status: 'queued',
      attempt: 4,
      recipients: RECIPIENTS,
      queuedAt: LATER,
      dueAt: '2026-07-01T00:14:00.000Z',
      firstSentAt: NOW,
    });
    expect('messageId' in again).toBe(false);
    expect(again.history.at(-1)).toMatchObject({ event: 'queue', attempt: 4, by: 'kim' });
  });

  it('is refused for what is queued, being sent or parked', () => {
    for (const status of ['queued', 'sending', 'parked'] as const) expect(() => sendOf(anInvoice({ status })), status).toThrow(Problem);
  });

  it('counts one attempt a send, none a claim or a release', () => {
    const released1 = released(sendingOf(anInvoice()), LATER, news());
    expect(released1.attempt).toBe(1);
    expect(sendOf(transition(released1, 'cancel', news())).attempt).toBe(2);
  });
});

describe('a claim', () => {
  it('is of one worker: only results under its own token and attempt count', () => {
    const sending = sendingOf(anInvoice());
    expect(sending).toMatchObject({ status: 'sending', claim: { token: 'token-1', at: LATER } });
    expect(isOurs(sending, 1, 'token-1')).toBe(true);
    expect(isOurs(sending, 1, 'token-2')).toBe(false);
    expect(isOurs(sending, 2, 'token-1')).toBe(false);
    expect(isOurs(anInvoice(), 0, 'token-1')).toBe(false);
  });

  it('is refused for what is cancelled, or claimed already', () => {
    expect(() => claimed(transition(sendOf(anInvoice()), 'cancel', news()), { token: 't', at: LATER })).toThrow(Problem);
    expect(() => claimed(sendingOf(anInvoice()), { token: 't', at: LATER })).toThrow(Problem);
  });

  it('outlasts an event that overtook the worker’s result, and ends with the next send', () => {
    const delivered = transition(sendingOf(anInvoice()), 'deliver', news());
    expect(isOurs(delivered, 1, 'token-1')).toBe(true);
    expect('claim' in sendOf(delivered)).toBe(false);
  });

  it('ends with a release: queued again, for later, in the same attempt', () => {
    const back = released(sendingOf(anInvoice()), LATER, news('throttled'));
    expect(back).toMatchObject({ status: 'queued', attempt: 1, dueAt: LATER, recipients: RECIPIENTS });
    expect('claim' in back).toBe(false);
  });

  it('lives at least twice as long as the function that makes it', () => {
    expect(CLAIM_MS).toBeGreaterThanOrEqual(2 * 60_000);
  });
});

describe('acceptance', () => {
  it('stores the message id and when it was first sent', () => {
    expect(accepted(sendingOf(anInvoice()), 'ses-1', news())).toMatchObject({ status: 'sent', messageId: 'ses-1', firstSentAt: NOW });
  });

  it('that an event overtook is a success: the status stands, the message id is stored all the same', () => {
    const bounced = transition(sendingOf(anInvoice()), 'bounce', news());
    expect(accepted(bounced, 'ses-1', news())).toMatchObject({ status: 'bounced', messageId: 'ses-1', firstSentAt: NOW });
  });

  it('heals what was unconfirmed', () => {
    const lost = transition(sendingOf(anInvoice()), 'lose', news());
    expect(accepted(lost, 'ses-1', news()).status).toBe('sent');
  });

  it('keeps the time of the first send for ever', () => {
    const first = accepted(sendingOf(anInvoice()), 'ses-1', news());
    const second = accepted(sendingOf(first, 'token-2'), 'ses-2', { at: LATER, words: 'again' });
    expect(second).toMatchObject({ messageId: 'ses-2', firstSentAt: NOW });
  });
});
