import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importPKCS8, SignJWT, UnsecuredJWT } from 'jose';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ROUTES } from '../../functions/routes.ts';
import { startDemo } from '../../local/demo/start.ts';
import { type Host, startHost } from '../../local/host.ts';
import { type Cents, decimal4, extend, percentOf, sum } from '../../shared/domain/money.ts';
import { builtApp } from '../support/builtApp.ts';
import { HttpClerk, type InvoiceAnswer, setClock } from '../support/httpClerk.ts';
import { pagesOf, squashed } from '../support/pdfText.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** The demo reseller's first month, made as `npm start` would make it. The tests of this file are one story. */
let dataDir: string;
let host: Host;
let clerk: HttpClerk;
let month: string;
let made: InvoiceAnswer[];

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'rebill-demo-'));
  host = await startHost({ dataDir, port: 0, cdkOut: await builtApp(), delaySeconds: 900 });
  await setClock(host.url, '2026-11-20T00:00:00Z');
  await startDemo(host, { dataDir, empty: false });
  clerk = await HttpClerk.of(host.url, 'demo');
  month = (await clerk.reads('account')).firstMonth;
  await clerk.makes(month);
  made = await clerk.all('invoices?limit=7');
});

afterAll(async () => {
  await host?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const cents = (amount: string) => Number(amount.replace('.', ''));
const added = (amounts: readonly string[]) => amounts.reduce((so, amount) => so + cents(amount), 0);
const invoiceOf = (name: string): InvoiceAnswer => made.find(({ customer }) => customer.name.includes(name)) ?? expect.fail(name);

describe('the demo month', () => {
  it('starts with a month that nobody has made, of 25 customers', async () => {
    expect(month).toBe('2026-12');
    expect(await clerk.all('customers')).toHaveLength(25);
  });

  it('has a number for every invoice and for nothing else', async () => {
    const run = await clerk.reads(`runs/${month}`);
    expect(run).toMatchObject({ state: 'closed', fault: null, totals: { count: made.length, parked: 0, skipped: 25 - made.length } });
    const numbers = made.map(({ number }) => Number(number.replace('WBT-', ''))).sort((one, other) => one - other);
    expect(numbers).toEqual(made.map((_, index) => 1001 + index));
  });

  it('adds up: the summary, its parts, the run and the invoices say the same cents', async () => {
    const summary = await clerk.reads(`months/${month}/summary`);
    const { totals } = await clerk.reads(`runs/${month}`);
    for (const sort of ['subtotal', 'tax', 'total'] as const) {
      const whole = added(made.map((invoice) => invoice.totals[sort]));
      expect(cents(summary[sort])).toBe(whole);
      expect(cents(totals[sort])).toBe(whole);
      for (const parts of [summary.byStatus, summary.byKind]) {
        expect(added(parts.map((part: Record<string, string>) => part[sort]))).toBe(whole);
      }
    }
    expect(summary.trouble.map(({ kind }: { kind: string }) => kind)).toEqual(['failed', 'noAddress']);
    expect(summary.notReceived.count).toBe(made.length);
  });

  it('prints every one of them, in any script, and every line of the long one', async () => {
    for (const { invoiceId, number, totals, customer, title } of made) {
      const link = await clerk.reads(`invoices/${invoiceId}/pdf`);
      const pages = await pagesOf(new Uint8Array(await (await fetch(link.url)).arrayBuffer()));
      const text = squashed(pages.join(' '));
      for (const words of [title, number, customer.name]) expect(text).toContain(squashed(words));
      const total = Math.abs(cents(totals.total)) / 100;
      expect(text).toContain(`$${total.toLocaleString('en-AU', { minimumFractionDigits: 2 })}`);
      for (const [index, page] of pages.entries()) expect(page).toContain(`Page ${index + 1} of ${pages.length}`);
    }
    const long = await Promise.all(made.map(({ invoiceId }) => clerk.reads(`invoices/${invoiceId}`)));
    expect(Math.max(...long.map(({ lines }) => lines.length))).toBe(450);
  });
});

describe('downloads', () => {
  it('save under the name a person would choose', async () => {
    const { invoiceId, number } = invoiceOf('Marigold');
    for (const [kind, type] of [
      ['pdf', 'application/pdf'],
      ['csv', 'text/csv; charset=utf-8'],
    ] as const) {
      const link = await clerk.reads(`invoices/${invoiceId}/${kind}`);
      expect(link.fileName).toBe(`${number} Marigold Dental Group.${kind}`);
      const { status, headers } = await fetch(link.url);
      expect([status, headers.get('content-type')]).toEqual([200, type]);
      expect(headers.get('content-disposition')).toContain(`filename="${link.fileName}"`);
    }
    const arabic = await clerk.reads(`invoices/${invoiceOf('شركة').invoiceId}/pdf`);
    const { headers } = await fetch(arabic.url);
    expect(headers.get('content-disposition')).toContain(`filename*=UTF-8''${encodeURIComponent(arabic.fileName)}`);
  });

  it("of a month hold every invoice once, in files that Xero imports whole, and come to the summary's total", async () => {
    const { files } = await clerk.reads(`months/${month}/csv`);
    const numbers: string[] = [];
    const amounts: Cents[] = [];
    for (const { url, fileName, kind, rows, invoices } of files) {
      expect(fileName).toMatch(kind === 'creditNote' ? /^Credit notes 2026-12/ : /^Invoices 2026-12/);
      const { data } = Papa.parse<Record<string, string>>(await (await fetch(url)).text(), { header: true, skipEmptyLines: true });
      expect([data.length <= 500, data.length]).toEqual([true, rows]);
      const inFile = [...new Set(data.map((row) => row['*InvoiceNumber'] ?? ''))];
      expect(inFile).toHaveLength(invoices);
      numbers.push(...inFile);
      for (const row of data) {
        const amount = extend(decimal4(row['*UnitAmount'] ?? ''), decimal4(row['*Quantity'] ?? ''));
        amounts.push(sum([amount, percentOf(amount, decimal4(row['*TaxType'] === 'GST on Income' ? '10' : '0'))]));
      }
    }
    expect(numbers.sort()).toEqual(made.map(({ number }) => number).sort());
    expect(sum(amounts)).toBe(cents((await clerk.reads(`months/${month}/summary`)).total));
  });

  it('do not open when the link was tampered with, nor after five minutes', async () => {
    const one = await clerk.reads(`invoices/${invoiceOf('Marigold').invoiceId}/pdf`);
    const other = await clerk.reads(`invoices/${invoiceOf('Quokka').invoiceId}/pdf`);
    const { files } = await clerk.reads(`months/${month}/csv`);
    const swapped = new URL(one.url);
    swapped.pathname = new URL(other.url).pathname;
    const longer = one.url.replace(/X-Amz-Expires=\d+/, 'X-Amz-Expires=86400');
    const renamed = one.url.replace('Marigold', 'Malware');
    for (const url of [swapped.href, longer, renamed]) {
      expect(url).not.toBe(one.url);
      expect((await fetch(url)).status).toBe(403);
    }
    const links = [one.url, ...files.map(({ url }: { url: string }) => url)];
    const statuses = () => Promise.all(links.map(async (url) => (await fetch(url)).status));
    expect(await statuses()).toEqual(links.map(() => 200));
    const now = host.clock.now().getTime();
    expect(Date.parse(one.expiresAt) - now).toBeLessThanOrEqual(300_000);
    await setClock(host.url, new Date(now + 360_000).toISOString());
    expect(await statuses()).toEqual(links.map(() => 403));
  });
});

describe('who may do what', () => {
  const concrete = (path: string) =>
    path
      .replace('/v1/', '')
      .replace(/\{month\}/, month)
      .replace(/\{\w+\}/g, made[0]?.invoiceId ?? '');

  it('health and the OpenAPI document need no token, and the document names every route', async () => {
    expect(await (await fetch(`${host.url}/v1/health`)).json()).toEqual({ ok: true });
    const document = (await (await fetch(`${host.url}/v1/openapi.json`)).json()) as { openapi: string; paths: Record<string, object> };
    expect(document.openapi).toMatch(/^3\.1/);
    const documented = Object.entries(document.paths).flatMap(([path, item]) => Object.keys(item).map((method) => `${method} ${path}`));
    expect(documented.sort()).toEqual(ROUTES.map(({ method, path }) => `${method.toLowerCase()} ${path}`).sort());
  });

  it('every other route is shut to whoever has no token, or one that is expired, of another audience or issuer, or not signed', async () => {
    const { issuer, audience } = host.stack.routes.find(({ authorizer }) => authorizer)?.authorizer ?? expect.fail();
    const { privateKey } = JSON.parse(readFileSync(join(dataDir, 'token-key.json'), 'utf8')) as { privateKey: string };
    const key = await importPKCS8(privateKey, 'RS256');
    const now = Math.floor(Date.now() / 1000);
    const claims = { 'custom:account': 'demo', 'custom:role': 'billing', email: 'a@b.example', token_use: 'id', sub: 'x' };
    const signed = (over: { readonly iss?: string; readonly aud?: string; readonly exp?: number }) =>
      new SignJWT({ iss: issuer, aud: audience[0] ?? '', iat: now - 60, exp: now + 60, ...claims, ...over })
        .setProtectedHeader({ alg: 'RS256', kid: 'local' })
        .sign(key);
    expect((await clerk.ask('GET', 'account', { token: await signed({}) })).status).toBe(200);
    const bad = [
      '',
      'nonsense',
      await signed({ exp: now - 30 }),
      await signed({ aud: 'another-client' }),
      await signed({ iss: 'https://issuer.example' }),
      new UnsecuredJWT({ ...claims, iss: issuer, aud: audience[0] ?? '', iat: now, exp: now + 60 }).encode(),
    ];
    for (const { method, path } of ROUTES.filter(({ role }) => role !== 'anyone')) {
      const statuses = await Promise.all(bad.map(async (token) => (await clerk.ask(method, concrete(path), { token })).status));
      expect([method, path, ...statuses]).toEqual([method, path, ...bad.map(() => 401)]);
    }
  });

  it('a viewer reads and downloads, and changes nothing', async () => {
    const viewer = await HttpClerk.of(host.url, 'demo', 'viewer');
    const { invoiceId } = invoiceOf('Lantern');
    expect((await viewer.ask('GET', `invoices/${invoiceId}/pdf`)).status).toBe(200);
    for (const path of [`invoices/${invoiceId}/cancel`, `invoices/${invoiceId}/send`, `runs/${month}`]) {
      expect((await viewer.ask('POST', path, { body: {} })).status).toBe(403);
    }
    expect((await viewer.reads(`invoices/${invoiceId}`)).actions.cancel.allowed).toBe(false);
  });

  it("another reseller's invoice is answered exactly as one that does not exist", async () => {
    const stranger = await HttpClerk.of(host.url, 'stranger');
    const { company, billing } = await clerk.reads('account');
    const sending = { from: 'billing@stranger.example', fromName: 'Stranger' };
    await stranger.does('PUT', 'account', { body: { company, billing, sending } });
    const { invoiceId, customer } = invoiceOf('Lantern');
    for (const path of [`invoices/${invoiceId}`, `invoices/${invoiceId}/pdf`, `customers/${customer.customerId}`]) {
      const foreign = await stranger.ask('GET', path);
      const unknown = await stranger.ask('GET', path.replace(customer.customerId, 'nobody'));
      expect([foreign.status, foreign.body]).toEqual([404, unknown.body]);
    }
    expect(await stranger.all('invoices')).toEqual([]);
  });
});
