import { describe, expect, it } from 'vitest';
import { estimate, handler } from '../../../functions/api/estimate.ts';
import { planMonth } from '../../../shared/domain/planning.ts';
import { runs } from '../../../shared/store/runs.ts';
import { aMonth, anAccountBilling } from '../../support/builders.ts';
import { type Answer, call } from '../../support/call.ts';
import { asks, named } from '../../support/clerk.ts';
import { aroundAll, DECEMBER, firstOf, JANUARY, NOVEMBER, Reseller, setNow } from '../../support/reseller.ts';

const { table } = aroundAll();

const asked = (account: string, customerId: string, body: unknown = {}): Promise<Answer> =>
  call(handler, estimate, { account, role: 'viewer', params: { customerId }, body });

const FIBRE = { description: 'Fibre 100/40', unitPrice: '100', from: '2026-01-01' };

/** What is said of a service that is typed for customer `a`, who has none yet, and the total of its lines. */
async function said(reseller: Reseller, service: object): Promise<{ words: string[]; total: string; notBilled: string[] }> {
  const { status, body } = await asked(reseller.id, 'a', { service: { ...FIBRE, ...service } });
  expect(status, JSON.stringify(body)).toBe(200);
  return { words: body.words, total: body.totals.total, notBilled: body.notBilled };
}

/** Customer `a` with nothing, months made up to and with December, so January is next. */
async function inDecember(over: Parameters<typeof Reseller.setUp>[0] = {}): Promise<Reseller> {
  const reseller = await Reseller.setUp(over);
  await reseller.idle('a');
  for (const month of [NOVEMBER, DECEMBER]) await reseller.make(month);
  return reseller;
}

describe('the estimate of a service as it is typed', () => {
  it('is of the month that is made next, dated its 1st while it has not begun', async () => {
    setNow(new Date('2026-12-24T00:00:00Z'));
    const { body } = await asked((await inDecember()).id, 'a', { service: FIBRE });
    expect(body).toMatchObject({
      ...{ month: '2027-01', period: '2027-01', from: '2026-12', date: '2027-01-01', dueDate: '2027-01-15' },
      ...{ outcome: 'invoice', kind: 'invoice', reason: null },
    });
  });

  it('shows a part month with its arithmetic', async () => {
    const reseller = await inDecember();
    const { words, total } = await said(reseller, { from: '2027-01-20' });
    expect(words).toEqual(['20–31 January 2027: 12 of 31 days × $100.00 = $38.71']);
    expect(total).toBe('42.58');
    const three = await said(reseller, { from: '2027-01-12', quantity: '3', unitPrice: '1234.5678' });
    expect(three.words).toEqual(['12–31 January 2027: 20 of 31 days × 3 × $1,234.5678 = $2,389.49']);
  });

  it('bills the days of last month that nobody billed, and says which days come too late', async () => {
    const { words, total, notBilled } = await said(await inDecember(), { from: '2026-11-20' });
    expect(words).toEqual([
      '1–31 December 2026, not billed so far: the whole month × $100.00 = $100.00',
      '1–31 January 2027: the whole month × $100.00 = $100.00',
    ]);
    expect(total).toBe('220.00');
    expect(notBilled).toEqual(['20–30 November 2026 will not be billed: add a charge for those of these days that are on no invoice']);
  });

  it.each([
    ['it begins later', { from: '2027-02-03' }, 'Nothing is billed for January 2027: it starts on 3 February 2027'],
    ['it ended before', { to: '2026-11-30' }, 'Nothing is billed for January 2027: it ended on 30 November 2026'],
    [
      'it is left out next time',
      { from: '2027-01-01', leaveOutNext: true },
      /^January 2027 is not billed, now or later: it is left out of the run of January/,
    ],
    [
      'it is not enabled',
      { from: '2027-01-01', enabled: false },
      /^January 2027 is not billed, now or later: it is not enabled for invoicing/,
    ],
  ])('says why nothing is billed: %s', async (_, service, expected) => {
    const { words, total } = await said(await inDecember(), service);
    expect([words, total]).toEqual([[expect.stringMatching(expected)], '0.00']);
  });

  it('says that a disabled customer is billed nothing', async () => {
    const reseller = await inDecember();
    await reseller.edit('a', { enabled: false });
    const { words } = await said(reseller, { from: '2027-01-01' });
    expect(words).toEqual(['January 2027 is not billed, now or later: the customer is disabled']);
  });

  it('in arrears is of the month before', async () => {
    const reseller = await inDecember({ billing: anAccountBilling({ period: 'arrears' }).billing });
    const { body } = await asked(reseller.id, 'a', { service: { ...FIBRE, from: '2026-12-20' } });
    expect(body).toMatchObject({ month: '2027-01', period: '2026-12', words: ['20–31 December 2026: 12 of 31 days × $100.00 = $38.71'] });
  });

  it('is told before anything was ever made', async () => {
    const reseller = await Reseller.setUp();
    await reseller.idle('a');
    expect(await said(reseller, { from: '2026-11-16' })).toEqual({
      ...{ words: ['16–30 November 2026: 15 of 30 days × $100.00 = $50.00'], total: '55.00', notBilled: [] },
    });
  });
});

