import { beforeEach, describe, expect, it } from 'vitest';
import * as disconnect from '../../../functions/api/disconnectXero.ts';
import * as one from '../../../functions/api/readInvoice.ts';
import * as upload from '../../../functions/api/uploadInvoice.ts';
import { handler as worker } from '../../../functions/uploadToXero.ts';
import { connections } from '../../../shared/store/connections.ts';
import { call } from '../../support/call.ts';
import { sqsEvent } from '../../support/invocations.ts';
import { aroundAll, NOVEMBER, path, Reseller, setNow } from '../../support/reseller.ts';
import { connects, xeroAroundAll } from '../../support/xeroLink.ts';

aroundAll({ services: true });
const { xero } = xeroAroundAll();
const BY_HAND = 'It could not be ended at Xero: end it there, under Settings, Connected apps';

beforeEach(() => {
  for (const { tenantId } of xero().hands.organisations()) xero().hands.disconnect(tenantId);
  xero().faults.plan([]);
});

const disconnects = async (account: string) => (await call(disconnect.handler, disconnect.disconnectXero, { account })).body;
const reads = async (account: string) => (await call(one.handler, one.readInvoice, { account, ...path(NOVEMBER, 'a') })).body;
const uploads = (account: string) => call(upload.handler, upload.uploadInvoice, { account, ...path(NOVEMBER, 'a') });
const passes = (minutes: number) => setNow(new Date(Date.now() + minutes * 60_000));
const ids = () =>
  xero()
    .hands.organisations()
    .map(({ tenantId }) => tenantId);
const endedThere = () =>
  xero()
    .calls.list()
    .filter(({ method, path }) => method === 'DELETE' && path.startsWith('/connections/')).length;

/** Connected in December, with November's one invoice. */
async function connected(): Promise<string> {
  const reseller = await Reseller.setUp({ numbering: { prefix: `${crypto.randomUUID().slice(0, 8)}-`, first: 1 } });
  await reseller.customer('a');
  await reseller.make(NOVEMBER);
  setNow(new Date('2026-12-02T00:00:00Z'));
  await connects(xero(), reseller.id);
  xero().calls.clear();
  return reseller.id;
}

describe('a link that is ended', () => {
  it('is ended at Xero too when its access token has ended meanwhile', async () => {
    const id = await connected();
    passes(45);
    expect(await disconnects(id)).toMatchObject({ state: 'notConnected', warnings: [] });
    expect(endedThere()).toBe(1);
  });

  it.each([
    ['the link has expired', () => passes(61 * 24 * 60)],
    [
      'Xero’s sign-in does not answer',
      () => {
        passes(45);
        xero().faults.plan([{ kind: 'lostBefore', count: 1, on: '/connect/token' }]);
      },
    ],
    ['Xero breaks off', () => xero().faults.plan([{ kind: 'lost', count: 1, on: 'DELETE /connections' }])],
    ['Xero does not accept the token', () => xero().faults.plan([{ kind: 'unauthorised', count: 1, on: 'DELETE /connections' }])],
  ])('is ended here though %s, and the person is told to end it there', async (_, happens) => {
    const id = await connected();
    happens();
    expect(await disconnects(id)).toMatchObject({ state: 'notConnected', organisation: null, warnings: [BY_HAND] });
    expect(await connections.get(id)).toBeUndefined();
  });

  it('leaves what is in Xero there, and leads to it again once the link stands again', async () => {
    const id = await connected();
    await uploads(id);
    await worker(sqsEvent({ account: id }));
    await disconnects(id);
    const { actions, xero: kept } = await reads(id);
    expect([kept.state, actions.openInXero, actions.upload]).toEqual([
      'uploaded',
      { allowed: false, reason: 'Xero is not connected' },
      { allowed: false, reason: 'Xero is not connected' },
    ]);
    await connects(xero(), id);
    const again = await reads(id);
    expect(again.actions).toMatchObject({ openInXero: { allowed: true, link: kept.link }, upload: { reason: 'It is in Xero already' } });
  });

  it('keeps what waits, which goes on when the same organisation is connected again', async () => {
    const id = await connected();
    await uploads(id);
    expect((await disconnects(id)).health.waiting).toBe(1);
    expect(await worker(sqsEvent({ account: id }))).toEqual({ batchItemFailures: [] });
    expect((await reads(id)).xero.state).toBe('waiting');
    await connects(xero(), id);
    await worker(sqsEvent({ account: id }));
    expect((await reads(id)).xero.state).toBe('uploaded');
  });

  it('lets what waits go to no other organisation by itself: a person says so', async () => {
    const id = await connected();
    await uploads(id);
    await disconnects(id);
    const [, other = ''] = ids();
    await connects(xero(), id, [other]);
    await worker(sqsEvent({ account: id }));
    const { number, xero: turned, actions } = await reads(id);
    const there = () =>
      xero()
        .hands.documents(other)
        .filter((document) => document.number === number);
    expect([turned.state, turned.words, there()]).toEqual(['failed', expect.stringContaining('another Xero organisation'), []]);
    expect(actions.upload).toEqual({ allowed: true });
    await uploads(id);
    await worker(sqsEvent({ account: id }));
    expect(there()).toHaveLength(1);
  });
});
