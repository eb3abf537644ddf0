import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { inParallel } from '../../shared/domain/parallel.ts';
import { builtApp } from '../support/builtApp.ts';
import { atConsole, type FullInvoiceAnswer, HttpClerk, type Mail, mailOf, SETTINGS, setClock, untilIs } from '../support/httpClerk.ts';
import { MortalHost } from '../support/mortalHost.ts';

/**
 * `kill -9` in the middle of a month. For more of it: `KILLS=5 CUSTOMERS=300 MONTHS=6 npx vitest run test/endToEnd/killed`.
 */
const CUSTOMERS = Number(process.env.CUSTOMERS ?? 30);
const KILLS = Number(process.env.KILLS ?? 3);
/** So long a message may take to be seen again; and so often the sweeper may have to come. */
const MESSAGES_MS = 20_000;
const SWEEPS = 4;
const MONTHS = ['2026-12', '2027-01', '2027-02', '2027-03', '2027-04', '2027-05'].slice(0, Number(process.env.MONTHS ?? 1));

vi.setConfig({ testTimeout: KILLS * MONTHS.length * 60_000, hookTimeout: 120_000 });

let dataDir: string;
let host: MortalHost;
let clerk: HttpClerk;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'rebill-killed-'));
  host = await MortalHost.in(dataDir, await builtApp(), 1);
  await host.start();
  await setClock(host.url, '2026-11-20T00:00:00Z');
  clerk = await HttpClerk.of(host.url, 'mortal');
  await clerk.setsUp(SETTINGS);
  await inParallel([...Array(CUSTOMERS).keys()], 8, async (index) => {
    const service = { description: 'Fibre 100/40', unitPrice: `${10 + index}`, from: '2026-01-01' };
    await clerk.add({ name: `Customer ${index}`, to: [`c${index}@customer.example`] }, [service], chargesOf(index, MONTHS[0] ?? ''));
  });
});

afterAll(async () => {
  await host?.kill();
  rmSync(dataDir, { recursive: true, force: true });
});

const chargesOf = (index: number, month: string) =>
  ['one', 'two'].map((which) => ({ description: `Charge ${which} for ${month}`, unitPrice: `${index + 1}` }));

/** The moments at which a run is killed, in turn: while it is planned, as soon as it is open, and once emails go out. */
const MOMENTS: readonly (() => Promise<unknown>)[] = [
  () => wait(Math.random() * 400),
  () =>
    untilIs(
      'the plan',
      () => clerk.reads(`runs/${current}`),
      ({ state }) => state !== 'notPlanned',
      5,
    ),
  () =>
    untilIs(
      'an email',
      () => mailOf(host.url),
      (mails) => mails.some(({ tags }) => tags.month === current),
      20,
    ),
  () => wait(400 + Math.random() * 1600),
];
let current = '';

/** Kills so far, those that met it while it was starting counted by themselves. */
const killed = { running: 0, starting: 0 };

async function isKilled(times: number): Promise<void> {
  for (let kill = 0; kill < times; kill += 1) {
    await MOMENTS[kill % MOMENTS.length]?.().catch(async (error: Error) => {
      throw new Error(`${error.message}, after ${JSON.stringify(killed)}: ${await howItStands()}`);
    });
    await host.kill();
    killed.running += 1;
    // Whatever it does on the way up, it must be able to do again. Not the first ones: a few kills are to hit the month.
    if (kill >= MOMENTS.length && Math.random() < 0.25) await isKilledStarting();
    await host.start();
  }
}

async function howItStands(): Promise<string> {
  const [run, all] = [await clerk.reads(`runs/${current}`), await everyInvoice(current)];
  const statuses = Object.groupBy(all, ({ status }) => status);
  return JSON.stringify({ run, statuses: Object.entries(statuses).map(([status, each]) => `${each.length} ${status}`), host: host.heard });
}

async function isKilledStarting(): Promise<void> {
  const starting = host.start().catch(() => undefined);
  await wait(Math.random() * 1000);
  await host.kill();
  await starting;
  killed.starting += 1;
}

/**
 * Everything that may still happen has happened: what was claimed by a worker that died is known to be unconfirmed. A message that was
 * killed five times is set aside, and the sweeper sends another when the first is long overdue.
 */
