import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ids } from '../../shared/aws/ids.ts';
import { changeInvoice, keyOf } from '../../shared/domain/changing.ts';
import { type EmailingPorts, emailInvoice } from '../../shared/domain/emailing.ts';
import type { EmailNews } from '../../shared/domain/emailNews.ts';
import { heard } from '../../shared/domain/heard.ts';
import type { Invoice } from '../../shared/domain/invoice.ts';
import { queued, transition } from '../../shared/domain/invoiceLife.ts';
import { type Instant, instant } from '../../shared/domain/month.ts';
import type { Email, EmailMessage, SendResult } from '../../shared/domain/ports.ts';
import { Problem } from '../../shared/domain/problem.ts';
import { sweep } from '../../shared/domain/sweeping.ts';
import { breaker } from '../../shared/store/breaker.ts';
import { invoices } from '../../shared/store/invoices.ts';
import { workList } from '../../shared/store/work.ts';
import { anInvoice } from '../support/builders.ts';
import { dyingPorts } from '../support/crashes.ts';
import { freshTable } from '../support/table.ts';
import { aWorld, DELAY_S } from '../support/world.ts';

let table: Awaited<ReturnType<typeof freshTable>>;
// A table for each test: the breaker holds, and the sweeper sweeps, for everyone in it.
beforeEach(async () => {
  table = await freshTable();
});
afterEach(() => table.stop());

const NOW = new Date('2026-12-01T02:00:00Z');
const at = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const TO = { to: ['a@customer.example'], cc: ['copy@customer.example'], bcc: ['us@reseller.example'] };
const EMAIL: Email = {
  from: { address: 'billing@reseller.example', name: 'Billing' },
  ...TO,
  subject: 'Invoice',
  text: 'Invoice',
  html: '<p>Invoice</p>',
  attachments: [],
  tags: {},
};

let made = 0;
/** A queued invoice of an account of its own, and what answers its sending. */
async function aQueued(answer: SendResult | (() => Promise<SendResult>) = { outcome: 'accepted', messageId: 'm-1' }) {
  made += 1;
  const born = queued(anInvoice({ accountId: `sender-${made}`, revision: 0 }), TO, DELAY_S, { at: instant(NOW), words: 'Queued' });
  await invoices.create(born);
  const world = aWorld();
  const sent: Email[] = [];
  const send = async (email: Email) => {
    sent.push(email);
    return typeof answer === 'function' ? answer() : answer;
  };
  const ports: EmailingPorts = { ...world, breaker, ids, mail: { send } };
  const message: EmailMessage = { ...keyOf(born), attempt: 1 };
  const read = () => invoices.get(born.accountId, born.month, born.customerId);
  const deliver = (given = message, using = ports, now = at(4)) =>
    emailInvoice(
      given,
      async () => EMAIL,
      using,
      () => now,
    );
  return {
    world,
    sent,
    ports,
    message,
    read,
    deliver,
    change: (change: (invoice: Invoice) => Invoice) => changeInvoice(invoices, message, change),
  };
}

const aSweep = (subject: Awaited<ReturnType<typeof aQueued>>, now: Date) =>
  sweep(
    { ...subject.world, ...subject.ports, workList },
    async () => undefined,
    now,
    () => undefined,
  );

