import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Host, startHost } from '../../local/host.ts';
import { builtApp } from '../support/builtApp.ts';
import { atConsole, attachmentOf, HttpClerk, SETTINGS, setClock, untilIs } from '../support/httpClerk.ts';
import { textOf } from '../support/pdfText.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** How a reseller comes to send, on the bundles that would be deployed. The tests of this file are one story. */
let dataDir: string;
let host: Host;
let clerk: HttpClerk;
let bakery: string;

const start = async () => startHost({ dataDir, port: 0, cdkOut: await builtApp(), delaySeconds: 1 });

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'rebill-sender-'));
  host = await start();
  await setClock(host.url, '2026-11-20T00:00:00Z');
  clerk = await HttpClerk.of(host.url, 'sender');
  await clerk.does('PUT', 'account', { body: SETTINGS });
  bakery = await clerk.add({ name: 'Harbour Bakery', to: ['bakery@customer.example'] }, [
    { description: 'Fibre 100/40', unitPrice: '100', from: '2026-01-01' },
  ]);
});

afterAll(async () => {
  await host?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const MONTH = '2026-12';
const REASON = 'Invoices cannot be sent from acacia.example yet: its DNS records are not verified. See Settings, Sender';

it('until the domain is verified nothing is sent, and the invoice, its button and the test say why', async () => {
  expect(await clerk.reads('sender')).toMatchObject({ domain: 'acacia.example', state: 'notStarted', records: [] });
  await clerk.makes(MONTH);
  const { history, actions } = await clerk.invoiceThat('failed', MONTH, bakery);
  expect(history.at(-1)?.words).toBe(`Made, but not sent: ${REASON}`);
  expect(actions.send).toMatchObject({ allowed: false, reason: REASON });
  for (const path of [`invoices/${MONTH}_${bakery}/send`, 'sender/test']) {
    expect(await clerk.ask('POST', path)).toMatchObject({ status: 409, body: { code: 'conflict', detail: REASON } });
  }
  expect(await clerk.mailTo('bakery@customer.example')).toEqual([]);
});

it('started, it names the records to add; a second start changes nothing, and neither does a restart of the host', async () => {
  const { state, records } = await clerk.does('POST', 'sender', { body: {} });
  expect(state).toBe('pending');
  expect(records.map(({ purpose }: { purpose: string }) => purpose)).toEqual(['dkim', 'dkim', 'dkim', 'mailFrom', 'spf', 'dmarc']);
  expect((await clerk.does('POST', 'sender', { body: {} })).records).toEqual(records);
  await host.stop();
  host = await start();
  clerk = await HttpClerk.of(host.url, 'sender');
  const named = ({ name, value }: { name: string; value: string }) => [name, value];
  expect((await clerk.reads('sender')).records.map(named)).toEqual(records.map(named));
});

it('verified comes up by itself, without anybody looking; then the clerk sends what was refused', async () => {
  expect(host.senders.find('acacia.example')).toMatchObject({ state: 'pending', configurationSet: expect.any(String) });
  await atConsole(host.url, 'PUT', 'senders/acacia.example', { verified: true });
  await atConsole(host.url, 'POST', 'schedules/checkSenders');
  await untilIs(
    'the right to send',
    () => clerk.invoice(MONTH, bakery),
    ({ actions }) => actions.send.allowed,
  );
  await clerk.does('POST', `invoices/${MONTH}_${bakery}/send`);
  await clerk.invoiceThat('delivered', MONTH, bakery);
  expect(await clerk.reads('sender')).toMatchObject({ state: 'verified' });
});

it('the test email brings the clerk a sample, PDF and all', async () => {
  const { to, subject } = await clerk.does('POST', 'sender/test');
  expect(subject).toMatch(/^Test: /);
  const [mail] = await clerk.mailTo(to);
  if (!mail) throw new Error('No test email came');
  expect(mail).toMatchObject({ subject, recipients: [to], tags: { account: 'sender', test: 'sender' } });
  const { fileName, bytes } = await attachmentOf(host.url, mail);
  expect(fileName).toMatch(/\.pdf$/);
  expect(await textOf(bytes)).toContain('Sample Customer Pty Ltd');
});

it('a domain whose records are taken away is noticed, and nothing is sent from it any more', async () => {
  await atConsole(host.url, 'PUT', 'senders/acacia.example', { verified: false });
  expect(await clerk.reads('sender')).toMatchObject({ state: 'failed' });
  expect(await clerk.ask('POST', 'sender/test')).toMatchObject({ status: 409, body: { detail: REASON } });
});
