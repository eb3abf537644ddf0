import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handler as recordEmailEvent } from '../../functions/recordEmailEvent.ts';
import { flagged } from '../../shared/domain/flagging.ts';
import type { Invoice } from '../../shared/domain/invoice.ts';
import { queued } from '../../shared/domain/invoiceLife.ts';
import { instant } from '../../shared/domain/month.ts';
import { newsOf } from '../../shared/lambda/emailEvent.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { customers } from '../../shared/store/customers.ts';
import { anAccount } from '../support/builders.ts';
import { bounce, complaint, delivery, type Happened, sendEvent, sesEvent } from '../support/invocations.ts';
import { freshPostbox, type Postbox } from '../support/postbox.ts';
import { aroundAll, firstOf, NOVEMBER, Reseller } from '../support/reseller.ts';

const { table } = aroundAll();
let postbox: Postbox;
beforeAll(async () => {
  postbox = await freshPostbox();
});
afterAll(() => postbox.stop());

const NOW = firstOf(NOVEMBER);
const A = 'A@customer.example';
const COPY = 'copy@customer.example';
const BCC = 'us@acacia.example';

/** Customer `a`'s November invoice, sent as attempt 1. */
async function aSent(over: Partial<ReturnType<typeof anAccount>['sending']> = {}) {
  const { sending } = anAccount();
  const reseller = await Reseller.setUp({ sending: { ...sending, bcc: [BCC], bounceRecipient: 'desk@acacia.example', ...over } });
  await reseller.customer('a', '100', { to: [A], cc: [COPY] });
  await reseller.make(NOVEMBER);
  await reseller.sent(NOVEMBER, 'a', NOW);
  const read = () => reseller.read(NOVEMBER, 'a');
  return {
    reseller,
    read,
    hears: async (happened: Happened, attempt = 1) => recordEmailEvent(sesEvent(await read(), attempt, happened, NOW)),
    flags: async () => Object.keys((await customers.get(reseller.id, 'a')).flags),
    notices: () => postbox.taken(reseller.id).filter(({ tags }) => tags.notice === 'bounce'),
  };
}

