import { describe, expect, it } from 'vitest';
import { handler, sendInvoice } from '../../../functions/api/sendInvoice.ts';
import { config } from '../../../shared/config.ts';
import { STATUSES } from '../../../shared/domain/lifecycle.ts';
import { call } from '../../support/call.ts';
import { aroundAll, firstOf, NOVEMBER, path, Reseller, setNow } from '../../support/reseller.ts';

const { services } = aroundAll({ services: true });

const send = (account: string, customer = 'a', role: 'billing' | 'viewer' = 'billing') =>
  call(handler, sendInvoice, { account, role, ...path(NOVEMBER, customer) });

async function aDraft(over: Parameters<Reseller['customer']>[2] = {}): Promise<Reseller> {
  const reseller = await Reseller.setUp();
  await reseller.customer('a', '100', { autoInvoice: false, ...over });
  await reseller.make(NOVEMBER);
  return reseller;
}

/** The email queue's messages of the account. */
const messages = async ({ id }: Reseller) =>
  (await services().received(config.emailQueueUrl())).filter((message) => (message as { account: string }).account === id);

const flag = { reason: 'bounced', words: '550 user unknown', at: '2026-11-01T00:00:00.000Z', invoice: '2026-10_a' } as never;

describe('sending an invoice', () => {
  it('queues it for within five minutes, as a new attempt, and sends one message for it', async () => {
    const reseller = await aDraft();
    const now = new Date(firstOf(NOVEMBER).getTime() + 3_600_000);
    setNow(now);
    const { status, body, headers } = await send(reseller.id);
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'queued', attempt: 1, recipients: { to: ['a@customer.example'] }, queuedAt: now.toISOString() });
    expect(Date.parse(body.dueAt) - now.getTime()).toBe(240_000);
    expect(body.actions.cancel).toEqual({ allowed: true });
    expect(headers.etag).toBe(`"${body.revision}"`);
    expect(await messages(reseller)).toEqual([{ account: reseller.id, month: NOVEMBER, customer: 'a', attempt: 1 }]);
    expect((await reseller.read(NOVEMBER, 'a')).history.at(-1)).toMatchObject({ event: 'queue', by: 'clerk@reseller.example' });
  });

  it.each(STATUSES)('is possible whenever the status accepts it, and refused with the reason otherwise: %s', async (status) => {
    const reseller = await aDraft();
    const before = await reseller.change(NOVEMBER, 'a', (read) => ({ ...read, status, attempt: 1, messageId: 'old' }));
    const answer = await send(reseller.id);
    if (status === 'queued' || status === 'sending' || status === 'parked') {
      expect(answer.status).toBe(409);
      expect(answer.body.detail).toMatch(/queued already|being sent right now|repair it/);
      expect(await reseller.read(NOVEMBER, 'a')).toEqual(before);
      expect(await messages(reseller)).toEqual([]);
    } else {
      expect([answer.status, answer.body.status, answer.body.attempt]).toEqual([200, 'queued', 2]);
      expect((await messages(reseller)).length).toBe(1);
    }
  });

  it('asked for twice at once, sends one email: the second is told that it is queued already', async () => {
    const reseller = await aDraft();
    const answers = await Promise.all([send(reseller.id), send(reseller.id), send(reseller.id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.detail).toBe('It is queued already');
    expect((await messages(reseller)).length).toBe(1);
    expect((await reseller.read(NOVEMBER, 'a')).attempt).toBe(1);
  });

  it('goes to the addresses of today: a corrected one takes effect', async () => {
    const reseller = await aDraft();
    await reseller.edit('a', { to: ['right@customer.example'], cc: ['boss@customer.example'] });
    expect((await send(reseller.id)).body.recipients).toEqual({ to: ['right@customer.example'], cc: ['boss@customer.example'], bcc: [] });
  });

  it('leaves flagged addresses out and says so; refuses only when no to-address remains', async () => {
    const reseller = await aDraft({ to: ['bad@customer.example', 'good@customer.example'] });
    await reseller.edit('a', { flags: { 'bad@customer.example': flag } });
    const { body } = await send(reseller.id);
    expect(body.recipients.to).toEqual(['good@customer.example']);
    expect(body.lastNews.words).toMatch(/Queued for good@customer.example; left out: .*550 user unknown/);

    const bounced = await aDraft();
    await bounced.edit('a', { flags: { 'a@customer.example': flag } });
    const refused = await send(bounced.id);
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringMatching(/came back \(550 user unknown\)/)]);
  });

  it('is refused without an address, and changes nothing', async () => {
    const reseller = await aDraft({ to: [] });
    const before = await reseller.read(NOVEMBER, 'a');
    const { status, body } = await send(reseller.id);
    expect([status, body.detail]).toEqual([409, 'Customer a has no email address']);
    expect(await reseller.read(NOVEMBER, 'a')).toEqual(before);
  });

  it('writes the header before the message, so that a lost message leaves it queued for the sweeper', async () => {
    const reseller = await aDraft();
    const emailQueue = { add: () => Promise.reject(new Error('the queue does not answer')) };
    const invoiceId = { month: NOVEMBER, customer: 'a' };
    const request = {
      account: reseller.id,
      settings: reseller.account,
      params: { invoiceId },
      user: 'clerk',
      role: 'billing' as const,
      now: new Date(),
    };
    const given = {
      ...request,
      query: {},
      body: {},
      cookie: () => undefined,
      raw: () => ({ bytes: new Uint8Array(), contentType: '', json: () => ({}) }),
    } as const;
    await expect(sendInvoice.run(given, { ...sendInvoice.ports, emailQueue })).rejects.toThrow(/does not answer/);
    expect(await reseller.read(NOVEMBER, 'a')).toMatchObject({ status: 'queued', attempt: 1, dueAt: expect.any(String) });
  });

  it('is not for a viewer', async () => {
    const reseller = await aDraft();
    expect((await send(reseller.id, 'a', 'viewer')).status).toBe(403);
    expect((await reseller.read(NOVEMBER, 'a')).status).toBe('draft');
  });

  it("answers another account's invoice exactly as one that does not exist", async () => {
    const [reseller, other] = [await aDraft(), await Reseller.setUp()];
    await other.customer('b');
    const answers = [await send(other.id, 'a'), await send(other.id, 'b'), await send(other.id, 'nobody')];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect((await reseller.read(NOVEMBER, 'a')).status).toBe('draft');
  });
});
