import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Host, startHost } from '../../local/host.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { aDay, aMonth, anAccount, dec } from '../support/builders.ts';
import { builtApp } from '../support/builtApp.ts';
import { enterMany, fillFolder } from '../support/filledFolder.ts';
import { attachmentOf, HttpClerk, setClock } from '../support/httpClerk.ts';
import { textOf } from '../support/pdfText.ts';
import { watchMemory } from '../support/workersMemory.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });

/** Ten thousand lines on one invoice, all the way, by the bundles that would be deployed, in workers with no more memory than their Lambdas. */
const LINES = 10_000;
const MONTH = '2026-12';
const LARGE = 'large-one';

let dataDir: string;
let host: Host;
let clerk: HttpClerk;
let memory: ReturnType<typeof watchMemory>;

function* theLines() {
  for (let index = 0; index < LINES; index += 1) {
    yield { description: `Line ${index} of a large customer`, unitPrice: dec('1.11'), from: aDay('2026-01-01') };
  }
}

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'rebill-large-'));
  const cdkOut = await builtApp();
  await fillFolder(dataDir, cdkOut, async () => {
    await accounts.save(anAccount({ accountId: 'large', firstMonth: aMonth(MONTH), revision: 0 }));
    await enterMany('large', [{ customer: { customerId: LARGE, name: 'Large', to: ['large@customer.example'] }, services: theLines() }]);
  });
  host = await startHost({ dataDir, port: 0, cdkOut, delaySeconds: 1 });
  memory = watchMemory(host);
  host.senders.decide('acacia.example', true);
  await setClock(host.url, '2026-11-20T00:00:00Z');
  clerk = await HttpClerk.of(host.url, 'large');
});
afterAll(async () => {
  memory?.stop();
  await host?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

it('is previewed and estimated before it is made', async () => {
  const { items } = await clerk.reads(`runs/${MONTH}/preview?customerId=${LARGE}`);
  expect(items).toMatchObject([{ totals: { total: '12200.00' } }]);
  const service = { description: 'One more', unitPrice: '5', from: '2026-12-01' };
  expect((await clerk.ask('POST', `customers/${LARGE}/estimate`, { body: { service } })).status).toBe(200);
  expect(await clerk.all(`customers/${LARGE}/services`)).toHaveLength(LINES);
});

it('is made, emailed with its PDF and answered whole', async () => {
  expect(await clerk.makes(MONTH)).toMatchObject({ state: 'closed', fault: null, totals: { count: 1, parked: 0 } });
  const invoice = await clerk.invoiceThat('delivered', MONTH, LARGE);
  expect(invoice.lines).toHaveLength(LINES);
  expect(invoice.totals).toMatchObject({ subtotal: '11100.00', tax: '1100.00' });
  const [mail] = await clerk.mailTo('large@');
  const { bytes } = await attachmentOf(host.url, mail ?? expect.fail('No email'));
  // SES takes 40 MB.
  expect(bytes.length).toBeLessThan(10_000_000);
  const text = await textOf(bytes);
  for (const index of [0, 4_999, LINES - 1]) expect(text).toContain(`Line ${index} of a large customer`);
  const { url } = await clerk.reads(`invoices/${MONTH}_${LARGE}/pdf`);
  expect(Buffer.from(await (await fetch(url)).arrayBuffer()).equals(Buffer.from(bytes))).toBe(true);
});

it('stands in a CSV of its own, which says that Xero takes fewer rows', async () => {
  const { files } = await clerk.reads(`months/${MONTH}/csv`);
  expect(files).toMatchObject([{ invoices: 1, rows: LINES, overLimit: true }]);
  const csv = await (await fetch(files[0].url)).text();
  expect(csv.trim().split('\n')).toHaveLength(LINES + 1);
  expect((await clerk.ask('GET', `invoices/${MONTH}_${LARGE}/csv`)).status).toBe(200);
});

it('never needs more memory than the functions have', () => memory.isWithin());
