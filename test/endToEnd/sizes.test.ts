import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ROUTES, type Route } from '../../functions/routes.ts';
import { type Host, startHost } from '../../local/host.ts';
import { builtApp } from '../support/builtApp.ts';
import { atConsole, HttpClerk, SETTINGS, setClock } from '../support/httpClerk.ts';
import { watchMemory } from '../support/workersMemory.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

/**
 * As much as anyone can send, over HTTP, to the bundles that would be deployed, in workers with no more memory than their Lambdas: it is
 * refused in words, and never a fault of ours, a worker that dies or a wait without end. One operation after another, everything to each,
 * because what takes long is to start its worker.
 */
const PATIENCE_MS = 15_000;

let dataDir: string;
let host: Host;
let clerk: HttpClerk;
let token: string;
let memory: ReturnType<typeof watchMemory>;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'rebill-sizes-'));
  host = await startHost({ dataDir, port: 0, cdkOut: await builtApp(), delaySeconds: 1 });
  memory = watchMemory(host);
  await setClock(host.url, '2026-11-20T00:00:00Z');
  clerk = await HttpClerk.of(host.url, 'large');
  ({ accessToken: token } = await atConsole(host.url, 'POST', 'token', { accountId: 'large', role: 'billing' }));
  await clerk.setsUp(SETTINGS);
});
afterAll(async () => {
  memory?.stop();
  await host?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

type Sent = { readonly body?: Buffer | string; readonly headers?: Readonly<Record<string, string>>; readonly query?: string };
type Got = { readonly status: number; readonly type: string; readonly body: string };

/** A body may come with any method here, as it may from anyone. */
function send(method: string, path: string, { body, headers = {} }: Sent): Promise<Got> {
  const { hostname, port } = new URL(host.url);
  const usual = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'if-match': '"1"' };
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const options = { hostname, port, method, path, headers: { ...usual, ...headers, ...length }, timeout: PATIENCE_MS };
  return new Promise((resolve, reject) => {
    const asked = request(options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      const got = () => ({
        status: answer.statusCode ?? 0,
        type: String(answer.headers['content-type']),
        body: Buffer.concat(chunks).toString(),
      });
      answer.on('end', () => resolve(got()));
    });
    asked.on('timeout', () => asked.destroy(new Error(`${method} ${path} did not answer`)));
    asked.on('error', reject);
    asked.end(body);
  });
}

const IDS: Record<string, string> = {
  month: '2026-12',
  invoiceId: '2026-12_nobody',
  customerId: 'nobody',
  serviceId: 'none',
  chargeId: 'none',
  address: 'a@b.example',
};
const pathOf = ({ path }: Route) => path.replace(/\{(\w+)\}/g, (_, name: string) => IDS[name] ?? expect.fail(`No test knows {${name}}`));
const hasBody = ({ method }: Route) => method === 'POST' || method === 'PUT';

/** Asked of the route, it is answered with one of these, in few words. */
async function answers(route: Route, what: string, sent: Sent, statuses: readonly number[]): Promise<Got> {
  const got = await send(route.method, `${pathOf(route)}${sent.query ?? ''}`, sent);
  expect(statuses, `${what}: ${got.status} ${got.body.slice(0, 300)}`).toContain(got.status);
  if (got.type.startsWith('application/problem+json')) expect(JSON.parse(got.body).status).toBe(got.status);
  expect(got.body.length).toBeLessThan(20_000);
  return got;
}

const FIVE = Buffer.alloc(5 * 1024 * 1024, 'x');
const opened = (count: number) => `${'['.repeat(count)}${']'.repeat(count)}`;
const fields = (count: number) => JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 1])));

