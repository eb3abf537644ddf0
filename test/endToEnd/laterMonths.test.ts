import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Host, startHost } from '../../local/host.ts';
import { builtApp } from '../support/builtApp.ts';
import { atConsole, HttpClerk, SERVICE_FIELDS, SETTINGS, setClock, untilIs } from '../support/httpClerk.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** Half a year of one reseller: a switch to arrears, a mistake that is caught, a month left out. The tests of this file are one story. */
let dataDir: string;
let host: Host;
let clerk: HttpClerk;
let bakery: string;
let gym: string;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'rebill-later-'));
  host = await startHost({ dataDir, port: 0, cdkOut: await builtApp(), delaySeconds: 1 });
  await setClock(host.url, '2026-11-20T00:00:00Z');
  clerk = await HttpClerk.of(host.url, 'later');
  await clerk.setsUp({ ...SETTINGS, sending: { ...SETTINGS.sending, autoInvoice: false } });
  const fibre = { description: 'Fibre 100/40', unitPrice: '100', from: '2026-01-01' };
  bakery = await clerk.add({ name: 'Harbour Bakery', to: ['bakery@customer.example'] }, [fibre]);
  gym = await clerk.add({ name: 'Gym', to: ['gym@customer.example'] }, [{ ...fibre, unitPrice: '31' }]);
});