describe('the estimate of a service that is edited', () => {
  async function billed(): Promise<Reseller> {
    const reseller = await Reseller.setUp();
    await reseller.customer('a');
    for (const month of [NOVEMBER, DECEMBER]) await reseller.make(month);
    return reseller;
  }
  const edited = async (reseller: Reseller, service: object) =>
    (await asked(reseller.id, 'a', { serviceId: 's-a', service: { ...FIBRE, ...service } })).body;

  it('credits the days after an earlier end, with its arithmetic', async () => {
    const { words, lines, totals } = await edited(await billed(), { to: '2026-12-12' });
    expect(words).toEqual([
      'December 2026: 12 of 31 days × $100.00 = $38.71, of which $100.00 (31 days) is billed on AAP-00002: -$61.29',
      'Nothing is billed for January 2027: it ended on 12 December 2026',
    ]);
    expect(lines).toEqual([
      expect.objectContaining({ amount: '-61.29', serviceId: 's-a', adjusts: { number: 'AAP-00002', period: '2026-12' } }),
    ]);
    expect(totals).toEqual({ currency: 'AUD', subtotal: '-61.29', tax: '-6.13', total: '-67.42' });
  });

  it('starts a new price with the next period that is not billed', async () => {
    const { words } = await edited(await billed(), { unitPrice: '120' });
    expect(words).toEqual([
      'December 2026 is billed already on AAP-00002 at $100.00: the change starts with January 2027',
      '1–31 January 2027: the whole month × $120.00 = $120.00',
    ]);
  });

  it('answers of it, and of days that come too late, what saving it answers; and the run then bills just that', async () => {
    const reseller = await billed();
    const change = { ...FIBRE, from: '2026-10-20', to: '2027-01-09', quantity: '2' };
    const told = await edited(reseller, change);
    const { body } = await asks(reseller.id, 'saveService', { params: { customerId: 'a', serviceId: 's-a' }, body: change, revision: 1 });
    expect(told.notBilled).toEqual(body.notBilled);
    await reseller.make(JANUARY);
    const invoice = await reseller.read(JANUARY, 'a');
    expect(told.totals.total).toBe((invoice.total / 100).toFixed(2));
  });

  it('as it is, when nothing is typed', async () => {
    const { status, body } = await asked((await billed()).id, 'a', { serviceId: 's-a' });
    expect([status, body.words, body.notBilled]).toEqual([200, ['1–31 January 2027: the whole month × $100.00 = $100.00'], []]);
  });

  it('is refused for one that was removed, as saving it is, and is not found for one that is not there', async () => {
    const reseller = await billed();
    await asks(reseller.id, 'removeService', { params: { customerId: 'a', serviceId: 's-a' }, revision: 1 });
    const { status, body } = await asked(reseller.id, 'a', { serviceId: 's-a', service: FIBRE });
    expect([status, body.detail]).toEqual([409, expect.stringMatching(/was removed on .*: add a new one/)]);
    expect((await asked(reseller.id, 'a', { serviceId: 'nothing' })).status).toBe(404);
    expect((await asked(reseller.id, 'nobody', { service: FIBRE })).status).toBe(404);
  });
});

describe('the estimate of a charge', () => {
  it('is billed once, with its arithmetic; a credit gives', async () => {
    const reseller = await inDecember();
    const of = async (charge: object) => (await asked(reseller.id, 'a', { charge: { description: 'Visit', ...charge } })).body;
    expect(await of({ unitPrice: '50', quantity: '1.5' })).toMatchObject({
      words: ['Billed once: 1.5 × $50.00 = $75.00'],
      totals: { total: '82.50' },
    });
    expect(await of({ unitPrice: '-20' })).toMatchObject({ words: ['Billed once: -$20.00'], kind: 'creditNote', dueDate: null });
    expect(await of({ unitPrice: '50', enabled: false })).toMatchObject({ words: ['It is not billed: it is disabled'], lines: [] });
    await reseller.edit('a', { enabled: false });
    expect((await of({ unitPrice: '50' })).words).toEqual(['It is not billed now and stays open: the customer is disabled']);
  });

  it('that was billed says where, and can no longer be edited', async () => {
    const reseller = await Reseller.setUp();
    await reseller.idle('a');
    await reseller.charge('a', '50');
    await reseller.make(NOVEMBER);
    expect((await asked(reseller.id, 'a', { chargeId: 'c-a' })).body.words).toEqual(['It is billed already, on AAP-00001']);
    expect((await asked(reseller.id, 'a', { chargeId: 'c-a', charge: { description: 'x', unitPrice: '1' } })).status).toBe(409);
  });
});

