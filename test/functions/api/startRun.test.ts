import { describe, expect, it } from 'vitest';
import { handler, startRun } from '../../../functions/api/startRun.ts';
import { config } from '../../../shared/config.ts';
import { planMonth } from '../../../shared/domain/planning.ts';
import { call } from '../../support/call.ts';
import { aroundAll, DECEMBER, firstOf, JANUARY, NOVEMBER, Reseller, setNow } from '../../support/reseller.ts';
import { invoicesOf } from '../../support/world.ts';

const { services } = aroundAll({ services: true });

const start = (account: string, month: string = NOVEMBER, body: object = {}, role: 'billing' | 'viewer' = 'billing') =>
  call(handler, startRun, { account, role, params: { month }, body });
const messages = async ({ id }: Reseller) =>
  (await services().received(config.runQueueUrl())).filter((message) => (message as { account: string }).account === id);

describe('making a month by hand', () => {
  it('queues it, and says where to look', async () => {
    const reseller = await Reseller.setUp();
    setNow(firstOf(NOVEMBER));
    const { status, headers, body } = await start(reseller.id);
    expect([status, headers.location, body.state]).toEqual([202, '/v1/runs/2026-11', 'notPlanned']);
    expect(await messages(reseller)).toEqual([{ kind: 'plan', account: reseller.id, month: NOVEMBER, by: 'clerk@reseller.example' }]);
  });

  it('answers of a finished one that nothing was made and all stands, and changes nothing', async () => {
    const reseller = await Reseller.setUp();
    for (const customer of ['a', 'b']) await reseller.customer(customer);
    await reseller.make(NOVEMBER);
    const before = await invoicesOf(reseller.id, NOVEMBER);
    const { status, body } = await start(reseller.id);
    expect([status, body.created, body.unchanged]).toEqual([200, 0, 2]);
    expect(await messages(reseller)).toEqual([]);
    expect(await invoicesOf(reseller.id, NOVEMBER)).toEqual(before);
  });

  it('queues an open one again, which does no harm', async () => {
    const reseller = await Reseller.setUp();
    await reseller.customer('a');
    await planMonth(reseller.account, NOVEMBER, reseller.world, { clock: () => firstOf(NOVEMBER) });
    const { status, body } = await start(reseller.id);
    expect([status, body.state, body.progress]).toEqual([202, 'open', { done: 0, pages: 1 }]);
    expect((await messages(reseller)).length).toBe(1);
  });

  it('goes strictly oldest first, one open month at a time, never ahead of the calendar, never before the first month', async () => {
    const reseller = await Reseller.setUp();
    await reseller.customer('a');
    setNow(firstOf(JANUARY));
    const refused = async (month: string) => {
      const { status, body } = await start(reseller.id, month);
      expect(status).toBe(409);
      return body.detail;
    };
    expect(await refused('2026-10')).toMatch(/before the account's first month/);
    expect(await refused(DECEMBER)).toMatch(/2026-11 comes first/);
    expect(await refused('2027-02')).toMatch(/has not begun yet/);
    await planMonth(reseller.account, NOVEMBER, reseller.world, { clock: () => firstOf(NOVEMBER) });
    expect(await refused(DECEMBER)).toMatch(/2026-11 is still being made/);
    expect(await messages(reseller)).toEqual([]);
  });

  it('is possible for more missed months than the schedule would make', async () => {
    const reseller = await Reseller.setUp();
    setNow(new Date('2027-06-10T00:00:00Z'));
    expect((await start(reseller.id)).status).toBe(202);
  });
});

describe('skipping a month', () => {
  it('is a plan of nobody, with the reason; it closes at once, and the next one may be made', async () => {
    const reseller = await Reseller.setUp();
    await reseller.customer('a');
    setNow(firstOf(DECEMBER));
    const { status, body } = await start(reseller.id, NOVEMBER, { skip: 'billed by hand' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ state: 'skipped', reason: 'billed by hand', by: 'clerk@reseller.example', created: 0, unchanged: 0 });
    expect(await invoicesOf(reseller.id, NOVEMBER)).toEqual([]);
    expect((await start(reseller.id, DECEMBER)).status).toBe(202);
    expect(body.notice).toMatch(/^Nothing was made for 2026-11: the run of 2026-12 bills the period 2026-1\d too\. [^:]*$/);
    const again = await start(reseller.id, NOVEMBER, { skip: 'another reason' });
    expect([again.status, again.body.reason]).toEqual([200, 'billed by hand']);
  });

  it('says of which period nothing is billed or credited any more, because its own run alone would have looked so far back', async () => {
    const reseller = await Reseller.setUp();
    await reseller.customer('a');
    await reseller.make(NOVEMBER);
    setNow(firstOf(DECEMBER));
    const { body } = await start(reseller.id, DECEMBER, { skip: 'billed by hand' });
    expect(body.notice).toMatch(/What is still to be billed or credited of the period 2026-11 is looked at by no run any more/);
  });

  it('is refused for one that is made, or not the next', async () => {
    const reseller = await Reseller.setUp();
    await reseller.customer('a');
    await reseller.make(NOVEMBER);
    setNow(firstOf(JANUARY));
    expect((await start(reseller.id, NOVEMBER, { skip: 'no' })).body.detail).toMatch(/planned already/);
    expect((await start(reseller.id, JANUARY, { skip: 'no' })).body.detail).toMatch(/2026-12 comes first/);
  });

  it.each([{ skip: '' }, { skip: '  ' }, { skip: 5 }, { skip: 'x'.repeat(201) }])(
    'needs a reason that a person can read: %j',
    async (body) => {
      const answer = await start((await Reseller.setUp()).id, NOVEMBER, body);
      expect([answer.status, answer.body.errors[0].field]).toEqual([400, 'skip']);
    },
  );

  it('is not for a viewer', async () => {
    const reseller = await Reseller.setUp();
    setNow(firstOf(NOVEMBER));
    expect((await start(reseller.id, NOVEMBER, { skip: 'no' }, 'viewer')).status).toBe(403);
    expect((await start(reseller.id, NOVEMBER, {}, 'viewer')).status).toBe(403);
    expect(await messages(reseller)).toEqual([]);
  });
});