const FIVE_MB: Readonly<Record<string, Sent>> = {
  '5 MB of JSON': { body: Buffer.concat([Buffer.from('{"name":"'), FIVE, Buffer.from('"}')]) },
  '5 MB that call themselves a picture': { body: FIVE, headers: { 'content-type': 'image/png' } },
};
const COSTLY: Readonly<Record<string, string>> = {
  '100,000 brackets': opened(100_000),
  '100,000 brackets that never close': '['.repeat(100_000),
  '100,000 brackets in a field': `{"name":${opened(100_000)},"company":${opened(10_000)}}`,
  '30,000 objects in each other': `${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}`,
  '20,000 unknown fields': fields(20_000),
  '100,000 unknown fields': fields(100_000),
  'lists of 50,000': JSON.stringify({ to: Array(50_000).fill('a'), rows: Array(50_000).fill(0) }),
  'a word of 250 KB': JSON.stringify({ name: 'x'.repeat(250_000) }),
  'a number of 200,000 digits': `{"row":${'9'.repeat(200_000)}}`,
};
const LONG = 'x'.repeat(7_000);
const BESIDE: Readonly<Record<string, Record<string, string>>> = {
  'a long If-Match': { 'if-match': `"${'9'.repeat(7_000)}"` },
  'a long Idempotency-Key': { 'idempotency-key': LONG },
  'a long cookie': { cookie: `rebill_xero=${LONG}` },
  'a long header': { 'x-anything': LONG },
  'too many headers': Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`x-${index}`, 'x'.repeat(1_000)])),
};
const NO_FAULT = Array.from({ length: 300 }, (_, index) => 200 + index);

describe('however much is sent', () => {
  const closed = ROUTES.filter(({ role }) => role !== 'anyone');

  it.each(closed.map((route) => [`${route.method} ${route.path}`, route] as const))('%s refuses it', async (_, route) => {
    for (const [what, sent] of Object.entries(FIVE_MB)) {
      const { status, body } = await answers(route, what, sent, [400, 413]);
      if (status === 413) expect(body).toMatch(/larger than|at most|Too Large/i);
    }
    // What takes bytes reads no JSON: they are no picture.
    if (hasBody(route)) for (const [what, body] of Object.entries(COSTLY)) await answers(route, what, { body }, [400, 413]);
    for (const [what, headers] of Object.entries(BESIDE)) await answers(route, what, { headers }, NO_FAULT);
    await answers(route, 'a long token', { headers: { authorization: `Bearer ${LONG}` } }, [401]);
    if (route.method === 'GET') {
      for (const query of [`?cursor=${LONG}`, `?search=${LONG}`, `?limit=${'9'.repeat(7_000)}`, `?${'a&'.repeat(3_500)}`]) {
        await answers(route, query.slice(0, 10), { query }, [400, 409]);
      }
    }
    if (route.path.includes('{')) {
      const { status } = await send(route.method, route.path.replace(/\{\w+\}/g, LONG), {});
      expect([400, 404, 409, 414, 431]).toContain(status);
    }
  });

  it.each(ROUTES.filter(({ role }) => role === 'anyone').map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s, which asks for no token, is no fault of ours',
    async (_, route) => {
      for (const [what, sent] of Object.entries(FIVE_MB)) await answers(route, what, sent, NO_FAULT);
      for (const [what, headers] of Object.entries(BESIDE))
        await send(route.method, pathOf(route), { headers }).then(({ status }) => expect(status, what).toBeLessThan(500));
    },
  );

  it('a spreadsheet goes in five hundred rows at a time, and not one more', async () => {
    await clerk.add({ name: 'Large', to: ['large@customer.example'] });
    const rows = Array.from({ length: 501 }, (_, index) => ({
      row: index + 2,
      customer: 'Large',
      description: `Line ${index}`,
      unitPrice: '1',
      from: '2026-01-01',
    }));
    const asked = (of: object[]) => clerk.ask('POST', 'imports/services', { body: { dryRun: false, skipErrors: false, rows: of } });
    expect(await asked(rows)).toMatchObject({ status: 400, body: { errors: [{ field: 'rows', message: 'must be at most 500 long' }] } });
    expect((await asked(rows.slice(0, 500))).status).toBe(200);
  });

  it('no function needs more memory than it has', () => memory.isWithin());
});
