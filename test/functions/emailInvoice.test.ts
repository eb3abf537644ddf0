import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handler as cancelHandler, cancelInvoice } from '../../functions/api/cancelInvoice.ts';
import { handler as sendHandler, sendInvoice } from '../../functions/api/sendInvoice.ts';
import { handler as emailInvoice } from '../../functions/emailInvoice.ts';
import { handler as recordEmailEvent } from '../../functions/recordEmailEvent.ts';
import { config } from '../../shared/config.ts';
import type { Invoice } from '../../shared/domain/invoice.ts';
import { instant } from '../../shared/domain/month.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { breaker } from '../../shared/store/breaker.ts';
import { call } from '../support/call.ts';
import { sendEvent, sesEvent, sqsEvent } from '../support/invocations.ts';
import { freshPostbox, type Postbox } from '../support/postbox.ts';
import { aroundAll, firstOf, NOVEMBER, path, Reseller, setNow } from '../support/reseller.ts';

const { services } = aroundAll({ services: true });
let postbox: Postbox;
beforeAll(async () => {
  postbox = await freshPostbox();
});
afterAll(() => postbox.stop());

const minutesLater = (minutes: number): Date => new Date(firstOf(NOVEMBER).getTime() + minutes * 60_000);

/** A November invoice of customer `a`, queued by the run. */
async function aQueued(customer: Parameters<Reseller['customer']>[2] = {}) {
  const reseller = await Reseller.setUp();
  await reseller.customer('a', '100', { to: [`a@${reseller.id}.example`], ...customer });
  await reseller.make(NOVEMBER);
  setNow(minutesLater(4));
  const message = { account: reseller.id, month: NOVEMBER, customer: 'a' };
  return {
    reseller,
    read: (): Promise<Invoice> => reseller.read(NOVEMBER, 'a'),
    deliver: (attempt = 1) => emailInvoice(sqsEvent({ ...message, attempt })),
    taken: () => postbox.taken(reseller.id),
    /** Of the queue now, for this reseller. */
    queued: async () =>
      (await services().received(config.emailQueueUrl())).filter((each) => (each as { account: string }).account === reseller.id),
    send: () => call(sendHandler, sendInvoice, { account: reseller.id, ...path(NOVEMBER, 'a') }),
    cancel: () => call(cancelHandler, cancelInvoice, { account: reseller.id, ...path(NOVEMBER, 'a') }),
  };
}

const DONE = { batchItemFailures: [] };