describe('what SES tells of an email', () => {
  it('delivered: the invoice says so, with the words of the mail server', async () => {
    const { hears, read } = await aSent();
    await hears(delivery(A, NOW));
    expect(await read()).toMatchObject({ status: 'delivered' });
    expect((await read()).history.at(-1)?.words).toBe(`Delivered to ${A} (250 2.6.0 Message received)`);
  });

  it('bounced for good: the address is flagged, whatever its case, and the bounce recipient is told', async () => {
    const { hears, read, flags, notices } = await aSent();
    await hears(bounce(A.toUpperCase(), NOW));
    expect(await read()).toMatchObject({ status: 'bounced' });
    expect((await read()).history.at(-1)?.words).toContain('550 5.1.1 user unknown');
    expect(await flags()).toEqual([A.toLowerCase()]);
    expect(notices()).toMatchObject([{ to: ['desk@acacia.example'] }]);
  });

  it.each(['Transient', 'Undetermined'])(
    'a %s bounce is a delay: nobody is flagged or told, and a delivery is not hidden',
    async (type) => {
      const { hears, read, flags, notices } = await aSent();
      await hears(bounce(A, NOW, type));
      expect(await read()).toMatchObject({ status: 'delayed' });
      await hears(delivery(A, NOW));
      await hears(bounce(A, NOW, type, 'another'));
      expect(await read()).toMatchObject({ status: 'delivered' });
      expect([await flags(), notices()]).toEqual([[], []]);
    },
  );

  it('a complaint flags the address, too', async () => {
    const { hears, read, flags, notices } = await aSent();
    await hears(complaint(A, NOW));
    expect(await read()).toMatchObject({ status: 'complained' });
    expect(await flags()).toEqual([A.toLowerCase()]);
    expect(notices()).toHaveLength(1);
  });

  it('a bounce of a copy flags the copy and does not touch the status', async () => {
    const { hears, read, flags } = await aSent();
    await hears(bounce(COPY, NOW));
    await hears(bounce(BCC, NOW, 'Permanent', 'another'));
    expect((await read()).status).toBe('sent');
    expect((await flags()).sort()).toEqual([COPY, BCC].sort());
  });

  it('told twice, or ten times at once, it is recorded and passed on once', async () => {
    const { hears, read, notices } = await aSent();
    await hears(bounce(A, NOW));
    const before = await read();
    await Promise.all(Array.from({ length: 10 }, () => hears(bounce(A, NOW))));
    expect(await read()).toEqual(before);
    expect(notices()).toHaveLength(1);
  });

  it('of an older attempt proves that it was sent once, and flags a dead address all the same', async () => {
    const { hears, read, flags, reseller } = await aSent();
    const { to, cc, bcc } = (await read()).recipients;
    await reseller.change(NOVEMBER, 'a', (invoice) => queued(invoice, { to, cc, bcc }, 240, { at: instant(NOW), words: 'Queued' }));
    await hears(bounce(A, NOW), 1);
    expect(await read()).toMatchObject({ status: 'queued', attempt: 2 });
    expect(await flags()).toEqual([A.toLowerCase()]);
  });

  it('of an address that was corrected since, it flags nothing', async () => {
    const { hears, read, flags, reseller } = await aSent();
    await reseller.edit('a', { to: ['new@customer.example'] });
    await hears(bounce(A, NOW));
    expect((await read()).status).toBe('bounced');
    expect(await flags()).toEqual([]);
  });

  it('of strangers creates nothing: no such invoice, no such account, an attempt that never was', async () => {
    const { read, hears } = await aSent();
    const before = await read();
    const puts = () => table().requests.filter(({ operation }) => operation === 'PutItem').length;
    const already = puts();
    await recordEmailEvent(sesEvent({ ...before, customerId: 'ghost' }, 1, bounce(A, NOW), NOW));
    await recordEmailEvent(sesEvent({ ...before, accountId: 'nobody' }, 1, bounce(A, NOW), NOW));
    await hears(bounce(A, NOW), 2);
    await recordEmailEvent({ source: 'aws.ses', detail: { eventType: 'Open' } });
    expect(puts()).toBe(already);
    expect(await read()).toEqual(before);
  });

  it('Send heals what was unconfirmed', async () => {
    const { hears, read, reseller } = await aSent();
    await reseller.change(
      NOVEMBER,
      'a',
      ({ messageId: _, firstSentAt: __, ...invoice }): Invoice => ({ ...invoice, status: 'unconfirmed' }),
    );
    await hears(sendEvent);
    expect(await read()).toMatchObject({ status: 'sent', messageId: 'EXAMPLE7c191be45-1' });
    expect((await read()).firstSentAt).toBeDefined();
  });

  it('a removed customer’s bounce is recorded like any other', async () => {
    const { hears, read, flags, reseller } = await aSent();
    await reseller.edit('a', { removed: instant(NOW) });
    await hears(bounce(A, NOW));
    expect((await read()).status).toBe('bounced');
    expect(await flags()).toEqual([A.toLowerCase()]);
  });

  it('without a bounce recipient the flag and the status stand, and nobody is written to', async () => {
    const { reseller, read, flags, hears, notices } = await aSent();
    const { bounceRecipient: _, ...sending } = reseller.account.sending;
    const now = await accounts.get(reseller.id);
    if (now) await accounts.save({ ...now, sending });
    await hears(bounce(A, NOW));
    expect([(await read()).status, await flags(), notices()]).toEqual(['bounced', [A.toLowerCase()], []]);
  });
});

describe('a recording that is cut short', () => {
  it('after the flag and before the notice is done whole when the event comes again', async () => {
    const { hears, read, reseller, notices } = await aSent();
    const news = newsOf(sesEvent(await read(), 1, bounce(A, NOW), NOW));
    if (!news || news === 'notice') throw new Error('It is news of an invoice');
    // What the worker had done when it died.
    const { customer } = flagged(await customers.get(reseller.id, 'a'), [BCC], news, `${NOVEMBER}_a`);
    await customers.save(reseller.id, customer);
    await hears(bounce(A, NOW));
    expect(await read()).toMatchObject({ status: 'bounced' });
    expect(notices()).toHaveLength(1);
  });

  it('a notice that SES does not take is not lost in silence: the history says that nobody was told', async () => {
    const { hears, read, notices } = await aSent();
    postbox.fails('throttled', 'desk@', 1);
    await hears(bounce(A, NOW));
    expect(notices()).toEqual([]);
    expect(await read()).toMatchObject({ status: 'bounced' });
    expect((await read()).history.at(-1)?.words).toMatch(/desk@acacia.example could not be told/);
  });
});