describe('the estimate of a customer’s whole invoice', () => {
  it('has all its lines and what they come to, and is what the run then makes', async () => {
    const reseller = await Reseller.setUp();
    await reseller.customer('a');
    await reseller.make(NOVEMBER);
    await reseller.charge('a', '33');
    setNow(firstOf(DECEMBER));
    const { body } = await asked(reseller.id, 'a');
    await reseller.make(DECEMBER);
    const { total, date, dueDate } = await reseller.read(DECEMBER, 'a');
    expect(body).toMatchObject({ totals: { total: (total / 100).toFixed(2) }, date, dueDate, words: [] });
    expect(body.lines).toHaveLength(2);
  });

  it('says why there is none', async () => {
    const reseller = await inDecember();
    expect((await asked(reseller.id, 'a')).body).toMatchObject({
      ...{ outcome: 'skipped', reason: 'nothing to bill', lines: [], words: ['No invoice is made: nothing to bill'] },
    });
    await reseller.service('a', '10');
    await reseller.edit('a', { enabled: false });
    expect((await asked(reseller.id, 'a')).body.words).toEqual(['No invoice is made: disabled: AUD 20.00 ex tax is not billed']);
  });

  it('says what it would wait for, or why it would need attention', async () => {
    const waiting = (await asked((await Reseller.withParked()).id, 'a')).body;
    expect(waiting).toMatchObject({ outcome: 'parked', lines: [], reason: expect.stringMatching(/waits for AAP-00004/) });
    const reseller = await Reseller.setUp({ firstMonth: aMonth('2026-08') });
    await reseller.customer('a');
    for (const month of ['2026-08', '2026-09', '2026-10']) await reseller.make(aMonth(month));
    const { body } = await asked(reseller.id, 'a', { charge: { description: 'Typo', unitPrice: '10000' } });
    expect(body).toMatchObject({ outcome: 'parked', totals: { total: '11000.00' } });
    expect(body.words).toEqual(['Billed once: $10,000.00', expect.stringMatching(/^The invoice would need attention first: /)]);
  });

  it('while a month is being made, does not bill again what that month’s plan holds', async () => {
    const reseller = await Reseller.setUp();
    await reseller.customer('a');
    await reseller.charge('a', '50');
    await planMonth(reseller.account, NOVEMBER, reseller.world, { clock: () => firstOf(NOVEMBER) });
    const { body } = await asked(reseller.id, 'a');
    expect([body.month, body.totals.total]).toEqual(['2026-12', '110.00']);
  });

  it('finds where a customer stands among the pages of a large plan', async () => {
    const reseller = await Reseller.setUp();
    const names = Array.from({ length: 9 }, (_, index) => `c${index}`);
    for (const name of names) {
      await reseller.customer(name);
      // Snapshots so long that a page holds few of them.
      await reseller.edit(name, { address: Array.from({ length: 6 }, () => 'x'.repeat(20_000)) });
    }
    await reseller.make(NOVEMBER);
    expect((await runs.find(reseller.id, NOVEMBER))?.pages).toBeGreaterThan(3);
    await reseller.idle('b');
    await reseller.idle('z');
    for (const name of names) expect((await asked(reseller.id, name)).body.totals.total).toBe('110.00');
    for (const name of ['b', 'z']) expect((await asked(reseller.id, name)).body.outcome).toBe('skipped');
  });
});

describe('an estimate', () => {
  it('needs no description yet, and knows no other field than saving does', async () => {
    const { id } = await inDecember();
    const { description: _, ...undescribed } = FIBRE;
    for (const service of [undescribed, { ...undescribed, description: '' }]) {
      expect((await asked(id, 'a', { service })).body.lines[0].description).toMatch(/^Draft, 1–31 December/);
    }
    const wrong = await asked(id, 'a', { service: { ...FIBRE, colour: 'red' }, charge: { unitPrice: '1', from: '2026-01-01' } });
    expect(Object.keys(named(wrong))).toEqual(['service.colour', 'charge.from']);
  });

  it('stores nothing', async () => {
    const reseller = await inDecember();
    const before = table().requests.length;
    await asked(reseller.id, 'a', { service: FIBRE, charge: { description: 'x', unitPrice: '1' } });
    const operations = table()
      .requests.slice(before)
      .map(({ operation }) => operation);
    expect(operations.filter((operation) => !/^(GetItem|Query|BatchGetItem)$/.test(operation))).toEqual([]);
  });

  it('names what is wrong as it stands in the form', async () => {
    const { id } = await inDecember();
    const wrong = async (body: object) => named(await asked(id, 'a', body));
    expect(await wrong({ service: { ...FIBRE, unitPrice: 'ten', from: '2026-02-30' } })).toEqual({
      'service.unitPrice': expect.stringMatching(/decimal/),
      'service.from': expect.stringMatching(/day/),
    });
    expect(await wrong({ service: { ...FIBRE, to: '2025-01-01' } })).toEqual({ 'service.to': 'must not be before from' });
    expect(await wrong({ charge: { description: 'x', unitPrice: '999999999', quantity: '999999' } })).toEqual({
      'charge.unitPrice': expect.stringMatching(/times the quantity/),
    });
  });

  it.each([
    { from: '0000-01-01' },
    { from: '0000-01-01', to: '9999-12-31' },
    { from: '9999-12-31', leaveOutNext: true },
    { leaveOut: ['0000-01', '9999-12'] },
    { quantity: '0.0001', unitPrice: '0.0001', taxRate: '100' },
  ])('survives %j', async (service) => {
    expect((await said(await inDecember(), service)).words).not.toEqual([]);
  });
});
