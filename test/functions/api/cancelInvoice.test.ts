import { describe, expect, it } from 'vitest';
import { cancelInvoice, handler } from '../../../functions/api/cancelInvoice.ts';
import * as downloadCsv from '../../../functions/api/downloadCsv.ts';
import * as sendInvoice from '../../../functions/api/sendInvoice.ts';
import { emailInvoice } from '../../../shared/domain/emailing.ts';
import { STATUSES } from '../../../shared/domain/lifecycle.ts';
import type { Email } from '../../../shared/domain/ports.ts';
import { breaker } from '../../../shared/store/breaker.ts';
import { call } from '../../support/call.ts';
import { aroundAll, NOVEMBER, path, Reseller } from '../../support/reseller.ts';

aroundAll({ services: true });

const cancel = (account: string, customer = 'a') => call(handler, cancelInvoice, { account, ...path(NOVEMBER, customer) });

async function aQueued(): Promise<Reseller> {
  const reseller = await Reseller.setUp();
  await reseller.customer('a');
  await reseller.make(NOVEMBER);
  return reseller;
}

const EMAIL = {
  from: { address: 'a@b.example', name: '' },
  to: [],
  cc: [],
  bcc: [],
  subject: '',
  text: '',
  html: '',
  attachments: [],
  tags: {},
};

/** The worker with the message of an attempt; answers how many emails it sent. */
async function work({ id, world }: Reseller, attempt: number): Promise<number> {
  const sent: Email[] = [];
  const mail = {
    send: async (email: Email) => {
      sent.push(email);
      return { outcome: 'accepted', messageId: `message-${attempt}` } as const;
    },
  };
  await emailInvoice(
    { account: id, month: NOVEMBER, customer: 'a', attempt },
    async () => EMAIL,
    { ...world, breaker, mail },
    () => new Date(),
  );
  return sent.length;
}

describe('cancelling an email', () => {
  it('once answered with 200, that attempt is never sent, even if its message comes', async () => {
    const reseller = await aQueued();
    const { status, body, headers } = await cancel(reseller.id);
    expect([status, body.status, body.statusText, body.dueAt]).toEqual([200, 'cancelled', 'Cancelled', null]);
    expect(headers.etag).toBe(`"${body.revision}"`);
    expect(await work(reseller, 1)).toBe(0);
    expect((await reseller.read(NOVEMBER, 'a')).status).toBe('cancelled');
  });

  it('against the worker: either it is cancelled and not sent, or sent and the answer is 409', async () => {
    for (let round = 0; round < 8; round += 1) {
      const reseller = await aQueued();
      const [answer, sent] = await Promise.all([cancel(reseller.id), work(reseller, 1)]);
      expect([answer.status, sent]).toEqual(answer.status === 200 ? [200, 0] : [409, 1]);
    }
  });

  it('concerns the email alone: the invoice stands, with its total and its CSV, and can be queued again', async () => {
    const reseller = await aQueued();
    const { body } = await cancel(reseller.id);
    expect(body.totals.total).toBe('110.00');
    expect((await call(downloadCsv.handler, downloadCsv.downloadCsv, { account: reseller.id, ...path(NOVEMBER, 'a') })).status).toBe(200);
    const again = await call(sendInvoice.handler, sendInvoice.sendInvoice, { account: reseller.id, ...path(NOVEMBER, 'a') });
    expect([again.status, again.body.attempt]).toEqual([200, 2]);
    expect([await work(reseller, 1), await work(reseller, 2)]).toEqual([0, 1]);
  });

  it.each(STATUSES.filter((status) => status !== 'queued'))('is refused unless it is queued, and changes nothing: %s', async (status) => {
    const reseller = await aQueued();
    const before = await reseller.change(NOVEMBER, 'a', (read) => ({ ...read, status }));
    const { status: code, body } = await cancel(reseller.id);
    expect([code, body.detail]).toEqual([409, expect.stringMatching(/only an email that is still queued can be cancelled/)]);
    expect(await reseller.read(NOVEMBER, 'a')).toEqual(before);
  });

  it('is told in the history with who did it', async () => {
    const reseller = await aQueued();
    await cancel(reseller.id);
    const [entry] = (await reseller.read(NOVEMBER, 'a')).history.slice(-1);
    expect(entry).toMatchObject({
      event: 'cancel',
      by: 'clerk@reseller.example',
      words: expect.stringMatching(/the invoice itself stands/),
    });
  });

  it("is not for a viewer, nor for another account's invoice", async () => {
    const reseller = await aQueued();
    const other = await Reseller.setUp();
    expect((await call(handler, cancelInvoice, { account: reseller.id, role: 'viewer', ...path(NOVEMBER, 'a') })).status).toBe(403);
    const [foreign, unknown] = [await cancel(other.id), await cancel(other.id, 'nobody')];
    expect(foreign).toEqual(unknown);
    expect(foreign.status).toBe(404);
    expect((await reseller.read(NOVEMBER, 'a')).status).toBe('queued');
  });
});
