import { describe, expect, it } from 'vitest';
import { recordEmailEvent } from '../../functions/recordEmailEvent.ts';
import { changeInvoice } from '../../shared/domain/changing.ts';
import type { EmailNews } from '../../shared/domain/emailNews.ts';
import { accepted, claimed, queued } from '../../shared/domain/invoiceLife.ts';
import { instant, later } from '../../shared/domain/month.ts';
import type { Email } from '../../shared/domain/ports.ts';
import { aMonth, anAccount } from '../support/builders.ts';
import { MonthlyReseller } from '../support/monthlyReseller.ts';

const JANUARY = aMonth('2026-01');
const KEY = { account: 'aap', month: JANUARY, customer: 'a' };

/** January's invoice of customer a, sent as attempt 1; its address bounces whenever a test says so. */
async function aSent() {
  const { sending } = anAccount();
  const reseller = await new MonthlyReseller().setUp({ sending: { ...sending, bounceRecipient: 'desk@acacia.example' } });
  await reseller.customer('a', '100', { to: ['a@customer.example'] });
  await reseller.make(JANUARY);
  const at = instant(reseller.firstOf(JANUARY));
  const news = { at, words: 'Handed over to be delivered' };
  const { invoices, customers } = reseller.store;
  await changeInvoice(invoices, KEY, (read) => accepted(claimed(read, { token: 'token', at }), 'm-1', news));
  const notices: Email[] = [];
  const mail = {
    async send(email: Email) {
      notices.push(email);
      return { outcome: 'accepted' as const, messageId: 'notice' };
    },
  };
  const ports = { ...reseller.ports, mail } as unknown as typeof recordEmailEvent.ports;
  const bounces = (attempt: number, minutes: number) => {
    const bounce: EmailNews = {
      ...{ ...KEY, attempt, messageId: `m-${attempt}`, at: later(at, minutes * 60_000), kind: 'bounce' },
      ...{
        bounce: { permanent: true, subType: 'General' },
        addresses: ['a@customer.example'],
        words: 'It bounced',
        key: `bounce ${attempt}`,
      },
    };
    return recordEmailEvent.run(bounce, ports);
  };
  const sentAgain = () =>
    changeInvoice(invoices, KEY, (read) => {
      const again = queued(read, read.recipients, 0, { at, words: 'Queued' });
      return accepted(claimed(again, { token: 'token-2', at }), 'm-2', news);
    });
  return { bounces, sentAgain, notices, customer: () => customers.get('aap', 'a') };
}

describe('an address that bounces once more', () => {
  it('changes nothing of the customer, whom a clerk may be editing, and nobody is told a second time', async () => {
    const { bounces, sentAgain, notices, customer } = await aSent();
    await bounces(1, 5);
    const flagged = await customer();
    expect([Object.keys(flagged.flags), notices.length]).toEqual([['a@customer.example'], 1]);
    await sentAgain();
    await bounces(2, 10);
    expect([await customer(), notices.length]).toEqual([flagged, 1]);
  });
});
