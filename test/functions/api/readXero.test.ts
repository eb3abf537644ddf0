import { describe, expect, it } from 'vitest';
import * as read from '../../../functions/api/readXero.ts';
import * as upload from '../../../functions/api/uploadMonth.ts';
import { handler as worker } from '../../../functions/uploadToXero.ts';
import { connections } from '../../../shared/store/connections.ts';
import { call } from '../../support/call.ts';
import { sqsEvent } from '../../support/invocations.ts';
import { aroundAll, NOVEMBER, Reseller, setNow } from '../../support/reseller.ts';
import { connects, xeroAroundAll } from '../../support/xeroLink.ts';

aroundAll({ services: true });
const { xero } = xeroAroundAll();

const state = async (account: string) => (await call(read.handler, read.readXero, { account, role: 'viewer' })).body;
const works = (account: string) => worker(sqsEvent({ account }));
const passes = (minutes: number) => setNow(new Date(Date.now() + minutes * 60_000));

/** November is made and asked for, in December. */
async function asked(): Promise<Reseller> {
  const reseller = await Reseller.setUp({ numbering: { prefix: `${crypto.randomUUID().slice(0, 8)}-`, first: 1 } });
  await reseller.customer('a');
  await reseller.make(NOVEMBER);
  setNow(new Date('2026-12-02T00:00:00Z'));
  await connects(xero(), reseller.id);
  await call(upload.handler, upload.uploadMonth, { account: reseller.id, params: { month: NOVEMBER } });
  return reseller;
}

describe('how the link to Xero fares', () => {
  it('says what waits, and nothing once it is there', async () => {
    const { id } = await asked();
    xero().faults.plan([{ kind: 'limitedMinute', count: 1, on: 'api.xro', ms: 40_000 }]);
    await works(id);
    expect((await state(id)).health).toMatchObject({
      waiting: 1,
      uploading: false,
      heldUntil: new Date(Date.now() + 40_000).toISOString(),
    });
    passes(1);
    expect((await state(id)).health.heldUntil).toBeNull();
    await works(id);
    expect((await state(id)).health).toMatchObject({ waiting: 0, uploading: false, heldUntil: null });
  });

  it('says that a worker is at it, for as long as one can be', async () => {
    const { id } = await asked();
    const connection = (await connections.get(id)) ?? expect.fail();
    const until = new Date(Date.now() + 60_000).toISOString() as typeof connection.since;
    await connections.save({ ...connection, worker: { token: 'w', until } });
    expect((await state(id)).health.uploading).toBe(true);
    passes(2);
    expect((await state(id)).health.uploading).toBe(false);
  });

  it('says that Xero does not answer, without what was asked of it', async () => {
    const { id } = await asked();
    xero().faults.plan([{ kind: 'failed', count: 1, on: 'api.xro' }]);
    await works(id);
    const { trouble, health, state: link } = await state(id);
    expect([link, trouble.words]).toEqual(['connected', expect.stringMatching(/^Xero did not answer: /)]);
    expect(health.heldUntil > new Date().toISOString()).toBe(true);
    expect(trouble.words).not.toMatch(/Bearer|Authorization|http/i);
  });

  it.each([
    ['sixty days without use', () => passes(61 * 24 * 60)],
    ['a person who ends it in Xero itself', () => xero().hands.disconnect(xero().hands.organisations()[0]?.tenantId ?? '')],
  ])('after %s says that it has ended, what to do, and that uploads wait', async (_, ends) => {
    const { id } = await asked();
    ends();
    await works(id);
    expect(await state(id)).toMatchObject({
      state: 'expired',
      stateText: 'The link has ended: connect it again. Uploads wait until then',
      health: { waiting: 1 },
      trouble: { words: expect.stringContaining('connect it again') },
    });
    await connects(xero(), id);
    await works(id);
    expect(await state(id)).toMatchObject({ state: 'connected', health: { waiting: 0 }, trouble: null });
  });
});