afterAll(async () => {
  await host?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** What the customer's invoice of the month bills, as `100.00 of 2026-12`; its words where it has no invoice. */
async function billed(month: string, customer: string): Promise<string[]> {
  const { status, body } = await clerk.ask('GET', `invoices/${month}_${customer}`);
  if (status === 404) {
    const { skipped } = await clerk.reads(`runs/${month}`);
    return skipped.items.flatMap((each: Record<string, string>) => (each.customerId === customer ? [each.reason] : []));
  }
  return body.lines.map(({ amount, period }: Record<string, string | null>) => (period ? `${amount} of ${period}` : `${amount} once`));
}

const ACCOUNT_FIELDS = ['company', 'billing', 'numbering', 'sending', 'layout', 'xero', 'firstMonth'];
let typo: string;

describe('the months after the first', () => {
  it('in advance, each bills its own month; a service that ended is credited the days that were billed too much', async () => {
    await clerk.makes('2026-12');
    expect(await billed('2026-12', bakery)).toEqual(['100.00 of 2026-12']);
    const [service] = await clerk.all(`customers/${gym}/services`);
    const read = Object.fromEntries(SERVICE_FIELDS.map((field) => [field, service[field]]));
    const ended = { body: { ...read, to: '2026-12-21' }, revision: service.revision };
    await clerk.does('PUT', `customers/${gym}/services/${service.serviceId}`, ended);
    await clerk.makes('2027-01');
    expect(await billed('2027-01', bakery)).toEqual(['100.00 of 2027-01']);
    const credit = await clerk.invoice('2027-01', gym);
    const first = await clerk.invoice('2026-12', gym);
    expect(credit).toMatchObject({ kind: 'creditNote', title: 'Adjustment Note', dueDate: null, totals: { total: '-11.00' } });
    expect(credit.lines).toMatchObject([{ amount: '-10.00', adjusts: { number: first.number, period: '2026-12' } }]);
    expect(credit.adjustment?.numbers).toEqual([first.number]);
  });

  it('after the switch to arrears nothing is billed twice, and nothing is lost', async () => {
    const { billing } = await clerk.reads('account');
    await clerk.edits('account', { billing: { ...billing, period: 'arrears' } }, ACCOUNT_FIELDS);
    await clerk.makes('2027-02');
    expect(await billed('2027-02', bakery)).toEqual(['nothing to bill']);
    await clerk.makes('2027-03');
    expect(await billed('2027-03', bakery)).toEqual(['100.00 of 2027-02']);
    expect(await clerk.ask('POST', 'runs/2027-03', { body: {} })).toMatchObject({ status: 200, body: { created: 0, unchanged: 1 } });
  });

  it('parks an absurd invoice: it keeps its number, bills nothing and is neither sent nor downloaded', async () => {
    ({ chargeId: typo } = await clerk.does('POST', `customers/${bakery}/charges`, { body: { description: 'Router', unitPrice: '14900' } }));
    const run = await clerk.makes('2027-04');
    expect(run).toMatchObject({ fault: null, totals: { count: 1, parked: 1, total: '0.00' } });
    const parked = await clerk.invoice('2027-04', bakery);
    expect(parked).toMatchObject({ status: 'parked', statusText: 'Needs attention', number: 'AAP-00006' });
    expect(parked.parked).toMatch(/more than 5 times the largest of the last 3/);
    for (const [action, allowed] of Object.entries({ send: false, cancel: false, pdf: false, csv: false, repair: true })) {
      expect(parked.actions).toMatchObject({ [action]: { allowed } });
    }
    expect((await clerk.ask('POST', `invoices/${parked.invoiceId}/send`)).status).toBe(409);
    expect((await clerk.ask('GET', `invoices/${parked.invoiceId}/pdf`)).status).toBe(409);
    expect((await clerk.reads(`customers/${bakery}/charges`)).items).toMatchObject([{ chargeId: typo, status: 'not yet invoiced' }]);
    expect((await clerk.reads('months/2027-04/summary')).trouble).toMatchObject([{ kind: 'parked', count: 1 }]);
  });

  it('is repaired from the corrected data under its own number, and then sent like any other', async () => {
    const path = `invoices/2027-04_${bakery}`;
    const refused = await clerk.ask('POST', `${path}/repair`, { body: {} });
    expect(refused).toMatchObject({ status: 409, body: { detail: expect.stringMatching(/16,?500\.00/) } });
    const [charge] = await clerk.all(`customers/${bakery}/charges`);
    const corrected = { body: { description: 'Router', unitPrice: '149' }, revision: charge.revision };
    await clerk.does('PUT', `customers/${bakery}/charges/${typo}`, corrected);
    const repaired = await clerk.does('POST', `${path}/repair`, { body: {} });
    expect(repaired).toMatchObject({ number: 'AAP-00006', status: 'draft', date: '2027-04-01', totals: { total: '273.90' } });
    expect(await billed('2027-04', bakery)).toEqual(['100.00 of 2027-03', '149.00 once']);
    expect((await clerk.ask('POST', `${path}/repair`, { body: {} })).status).toBe(409);
    await clerk.does('POST', `${path}/send`);
    await clerk.invoiceThat('delivered', '2027-04', bakery);
    expect((await clerk.mailTo('bakery@')).map(({ tags }) => tags.month)).toEqual(['2027-04']);
  });

  it('skips a month for a reason; what it would have billed comes with the next', async () => {
    await setClock(host.url, '2027-05-20T00:00:00Z');
    const state = () =>
      untilIs(
        'the skip',
        () => clerk.reads('runs/2027-05'),
        ({ state }) => state !== 'open',
      );
    // The schedule may have fired at this very minute: then there is nothing to skip, and the test would not test what it says.
    expect((await state()).state).toBe('notPlanned');
    const skipped = await clerk.ask('POST', 'runs/2027-05', { body: { skip: 'Billed by hand' } });
    expect(skipped).toMatchObject({ status: 200, body: { state: 'skipped', reason: 'Billed by hand', created: 0 } });
    expect(await clerk.all('invoices?month=2027-05')).toEqual([]);
    await clerk.makes('2027-06');
    expect(await billed('2027-06', bakery)).toEqual(['100.00 of 2027-04', '100.00 of 2027-05']);
    expect((await clerk.invoice('2027-06', bakery)).number).toBe('AAP-00007');
  });

  it('makes no month before its turn, nor one that has not begun', async () => {
    expect((await clerk.ask('POST', 'runs/2027-07', { body: {} })).body.detail).toMatch(/has not begun/);
    await setClock(host.url, '2027-08-15T00:00:00Z');
    expect((await clerk.ask('POST', 'runs/2027-08', { body: {} })).body.detail).toMatch(/2027-07 comes first/);
    const started = await clerk.ask('POST', 'runs/2027-07', { body: {} });
    expect([started.status, started.headers.get('location')]).toEqual([202, '/v1/runs/2027-07']);
    expect(await clerk.closed('2027-07')).toMatchObject({ by: 'billing@later.example', totals: { count: 1 } });
    // The whole story, once more: each month of the service was billed once.
    const months = ['2026-12', '2027-01', '2027-03', '2027-04', '2027-06', '2027-07'];
    const lines = (await Promise.all(months.map((month) => billed(month, bakery)))).flat().filter((line) => line.includes(' of '));
    const periods = ['2026-12', '2027-01', '2027-02', '2027-03', '2027-04', '2027-05', '2027-06'];
    expect(lines).toEqual(periods.map((period) => `100.00 of ${period}`));
  });

  it('leaves nothing on a dead-letter queue', async () => {
    const { items } = await atConsole(host.url, 'GET', 'queues');
    const dead = items.filter(({ deadLetterQueue }: { deadLetterQueue: boolean }) => deadLetterQueue);
    expect(dead.length).toBeGreaterThan(0);
    expect(dead.filter(({ visible, inFlight }: { visible: number; inFlight: number }) => visible + inFlight > 0)).toEqual([]);
  });
});