describe('the worker of the email queue', () => {
  it('emails a queued invoice with its PDF, from the reseller, to the customer, named in the tags', async () => {
    const { reseller, read, deliver, taken } = await aQueued({ cc: ['boss@customer.example'] });
    expect(await deliver()).toEqual(DONE);
    const [mail, ...more] = taken();
    expect(more).toEqual([]);
    expect(mail).toMatchObject({
      to: [`a@${reseller.id}.example`],
      recipients: [`a@${reseller.id}.example`, 'boss@customer.example'],
      tags: { account: reseller.id, month: NOVEMBER, customer: 'a', attempt: '1' },
      configurationSet: 'rebill',
    });
    const attached = postbox.content(mail?.id ?? '')?.Content?.Simple?.Attachments?.[0];
    expect(attached?.FileName).toMatch(/AAP-00001.*\.pdf$/);
    expect(
      Buffer.from(attached?.RawContent ?? '', 'base64')
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    expect(await read()).toMatchObject({ status: 'sent', messageId: mail?.id, firstSentAt: instant(minutesLater(4)) });
  });

  it('sends one email for a message that comes again and again, even at once', async () => {
    const { deliver, taken } = await aQueued();
    await Promise.all([deliver(), deliver(), deliver()]);
    await deliver();
    expect(taken()).toHaveLength(1);
  });

  it('never emails what a clerk cancelled, not by the old message when it is queued again at once either', async () => {
    const { deliver, taken, cancel, send, read } = await aQueued();
    expect((await cancel()).status).toBe(200);
    await deliver();
    expect((await send()).status).toBe(200);
    await deliver();
    expect(taken()).toEqual([]);
    await deliver(2);
    expect(taken().map(({ tags }) => tags.attempt)).toEqual(['2']);
    expect(await read()).toMatchObject({ status: 'sent', attempt: 2 });
  });

  it('cancel and send at the same moment: either it is cancelled or it is sent, and a 200 means never', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { deliver, taken, cancel, read } = await aQueued();
      const [answer] = await Promise.all([cancel(), deliver()]);
      expect(taken()).toHaveLength(answer.status === 200 ? 0 : 1);
      expect((await read()).status).toBe(answer.status === 200 ? 'cancelled' : 'sent');
    }
  });

  it('queues again, as a new message, what SES is too busy to take; meanwhile nobody else asks SES either', async () => {
    const { reseller, deliver, taken, read, queued } = await aQueued();
    const other = await aQueued();
    postbox.fails('throttled', reseller.id);
    expect(await deliver()).toEqual(DONE);
    const until = instant(new Date(minutesLater(4).getTime() + 30_000));
    expect(await read()).toMatchObject({ status: 'queued', attempt: 1, dueAt: until });
    expect(await other.deliver()).toEqual(DONE);
    expect(await other.read()).toMatchObject({ status: 'queued', attempt: 1, dueAt: until });
    expect(other.taken()).toEqual([]);
    setNow(minutesLater(5));
    await Promise.all([deliver(), other.deliver()]);
    expect([taken().length, other.taken().length]).toEqual([1, 1]);
    expect((await queued()).every((message) => (message as { attempt: number }).attempt === 1)).toBe(true);
    await breaker.hold(instant(new Date(0)));
  });

  it.each(['lost', 'failedAfter'] as const)(
    'is unconfirmed when SES took it and its answer was %s; the event heals it, and it is never resent',
    async (fault) => {
      const { reseller, deliver, taken, read } = await aQueued();
      postbox.fails(fault, reseller.id);
      expect(await deliver()).toEqual(DONE);
      await deliver();
      expect(taken()).toHaveLength(1);
      expect(await read()).toMatchObject({ status: 'unconfirmed' });
      await recordEmailEvent(sesEvent(await read(), 1, sendEvent, minutesLater(5)));
      expect(await read()).toMatchObject({ status: 'sent', messageId: 'EXAMPLE7c191be45-1' });
      await deliver();
      expect(taken()).toHaveLength(1);
    },
  );

  it('fails, with the reason, what SES refuses: a sender that is not verified, a stop of all sending', async () => {
    const { reseller, deliver, read, taken } = await aQueued();
    postbox.fails('mailFrom', reseller.id);
    expect(await deliver()).toEqual(DONE);
    expect(await read()).toMatchObject({ status: 'failed' });
    expect((await read()).history.at(-1)?.words).toMatch(/from address is not verified/);
    expect(taken()).toEqual([]);
  });

  it('prints what the plan froze, and is sent in the name of the settings of today', async () => {
    const { reseller, deliver, taken } = await aQueued();
    const now = await accounts.get(reseller.id);
    if (!now) throw new Error('The settings are gone');
    await accounts.save({
      ...now,
      company: { ...now.company, name: 'Renamed Pty Ltd' },
      sending: { ...now.sending, fromName: 'New Desk', subject: 'From {{company}}' },
    });
    await deliver();
    expect(taken()[0]).toMatchObject({ from: expect.stringContaining('New Desk'), subject: `From ${reseller.account.company.name}` });
  });

  it('drops a message of an invoice that nobody has', async () => {
    const reseller = await Reseller.setUp();
    expect(await emailInvoice(sqsEvent({ account: reseller.id, month: NOVEMBER, customer: 'ghost', attempt: 1 }))).toEqual(DONE);
    expect(postbox.taken(reseller.id)).toEqual([]);
  });
});