async function settled(month: string): Promise<FullInvoiceAnswer[]> {
  const statuses = async () => (await everyInvoice(month)).map(({ status }) => status);
  for (let sweeps = 1; ; sweeps += 1) {
    const queued = untilIs('all emails', statuses, (all) => !all.includes('queued'), 1000);
    if (sweeps > SWEEPS) await queued;
    const isSent = await Promise.race([
      queued.then(
        () => true,
        () => false,
      ),
      wait(MESSAGES_MS),
    ]);
    await setClock(host.url, new Date(Date.parse(`${month}-01T08:02:00Z`) + sweeps * 20 * 60_000).toISOString());
    await atConsole(host.url, 'POST', 'schedules/sweep');
    if (isSent) break;
  }
  await untilIs('the sweep', statuses, (all) => !all.includes('sending') && !all.includes('queued'), 1000);
  // News of the last emails. An email whose news the kill took with it stays as it is.
  await wait(2500);
  const all: FullInvoiceAnswer[] = [];
  await inParallel(await everyInvoice(month), 8, async ({ customer }) => void all.push(await clerk.invoice(month, customer.customerId)));
  return all;
}

async function everyInvoice(month: string): Promise<FullInvoiceAnswer[]> {
  const [current, previous] = await Promise.all([clerk.all(`invoices?month=${month}&limit=100`), clerk.all('invoices/previous?limit=100')]);
  return [...current, ...previous.filter((invoice) => invoice.month === month)];
}

it('the run finishes: numbers whole, one invoice a customer, each charge on one of them, at most one email an attempt', async () => {
  for (const [index, month] of MONTHS.entries()) {
    current = month;
    await setClock(host.url, `${month}-01T05:00:00+10:00`);
    await atConsole(host.url, 'POST', 'schedules/startRuns');
    await isKilled(KILLS);
    const run = await clerk.closed(month);
    expect(run).toMatchObject({ fault: null, totals: { count: CUSTOMERS, parked: 0, skipped: 0 } });

    const all = await settled(month);
    const first = 1 + index * CUSTOMERS;
    const numbers = all.map(({ number }) => Number(number.replace('AAP-', ''))).sort((one, other) => one - other);
    expect(numbers).toEqual(Array.from({ length: CUSTOMERS }, (_, at) => first + at));
    expect(new Set(all.map(({ customer }) => customer.customerId)).size).toBe(CUSTOMERS);
    await chargesAreBilledOnce(all);
    emailedAtMostOnce(all, await mailOf(host.url));
  }
});

async function chargesAreBilledOnce(all: readonly FullInvoiceAnswer[]): Promise<void> {
  await inParallel(all, 8, async ({ customer, number, invoiceId, lines, month }) => {
    expect(lines.filter(({ serviceId }) => serviceId).map(({ period }) => period)).toEqual([month]);
    const charges = await clerk.all(`customers/${customer.customerId}/charges`);
    const onThis = charges.filter((charge) => charge.number === number && charge.invoiceId === invoiceId).map(({ chargeId }) => chargeId);
    expect(charges.filter(({ status }) => status !== 'invoiced')).toEqual([]);
    expect(lines.flatMap(({ chargeId }) => chargeId ?? []).sort()).toEqual(onThis.sort());
  });
}

function emailedAtMostOnce(all: readonly FullInvoiceAnswer[], mails: readonly Mail[]): void {
  const count = new Map<string, number>();
  for (const { tags } of mails) {
    const which = `${tags.month}_${tags.customer} ${tags.attempt}`;
    count.set(which, (count.get(which) ?? 0) + 1);
  }
  expect([...count].filter(([, times]) => times > 1)).toEqual([]);
  const open = all.filter(({ status }) => status === 'unconfirmed');
  if (process.env.KILLS) console.log(`${current}: ${JSON.stringify(killed)}, ${mails.length} emails so far, ${open.length} unconfirmed`);
  // Only a worker that died between claiming and hearing of the answer leaves it open whether the email went out.
  for (const { invoiceId, attempt, status } of all.filter((invoice) => !open.includes(invoice))) {
    expect([invoiceId, status, count.get(`${invoiceId} ${attempt}`)]).toEqual([invoiceId, expect.stringMatching(/^(delivered|sent)$/), 1]);
  }
}