describe('sending', () => {
  it('hands a queued invoice to SES once and records the message id', async () => {
    const one = await aQueued();
    await one.deliver();
    expect(one.sent.length).toBe(1);
    expect(await one.read()).toMatchObject({ status: 'sent', messageId: 'm-1', firstSentAt: instant(at(4)) });
  });

  it('sends one email for a message that is delivered many times, even at once', async () => {
    const one = await aQueued();
    await Promise.all([one.deliver(), one.deliver(), one.deliver()]);
    await one.deliver();
    expect(one.sent.length).toBe(1);
  });

  it('never sends what was cancelled, not by its old message when it is queued again at once either', async () => {
    const one = await aQueued();
    await one.change((invoice) => transition(invoice, 'cancel', { at: instant(at(1)), words: 'Cancelled' }));
    await one.deliver();
    expect(one.sent).toEqual([]);
    await one.change((invoice) => queued(invoice, TO, DELAY_S, { at: instant(at(2)), words: 'Queued' }));
    await one.deliver();
    expect(one.sent).toEqual([]);
    await one.deliver({ ...one.message, attempt: 2 });
    expect(one.sent.length).toBe(1);
  });

  it('either cancels or sends when both happen at once, never both', async () => {
    for (let round = 0; round < 10; round += 1) {
      const one = await aQueued();
      const cancel = one.change((invoice) => transition(invoice, 'cancel', { at: instant(at(1)), words: 'Cancelled' }));
      const [cancelled] = await Promise.allSettled([cancel, one.deliver()]);
      expect(one.sent.length).toBe(cancelled.status === 'fulfilled' ? 0 : 1);
    }
  });

  it('puts a throttled one back for later, with a new message, and holds all sending', async () => {
    const one = await aQueued({ outcome: 'throttled', words: 'Maximum sending rate exceeded', holdSeconds: 60 });
    await one.deliver();
    expect(await one.read()).toMatchObject({ status: 'queued', attempt: 1, dueAt: instant(at(5)) });
    expect(one.world.emails).toEqual([{ message: one.message, delaySeconds: 60 }]);
    expect(one.world.counted).toContain('EmailHeld');

    const other = await aQueued();
    await other.deliver(other.message, other.ports, at(4.5));
    expect(other.sent).toEqual([]);
    expect(await other.read()).toMatchObject({ status: 'queued', attempt: 1, dueAt: instant(at(5)) });
    expect(other.world.emails.length).toBe(1);
    await other.deliver(other.message, other.ports, at(6));
    expect(other.sent.length).toBe(1);
  });

  it('gives up after 24 hours an email that SES puts off again and again, instead of sending it when nobody expects it', async () => {
    const one = await aQueued({ outcome: 'throttled', words: 'Daily message quota exceeded', holdSeconds: 600 });
    for (let minutes = 4; minutes < 24 * 60 + 40; minutes += 300) await one.deliver(one.message, one.ports, at(minutes));
    const asked = one.sent.length;
    await one.deliver(one.message, one.ports, at(24 * 60 + 60));
    expect(one.sent.length).toBe(asked);
    expect(await one.read()).toMatchObject({ status: 'failed' });
    expect((await one.read()).history.at(-1)?.words).toMatch(/24 hours/);
  });

  it('is held as long as the longest reason says: a burst that was too fast does not end a spent quota', async () => {
    const quota = await aQueued({ outcome: 'throttled', words: 'Daily message quota exceeded', holdSeconds: 600 });
    const burst = await aQueued({ outcome: 'throttled', words: 'Maximum sending rate exceeded', holdSeconds: 30 });
    // The burst's worker asked before the quota was spent, and hears its own answer after.
    const asked: Instant[] = [];
    const heldUntil = async (now: Instant) => (asked.push(now) === 1 ? undefined : breaker.heldUntil(now));
    const ports = { ...burst.ports, breaker: { ...breaker, heldUntil } };
    await quota.deliver();
    await burst.deliver(burst.message, ports);
    expect(await breaker.heldUntil(instant(at(5)))).toBe(instant(at(14)));
  });

  it('fails what SES refuses, with its words', async () => {
    const one = await aQueued({ outcome: 'refused', words: 'The sender is not verified' });
    await one.deliver();
    expect(await one.read()).toMatchObject({ status: 'failed' });
    expect((await one.read()).history.at(-1)?.words).toBe('The sender is not verified');
  });

  it('is unconfirmed when no answer came, and never sends it again by itself', async () => {
    const one = await aQueued({ outcome: 'unknown', words: 'No answer' });
    await one.deliver();
    await one.deliver();
    await aSweep(one, at(120));
    expect(one.sent.length).toBe(1);
    expect(await one.read()).toMatchObject({ status: 'unconfirmed' });
    expect(one.world.counted).toContain('Unconfirmed');
  });

  it('fails with the reason when the PDF cannot be made', async () => {
    const one = await aQueued();
    const broken = async () => {
      throw new Problem('invalid', 'The PDF could not be made');
    };
    await emailInvoice(one.message, broken, one.ports, () => at(4));
    expect(await one.read()).toMatchObject({ status: 'failed' });
    expect(one.sent).toEqual([]);
  });

  it('counts an accept that an event overtook as a success, and keeps the message id', async () => {
    const one = await aQueued(async () => {
      await one.change((invoice) => heard(invoice, news({ kind: 'delivery', messageId: '' })));
      return { outcome: 'accepted', messageId: 'm-9' };
    });
    await one.deliver();
    expect(await one.read()).toMatchObject({ status: 'delivered', messageId: 'm-9' });
  });

  it('a worker whose claim was given up and queued anew changes nothing of the new attempt', async () => {
    const one = await aQueued(async () => {
      await one.change((invoice) => transition(invoice, 'lose', { at: instant(at(9)), words: 'No answer' }));
      await one.change((invoice) => queued(invoice, TO, DELAY_S, { at: instant(at(10)), words: 'Queued' }));
      return { outcome: 'accepted', messageId: 'late' };
    });
    await one.deliver();
    expect(await one.read()).toMatchObject({ status: 'queued', attempt: 2 });
    expect((await one.read()).messageId).toBeUndefined();
  });

  it.each(['before', 'after'] as const)('killed %s any I/O, it never sends twice, and the sweeper finds what is left', async (when) => {
    for (let index = 1; index < 20; index += 1) {
      const one = await aQueued();
      const { mail, invoices: store, breaker: held, emailQueue, metrics, ids: fresh } = one.ports;
      const dying = dyingPorts({ mail, invoices: store, breaker: held, emailQueue, metrics, ids: fresh }, index, when);
      await one.deliver(one.message, dying.ports).catch(() => undefined);
      await one.deliver().catch(() => undefined);
      await aSweep(one, at(60));
      const left = await one.read();
      expect(one.sent.length, `${when} call ${index}`).toBeLessThanOrEqual(1);
      expect(['sent', 'unconfirmed'], `${when} call ${index}`).toContain(left.status);
      if (one.sent.length === 0) expect(left.status).toBe('unconfirmed');
      if (dying.count() < index) break;
    }
  });
});

