import { describe, expect, it } from 'vitest';
import * as summary from '../../../functions/api/monthSummary.ts';
import * as upload from '../../../functions/api/uploadMonth.ts';
import { handler as sweeper } from '../../../functions/sweep.ts';
import { handler as worker } from '../../../functions/uploadToXero.ts';
import { connections } from '../../../shared/store/connections.ts';
import { invoices } from '../../../shared/store/invoices.ts';
import { call } from '../../support/call.ts';
import { sqsEvent } from '../../support/invocations.ts';
import { aroundAll, NOVEMBER, Reseller, setNow } from '../../support/reseller.ts';
import { connects, xeroAroundAll } from '../../support/xeroLink.ts';

const { services } = aroundAll({ services: true });
const { xero } = xeroAroundAll();

const tenantId = () => xero().hands.organisations()[0]?.tenantId ?? '';
const asks = (account: string, more = {}) => call(upload.handler, upload.uploadMonth, { account, params: { month: NOVEMBER }, ...more });
const works = (account: string) => worker(sqsEvent({ account }));
const inXero = async (account: string) =>
  (await call(summary.handler, summary.monthSummary, { account, params: { month: NOVEMBER } })).body.xero;

async function november(...customers: string[]): Promise<Reseller> {
  const reseller = await Reseller.setUp({ numbering: { prefix: `${crypto.randomUUID().slice(0, 8)}-`, first: 1 } });
  for (const customer of customers) await reseller.customer(customer);
  await reseller.make(NOVEMBER);
  setNow(new Date('2026-12-02T00:00:00Z'));
  await connects(xero(), reseller.id);
  await services().received(process.env.UPLOAD_QUEUE_URL ?? '');
  return reseller;
}

describe('a month that a person asks for', () => {
  it('goes up though its message is lost: the wish stands with the link, and the sweeper calls a worker', async () => {
    const { id } = await november('a', 'b');
    expect((await asks(id)).status).toBe(202);
    expect(await services().received(process.env.UPLOAD_QUEUE_URL ?? '')).toContainEqual({ account: id });
    expect((await connections.get(id))?.asks).toMatchObject([{ month: NOVEMBER, by: 'clerk@reseller.example' }]);
    await sweeper({} as never);
    expect(await services().received(process.env.UPLOAD_QUEUE_URL ?? '')).toContainEqual({ account: id });
    await works(id);
    expect([await inXero(id), (await connections.get(id))?.asks]).toEqual([
      { connected: true, uploaded: 2, notUploaded: 0, waiting: 0, failed: 0 },
      [],
    ]);
    expect((await invoices.get(id, NOVEMBER, 'a')).xero?.by).toBe('clerk@reseller.example');
  });

  it('while an invoice of it waits, is counted so, and asks for no second one', async () => {
    const { id } = await november('a', 'b');
    await asks(id);
    xero().faults.plan([{ kind: 'limitedMinute', count: 1, on: 'api.xro' }]);
    await works(id);
    expect(await inXero(id)).toMatchObject({ uploaded: 0, waiting: 2 });
    expect(await asks(id)).toMatchObject({ status: 200, body: { queued: 0, waiting: 2, uploaded: 0, refused: [] } });
  });

  it('tells of each that cannot go, by its number, why, and lets the others go', async () => {
    const reseller = await november('a', 'b');
    const parked = await reseller.change(NOVEMBER, 'b', (read) => ({ ...read, status: 'parked' }));
    const { status, body } = await asks(reseller.id);
    expect([status, body.queued, body.refused]).toEqual([
      202,
      1,
      [{ invoiceId: `${NOVEMBER}_b`, number: parked.number, reason: 'It needs attention first: nothing is billed yet' }],
    ]);
  });

  it('says in Xero’s own words what was refused, counts it, and lets it go when it is mended there', async () => {
    const { id } = await november('a');
    xero().hands.lock(tenantId(), '2026-11-30' as never);
    await asks(id);
    await works(id);
    const refused = (await invoices.get(id, NOVEMBER, 'a')).xero;
    expect(refused).toMatchObject({
      state: 'failed',
      words: expect.stringContaining('The document date cannot be before the period lock date'),
      advice: 'The period is closed in Xero: move its lock date (Accounting settings), upload, and lock it again.',
    });
    expect(await inXero(id)).toMatchObject({ uploaded: 0, failed: 1, waiting: 0 });
    xero().hands.lock(tenantId(), undefined);
    expect((await asks(id)).body.queued).toBe(1);
    await works(id);
    expect(await inXero(id)).toMatchObject({ uploaded: 1, failed: 0 });
  });

  it('of another reseller stays where it is, though both go to the same organisation', async () => {
    const [mine, other] = [await november('a'), await november('a')];
    await asks(mine.id);
    await asks(other.id);
    const before = await connections.get(other.id);
    await works(mine.id);
    expect([await inXero(mine.id), await connections.get(other.id)]).toMatchObject([{ uploaded: 1 }, before ?? {}]);
    expect((await invoices.get(other.id, NOVEMBER, 'a')).xero).toBeUndefined();
    await works(other.id);
    const [ours, theirs] = [await invoices.get(mine.id, NOVEMBER, 'a'), await invoices.get(other.id, NOVEMBER, 'a')];
    expect([theirs.xero?.state, theirs.xero?.id === ours.xero?.id]).toEqual(['uploaded', false]);
  });

  it('is refused to a viewer, who cannot make anything go up', async () => {
    const { id } = await november('a');
    expect([(await asks(id, { role: 'viewer' })).status, (await connections.get(id))?.asks]).toEqual([403, []]);
  });
});
