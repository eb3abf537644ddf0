import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { inParallel } from '../../shared/domain/parallel.ts';
import { builtApp } from '../support/builtApp.ts';
import { atConsole, HttpClerk, SETTINGS, setClock, untilIs } from '../support/httpClerk.ts';
import { MortalHost } from '../support/mortalHost.ts';
import { connectXero } from '../support/xeroBrowser.ts';

/** `kill -9` while a month goes up to Xero. For more of it: `KILLS=20 CUSTOMERS=120 npx vitest run test/endToEnd/killedUploading`. */
const CUSTOMERS = Number(process.env.CUSTOMERS ?? 24);
const KILLS = Number(process.env.KILLS ?? 3);

vi.setConfig({ testTimeout: 60_000 + KILLS * 30_000, hookTimeout: 120_000 });

let dataDir: string;
let host: MortalHost;
let clerk: HttpClerk;
const began = Date.parse('2027-01-01T06:00:00Z');

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'rebill-killed-xero-'));
  host = await MortalHost.in(dataDir, await builtApp(), 1);
  await host.start();
  await setClock(host.url, '2026-11-20T00:00:00Z');
  clerk = await HttpClerk.of(host.url, 'mortal');
  await clerk.setsUp({ ...SETTINGS, sending: { ...SETTINGS.sending, autoInvoice: false }, firstMonth: '2026-12' });
  await inParallel([...Array(CUSTOMERS).keys()], 8, async (index) => {
    const service = { description: 'Fibre 100/40', unitPrice: `${10 + index}`, from: '2026-12-09' };
    const refund = { description: 'Refund', unitPrice: '-1000' };
    await clerk.add({ name: `Customer ${index}`, to: [`c${index}@customer.example`] }, [service], index % 6 === 0 ? [refund] : []);
  });
  await connectXero(clerk);
  await clerk.makes('2026-12');
  await setClock(host.url, new Date(began).toISOString());
});

afterAll(async () => {
  await host?.kill();
  rmSync(dataDir, { recursive: true, force: true });
});

/** The headings of what Xero holds, as a person reads them on its page: one a document, a number each. */
async function numbersInXero(): Promise<string[]> {
  const page = await (await fetch(host.xeroUrl)).text();
  return [...page.matchAll(/<h3[^>]*>\s*(AAP-\d+)/g)].map(([, number = '']) => number).sort();
}

it('every invoice and its PDF are there, once', async () => {
  let clerkNow = await HttpClerk.of(host.url, 'mortal');
  await clerkNow.does('POST', 'months/2026-12/upload');
  for (let kill = 0; kill < KILLS; kill += 1) {
    await wait(Math.random() * 1200);
    await host.kill();
    await host.start();
    // A worker that died holds its lease for five and a half minutes more.
    await setClock(host.url, new Date(began + (kill + 1) * 6 * 60_000).toISOString());
    await atConsole(host.url, 'POST', 'schedules/sweep');
  }
  await wait(1500);
  clerkNow = await HttpClerk.of(host.url, 'mortal');
  let sweeps = 0;
  const all = await untilIs(
    'all of it in Xero',
    async () => {
      // As in the field, where the sweeper comes every five minutes: an invoice that failed in a kill waits for it.
      if (sweeps++ % 30 === 0) {
        await setClock(host.url, new Date(began + (KILLS + 1 + sweeps / 30) * 6 * 60_000).toISOString());
        await atConsole(host.url, 'POST', 'schedules/sweep');
      }
      return clerkNow.all('invoices?month=2026-12&limit=100');
    },
    (invoices) => invoices.every(({ xero }) => xero.state === 'uploaded' && xero.pdf?.state === 'attached' && xero.difference === '0.00'),
    300,
  );
  expect(all).toHaveLength(CUSTOMERS);
  expect(await numbersInXero()).toEqual(all.map(({ number }) => number).sort());
});