describe('the sweeper', () => {
  it('sends the message of an email 15 minutes overdue again, and looks again in an hour', async () => {
    const one = await aQueued();
    await aSweep(one, at(12));
    expect(one.world.emails).toEqual([]);
    await aSweep(one, at(20));
    expect(one.world.emails.map(({ message }) => message)).toEqual([one.message]);
    expect((await one.read()).dueAt).toBe(instant(at(80)));
    await aSweep(one, at(25));
    expect(one.world.emails.length).toBe(1);
  });

  it('gives an email up 24 hours after it was queued, with the reason', async () => {
    const one = await aQueued();
    await aSweep(one, at(24 * 60 + 10));
    expect(await one.read()).toMatchObject({ status: 'failed' });
    expect((await one.read()).history.at(-1)?.words).toMatch(/24 hours/);
  });

  it('leaves queued ones alone while sending is held', async () => {
    const one = await aQueued();
    await breaker.hold(instant(at(3 * 24 * 60)));
    await aSweep(one, at(2 * 24 * 60));
    expect(await one.read()).toMatchObject({ status: 'queued' });
    expect(one.world.emails).toEqual([]);
    await breaker.hold(instant(NOW));
  });
});

const news = (over: Partial<EmailNews> = {}): EmailNews => ({
  account: 'aap',
  month: anInvoice().month,
  customer: 'bakery',
  attempt: 1,
  messageId: 'm-1',
  at: instant(at(5)),
  kind: 'delivery',
  addresses: ['a@customer.example'],
  words: 'Delivered',
  key: Math.random().toString(36),
  ...over,
});

describe('what SES tells', () => {
  const sent = (over: Partial<Invoice> = {}): Invoice => ({
    ...anInvoice({ status: 'sent', attempt: 1, firstSentAt: instant(at(4)) as Instant }),
    recipients: TO,
    ...over,
  });

  it.each([
    ['delivery', undefined, 'delivered'],
    ['bounce', { permanent: true, subType: 'General' }, 'bounced'],
    ['bounce', { permanent: false, subType: 'MailboxFull' }, 'delayed'],
    ['complaint', undefined, 'complained'],
    ['delay', undefined, 'delayed'],
    ['reject', undefined, 'failed'],
    ['renderingFailure', undefined, 'failed'],
  ] as const)('a %s (%o) of a to-address leads to %s', (kind, bounce, status) => {
    expect(heard(sent(), news({ kind, ...(bounce ? { bounce } : {}) })).status).toBe(status);
  });

  it('news of a copy proves that it went out, and moves nothing else', () => {
    const bounce = news({ kind: 'bounce', bounce: { permanent: true, subType: 'General' }, addresses: ['US@reseller.example'] });
    expect(heard(sent(), bounce).status).toBe('sent');
    expect(heard(sent({ status: 'unconfirmed' }), bounce).status).toBe('sent');
  });

  it('news of an older attempt only proves that the invoice was sent once', () => {
    const bounce = news({ kind: 'bounce', bounce: { permanent: true, subType: 'General' } });
    const { firstSentAt: _, ...never } = sent({ status: 'queued', attempt: 2 });
    const after = heard(never, bounce);
    expect(after).toMatchObject({ status: 'queued', attempt: 2, firstSentAt: bounce.at });
    expect(after.history.at(-1)).toMatchObject({ event: 'note', attempt: 1 });
  });

  it('a rejection proves nothing', () => {
    const { firstSentAt: _, ...never } = sent({ status: 'sending' });
    expect(heard(never, news({ kind: 'reject' })).firstSentAt).toBeUndefined();
  });

  it('never goes back: a late "delayed" after "delivered" is history alone, and a repeated event is no news', () => {
    const delivered = heard(sent(), news({ key: 'd' }));
    expect(heard(delivered, news({ key: 'd' }))).toBe(delivered);
    const late = heard(delivered, news({ kind: 'delay' }));
    expect(late.status).toBe('delivered');
    expect(late.history.length).toBe(delivered.history.length + 1);
  });

  it('a bounce of one to-address is not hidden by the delivery to another', () => {
    const two = sent({ recipients: { ...TO, to: ['a@customer.example', 'b@customer.example'] } });
    const bounce = news({ kind: 'bounce', bounce: { permanent: true, subType: 'General' } });
    const delivery = news({ addresses: ['b@customer.example'] });
    expect(heard(heard(two, bounce), delivery).status).toBe('bounced');
    expect(heard(heard(two, delivery), bounce).status).toBe('bounced');
  });
});
