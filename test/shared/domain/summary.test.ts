import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EmailNews } from '../../../shared/domain/emailNews.ts';
import { heard } from '../../../shared/domain/heard.ts';
import type { Invoice } from '../../../shared/domain/invoice.ts';
import { STATUSES, type Status } from '../../../shared/domain/lifecycle.ts';
import { cents } from '../../../shared/domain/money.ts';
import { summaryOf } from '../../../shared/domain/summary.ts';
import { newsOf } from '../../../shared/lambda/emailEvent.ts';
import { anInstant, anInvoice } from '../../support/builders.ts';

const at = anInstant('2026-07-01T00:05:00Z');
const NOBODY = new Map<string, string>();

const said = (status: Status, words: string, event: Invoice['history'][number]['event'] = 'note'): Partial<Invoice> => ({
  status,
  history: [{ at, event, status, attempt: 1, words }],
});

/** What SES tells of a delivery, by its documentation, as it is read. */
function delivery(attempt: number, address: string): EmailNews {
  const tags = { account: ['aap'], month: ['2026-07'], customer: ['bakery'], attempt: [String(attempt)] };
  const mail = { timestamp: at, messageId: '0100-message', destination: [address], tags };
  const delivery = { timestamp: at, recipients: [address], smtpResponse: '250 2.6.0 Message received', processingTimeMillis: 1201 };
  const news = newsOf({ time: at, detail: { eventType: 'Delivery', mail, delivery } });
  if (!news || news === 'notice') throw new Error('The event was not read');
  return news;
}

describe("a month's summary", () => {
  it('adds up: the statuses, and the kinds, come to the whole, whatever the month holds', () => {
    const amount = fc.integer({ min: -10_000_000, max: 10_000_000 });
    const invoice = fc.record({ status: fc.constantFrom(...STATUSES), subtotal: amount, tax: amount }).map(({ status, subtotal, tax }) =>
      anInvoice({
        status,
        kind: subtotal + tax < 0 ? 'creditNote' : 'invoice',
        subtotal: cents(subtotal),
        tax: cents(tax),
        total: cents(subtotal + tax),
      }),
    );
    fc.assert(
      fc.property(fc.array(invoice), (month) => {
        const summary = summaryOf(month, NOBODY);
        for (const parts of [summary.byStatus, summary.byKind]) {
          for (const figure of ['count', 'subtotal', 'tax', 'total'] as const) {
            expect(parts.reduce((so, part) => so + part[figure], 0)).toBe(summary[figure]);
          }
        }
        expect(summary.total).toBe(month.reduce((so, { total }) => so + total, 0));
        expect(summary.count).toBe(month.length);
      }),
    );
  });

  it('says of each status how many were sent before: they stand in the other list', () => {
    const month = [
      anInvoice({ customerId: 'a', status: 'cancelled' }),
      anInvoice({ customerId: 'b', status: 'cancelled', firstSentAt: at }),
      anInvoice({ customerId: 'c', status: 'queued', firstSentAt: at }),
      anInvoice({ customerId: 'd', status: 'delivered', firstSentAt: at }),
    ];
    expect(summaryOf(month, NOBODY).byStatus.map(({ status, count, previous }) => [status, count, previous])).toEqual(
      expect.arrayContaining([
        ['cancelled', 2, 1],
        ['queued', 1, 0],
        ['delivered', 1, 1],
      ]),
    );
  });

  it('tells trouble first, in the order to look at it, with the words of each', () => {
    const month = [
      anInvoice({ customerId: 'a', ...said('failed', 'No email address') }),
      anInvoice({ customerId: 'b', ...said('sent', 'Handed over to be delivered') }),
      anInvoice({ customerId: 'c', ...said('bounced', '550 5.1.1 user unknown') }),
      anInvoice({ customerId: 'd', status: 'parked', parked: 'the total is absurd' }),
      anInvoice({ customerId: 'e', ...said('unconfirmed', 'No answer came') }),
      anInvoice({ customerId: 'f', ...said('delayed', 'mailbox full') }),
    ];
    const { trouble } = summaryOf(month, new Map([['a', 'no email address']]));
    expect(trouble.map(({ kind, invoices }) => [kind, invoices.map(({ customerId, words }) => `${customerId}: ${words}`)])).toEqual([
      ['bounced', ['c: 550 5.1.1 user unknown']],
      ['delayed', ['f: mailbox full']],
      ['failed', ['a: No email address']],
      ['unconfirmed', ['e: No answer came']],
      ['parked', ['d: the total is absurd']],
      ['noAddress', ['a: no email address']],
    ]);
  });

  it('still says why one bounced after it went to Xero, and names one that Xero did not accept with what to do', () => {
    const at = anInstant('2026-08-01T00:00:00Z');
    const bounce = { at, event: 'bounce', status: 'bounced', attempt: 1, words: '550 5.1.1 user unknown' } as const;
    const xero = { state: 'failed', at, attempt: 1, organisationId: 'o', tries: 0, words: 'It is locked', advice: 'Unlock it.' } as const;
    const upload = { at, event: 'xero', status: 'bounced', attempt: 1, words: 'Not uploaded to Xero: It is locked. Unlock it.' } as const;
    const { trouble } = summaryOf([anInvoice({ status: 'bounced', history: [bounce, upload], xero })], new Map());
    expect(trouble.map(({ kind, invoices }) => [kind, invoices.map(({ words }) => words)])).toEqual([
      ['bounced', ['550 5.1.1 user unknown']],
      ['notInXero', ['It is locked. Unlock it.']],
    ]);
  });

  it('says who has not received theirs from the history of all attempts, not from the status alone', () => {
    const delivered = { at, event: 'deliver', status: 'delivered', attempt: 1, words: 'Delivered' } as const;
    const month = [
      anInvoice({ customerId: 'a', status: 'queued', attempt: 2, history: [delivered] }),
      anInvoice({ customerId: 'b', ...said('sent', 'Handed over') }),
      anInvoice({ customerId: 'c', status: 'complained', history: [delivered] }),
    ];
    expect(summaryOf(month, NOBODY).notReceived.map(({ customerId }) => customerId)).toEqual(['b']);
  });

  it('takes a delivery of an older attempt, or beside a bounce, for received; one of a mere copy not', () => {
    const recipients = { to: ['a@customer.example'], cc: ['Copy@customer.example'], bcc: [] };
    const again = anInvoice({ status: 'sent', attempt: 2, recipients });
    const bounced = anInvoice({ status: 'bounced', attempt: 1, recipients });
    const received = (invoice: Invoice) => summaryOf([invoice], NOBODY).notReceived.length === 0;
    expect(received(heard(again, delivery(1, 'a@customer.example')))).toBe(true);
    expect(received(heard(bounced, delivery(1, 'a@customer.example')))).toBe(true);
    expect(received(heard({ ...again, status: 'delivered' }, delivery(2, 'copy@customer.example')))).toBe(false);
    expect(received(heard({ ...again, status: 'sending' }, delivery(2, 'copy@customer.example')))).toBe(false);
  });
});
