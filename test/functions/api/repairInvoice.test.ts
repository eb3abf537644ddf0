import { describe, expect, it } from 'vitest';
import { handler, repairInvoice } from '../../../functions/api/repairInvoice.ts';
import { config } from '../../../shared/config.ts';
import type { Month } from '../../../shared/domain/month.ts';
import { customers } from '../../../shared/store/customers.ts';
import { dec } from '../../support/builders.ts';
import { call } from '../../support/call.ts';
import { aroundAll, DECEMBER, NOVEMBER, path, Reseller, setNow } from '../../support/reseller.ts';

const { services } = aroundAll({ services: true });

const repair = ({ id }: Reseller, body: object = {}, month: Month = NOVEMBER) =>
  call(handler, repairInvoice, { account: id, ...path(month, 'a'), body });

describe('repairing an invoice that needs attention', () => {
  it('makes it with a confirmed total, under its own number, dated the day it is made, and queues its email', async () => {
    const reseller = await Reseller.withParked();
    setNow(new Date('2026-11-05T03:00:00Z'));
    const { status, body, headers } = await repair(reseller, { confirmTotal: '11110.00' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ number: 'AAP-00004', status: 'queued', attempt: 1, date: '2026-11-05', parked: null });
    expect(body.totals.total).toBe('11110.00');
    expect(headers.etag).toBe(`"${body.revision}"`);
    expect((await customers.getCharge(reseller.id, 'a', 'typo')).number).toBe('AAP-00004');
    expect(await services().received(config.emailQueueUrl())).toContainEqual({
      account: reseller.id,
      month: NOVEMBER,
      customer: 'a',
      attempt: 1,
    });
    expect((await reseller.read(NOVEMBER, 'a')).history.at(-1)?.by).toBe('clerk@reseller.example');
  });

  it('makes it from the data of today, once they are corrected', async () => {
    const reseller = await Reseller.withParked();
    const charge = await customers.getCharge(reseller.id, 'a', 'typo');
    await customers.saveCharge(reseller.id, { ...charge, unitPrice: dec('10') });
    expect((await repair(reseller)).body.totals.total).toBe('121.00');
  });

  it('is refused with the reason while nothing was corrected or confirmed, or another total was', async () => {
    const reseller = await Reseller.withParked();
    const unconfirmed = await repair(reseller);
    expect([unconfirmed.status, unconfirmed.body.detail]).toEqual([409, expect.stringMatching(/confirm it when you repair/)]);
    expect((await repair(reseller, { confirmTotal: '11110.01' })).status).toBe(409);
    expect(await reseller.read(NOVEMBER, 'a')).toMatchObject({ status: 'parked', total: 0 });
  });

  it('goes oldest first', async () => {
    const reseller = await Reseller.withParked();
    await reseller.make(DECEMBER);
    const { status, body } = await repair(reseller, {}, DECEMBER);
    expect([status, body.detail]).toEqual([409, expect.stringMatching(/AAP-00004 .*needs attention first/)]);
    await repair(reseller, { confirmTotal: '11110.00' });
    expect((await repair(reseller, {}, DECEMBER)).body).toMatchObject({ number: 'AAP-00005', totals: { total: '110.00' } });
  });

  it('asked for twice at once, is made once', async () => {
    const reseller = await Reseller.withParked();
    const answers = await Promise.all([1, 2, 3].map(() => repair(reseller, { confirmTotal: '11110.00' })));
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(1);
    expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true);
    expect(await reseller.read(NOVEMBER, 'a')).toMatchObject({ status: 'queued', attempt: 1, total: 1_111_000 });
  });

  it('is refused for one that needs none', async () => {
    const reseller = await Reseller.withParked();
    const { status, body } = await repair(reseller, {}, '2026-10' as Month);
    expect([status, body.detail]).toEqual([409, expect.stringMatching(/needs attention/)]);
  });

  it.each([11110, '11110', '11,110.00', '1.005', ''])('refuses what is no total as it is shown, and names it: %j', async (confirmTotal) => {
    const reseller = await Reseller.withParked();
    const { status, body } = await repair(reseller, { confirmTotal });
    expect([status, body.errors[0].field]).toEqual([400, 'confirmTotal']);
  });

  it('refuses unknown fields, viewers and the invoices of others', async () => {
    const reseller = await Reseller.withParked();
    const other = await Reseller.setUp();
    expect((await repair(reseller, { confirm: '1.00' })).body.errors[0].field).toBe('confirm');
    expect((await call(handler, repairInvoice, { account: reseller.id, role: 'viewer', ...path(NOVEMBER, 'a'), body: {} })).status).toBe(
      403,
    );
    expect((await repair(other)).status).toBe(404);
  });
});
