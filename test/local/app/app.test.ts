import { readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FUNCTIONS } from '../../../lib/functions.ts';
import { REGION } from '../../../local/assembly/physical.ts';
import { CREDENTIALS } from '../../../local/environment.ts';
import type { Host } from '../../../local/host.ts';
import { openRebill, type RebillFixture } from '../fixture/rebill.ts';

let fixture: RebillFixture;
let host: Host;

beforeAll(async () => {
  fixture = openRebill();
  host = await fixture.start();
});

afterAll(async () => {
  await host?.stop();
  fixture?.remove();
});

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(host.url + path, { method, headers: { 'accept-encoding': 'identity', ...headers }, redirect: 'manual' });

const policyOf = (response: Response): Record<string, string> =>
  Object.fromEntries((response.headers.get('content-security-policy') ?? '').split('; ').map((each) => each.split(/ (.*)/s).slice(0, 2)));

/** Where files are: what the policy lets the app talk to besides its own origin. */
const filesOrigin = async () => /http:\/\/127\.0\.0\.1:\d+/.exec(policyOf(await get('/'))['connect-src'] ?? '')?.[0] ?? '';

describe('the app', () => {
  it.each(['/', '/invoices?month=2026-12', '/xero?result=connected', '/customers/abc'])(
    'answers its page at %s, asked for anew each time',
    async (path) => {
      const response = await get(path, { accept: 'text/html' });
      expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-cache']);
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(await response.text()).toContain('/assets/app-1a2b3c4d.js');
    },
  );

  it('is in parts that a browser keeps for good, and gets compressed', async () => {
    const plain = await get('/assets/app-1a2b3c4d.js');
    expect(plain.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(plain.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    const packed = await get('/assets/app-1a2b3c4d.js', { 'accept-encoding': 'gzip' });
    expect([packed.headers.get('content-encoding'), packed.headers.get('vary')]).toEqual(['gzip', 'Accept-Encoding']);
    expect(Number(packed.headers.get('content-length'))).toBeLessThan(Number(plain.headers.get('content-length')));
    expect(await packed.text()).toBe(await plain.text());
    const again = await get('/assets/app-1a2b3c4d.js', { 'if-none-match': plain.headers.get('etag') ?? '' });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  it.each(['/assets/none.js', '/assets/none', '/none.svg', '/..%2f..%2fRebill.template.json', '/assets/%', '/assets/'])(
    'has no %s, and says so',
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(404);
      expect(await response.text()).toContain('NoSuchKey');
    },
  );

  it('answers HEAD without a body, and takes no other request', async () => {
    const head = await get('/icon.svg', {}, 'HEAD');
    expect([head.status, head.headers.get('content-type'), await head.text()]).toEqual([200, 'image/svg+xml', '']);
    expect((await get('/', {}, 'POST')).status).toBe(403);
  });

  it("has the template's security headers, with the addresses of this machine", async () => {
    const response = await get('/invoices');
    const files = await filesOrigin();
    expect(policyOf(response)).toMatchObject({
      'default-src': "'none'",
      'script-src': "'self'",
      'img-src': `'self' data: ${files}`,
      'connect-src': `'self' ${files} ${host.url}`,
      'frame-ancestors': "'none'",
    });
    expect(response.headers.get('content-security-policy')).not.toContain('amazon');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'strict-transport-security': 'max-age=63072000; includeSubDomains',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    });
  });

  it('is at one name: a browser that came by another is sent there', async () => {
    const { port } = new URL(host.url);
    const path = '/invoices?month=2026-12';
    const asked = (mode: string) =>
      new Promise<[number | undefined, string | undefined]>((resolve) => {
        // `fetch` says itself what kind of request it makes.
        request({ host: '127.0.0.1', port, path, headers: { 'sec-fetch-mode': mode } }, (response) =>
          resolve([response.resume().statusCode, response.headers.location]),
        ).end();
      });
    expect(await asked('navigate')).toEqual([302, host.url + path]);
    expect(await asked('cors')).toEqual([200, undefined]);
  });
});

it('runs the functions of the API, and none of those that CDK deploys with', () => {
  const names = host.stack.functions.map(({ friendlyName }) => friendlyName);
  expect(names).toHaveLength(Object.keys(FUNCTIONS).length);
  expect(names.filter((name) => !name.endsWith('Function'))).toEqual([]);
});

describe('the API', () => {
  it('is under the same origin, with the same headers', async () => {
    const token = await host.token({ accountId: 'demo', role: 'billing' });
    const response = await get('/v1/account', { authorization: `Bearer ${token}` });
    expect([response.status, await response.text()]).toEqual([200, 'api/readAccount']);
    expect(policyOf(response)['default-src']).toBe("'none'");
  });

  it('refuses in its own words, whoever asks: a page never stands in for an answer', async () => {
    for (const [path, status, message] of [
      ['/v1/nothing', 404, 'Not Found'],
      ['/v1/account', 401, 'Unauthorized'],
    ] as const) {
      const response = await get(path, { accept: 'text/html' });
      expect([response.status, await response.json()]).toEqual([status, { message }]);
    }
  });
});

describe('/config.json', () => {
  it('says here what it says in the cloud, with the sign-in of this machine', async () => {
    const response = await get('/config.json');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    const config = (await response.json()) as { metadata: Record<string, string> };
    const at = `${host.url}/_local/sign-in`;
    expect(config).toMatchObject({ authority: at, clientId: 'UsersAdminClient', scope: 'openid email', local: true });
    expect(config.metadata).toMatchObject({ authorization_endpoint: `${at}/oauth2/authorize`, token_endpoint: `${at}/oauth2/token` });
    const [folder = ''] = readdirSync(fixture.cdkOut).filter((name) => readdirSafely(join(fixture.cdkOut, name)).includes('config.json'));
    const deployed = JSON.parse(readFileSync(join(fixture.cdkOut, folder, 'config.json'), 'utf8')) as typeof config;
    expect(Object.keys(config)).toEqual(Object.keys(deployed));
    expect(Object.keys(config.metadata)).toEqual(Object.keys(deployed.metadata));
    expect(deployed).toMatchObject({ scope: 'openid email', local: false });
    expect(deployed.metadata.token_endpoint).toMatch(/^https:\/\/rebill-.*\.auth\..*\.amazoncognito\.com\/oauth2\/token$/);
  });
});

describe('the files', () => {
  const bucket = () => host.stack.buckets.find((name) => name.startsWith('rebill-files-')) ?? expect.fail('no files');

  async function link(): Promise<string> {
    const s3 = new S3Client({ endpoint: await filesOrigin(), region: REGION, credentials: CREDENTIALS, forcePathStyle: true });
    const file = { Bucket: bucket(), Key: 'downloads/a.pdf' };
    await s3.send(new PutObjectCommand({ ...file, Body: '%PDF-' }));
    const url = await getSignedUrl(s3, new GetObjectCommand(file), { expiresIn: 60 });
    s3.destroy();
    return url;
  }

  it("can be read by the app's pages, by a link, and by no other page", async () => {
    const url = await link();
    const mine = await fetch(url, { headers: { origin: host.url } });
    expect(await mine.text()).toBe('%PDF-');
    expect(mine.headers.get('access-control-allow-origin')).toBe(host.url);
    expect(mine.headers.get('access-control-expose-headers')).toBe('Accept-Ranges, Content-Length, Content-Range');
    for (const headers of [{ origin: 'https://evil.example' }, {} as Record<string, string>]) {
      expect((await fetch(url, { headers })).headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it('can be read in part, when the browser asks first', async () => {
    const url = await link();
    const ask = (origin: string, method: string, headers: string) =>
      fetch(url, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': headers },
      });
    const granted = await ask(host.url, 'GET', 'range');
    expect(granted.status).toBe(200);
    expect(Object.fromEntries(granted.headers)).toMatchObject({
      'access-control-allow-origin': host.url,
      'access-control-allow-methods': 'GET',
      'access-control-allow-headers': 'range',
      'access-control-max-age': '3600',
    });
    const refused = [await ask('https://evil.example', 'GET', ''), await ask(host.url, 'PUT', ''), await ask(host.url, 'GET', 'x-other')];
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403]);
  });

  it('tell a page why its link does not work any more', async () => {
    const response = await fetch((await link()).replace(/Signature=\w{4}/, 'Signature=0000'), { headers: { origin: host.url } });
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([403, host.url]);
  });
});

function readdirSafely(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
