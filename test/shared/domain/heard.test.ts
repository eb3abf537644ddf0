import { describe, expect, it } from 'vitest';
import type { EmailNews } from '../../../shared/domain/emailNews.ts';
import { heard } from '../../../shared/domain/heard.ts';
import { accepted, claimed, queued } from '../../../shared/domain/invoiceLife.ts';
import { aMonth, anInstant, anInvoice } from '../../support/builders.ts';

const AT = anInstant('2026-07-01T00:05:00Z');
const TO = { to: ['a@customer.example'], cc: [], bcc: [] };

/** Being sent; and taken by SES under the message id `m-1`. */
const sending = claimed(queued(anInvoice(), TO, 240, { at: AT, words: 'Queued' }), { token: 'token', at: AT });
const sent = accepted(sending, 'm-1', { at: AT, words: 'Handed over to be delivered' });

const news = (over: Partial<EmailNews> = {}): EmailNews => ({
  ...{ account: 'aap', month: aMonth('2026-07'), customer: 'bakery', attempt: 1, messageId: 'm-1', at: AT, kind: 'send' },
  ...{ addresses: TO.to, words: 'Accepted for delivery', key: 'send m-1', ...over },
});

describe('what SES tells of an email', () => {
  it('is no second entry when it says what its own answer has said: that it took the email', () => {
    expect(heard(sent, news())).toBe(sent);
  });

  it('is heard when that answer was lost', () => {
    expect(heard(sending, news())).toMatchObject({ status: 'sent', messageId: 'm-1' });
  });

  it('is kept when it is of another message than the one we know: something went out that we did not send', () => {
    expect(heard(sent, news({ messageId: 'm-2', key: 'send m-2' })).history.at(-1)).toMatchObject({ event: 'note', key: 'send m-2' });
  });

  it('never takes the place of the message id that SES answered with', () => {
    for (const kind of ['send', 'delivery', 'bounce'] as const) {
      expect(heard(sent, news({ kind, messageId: 'm-2', key: `${kind} m-2` })).messageId).toBe('m-1');
    }
  });
});
