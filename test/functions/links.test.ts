import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES, type Route } from '../../functions/routes.ts';
import { Cors } from '../../local/aws/cors.ts';
import { openS3Door } from '../../local/aws/s3Door.ts';
import { Clock } from '../../local/clock.ts';
import type { Door } from '../../local/http.ts';
import { Requests } from '../../local/requests.ts';
import { closedRoutes, namedRoutes, OWN } from '../support/endpoints.ts';
import type { Reseller } from '../support/reseller.ts';
import { LOGO, standingAroundAll } from '../support/standing.ts';

/** Every link to a file that any endpoint hands out: found in the answers themselves, so that none is forgotten. */
const { standing, asks } = standingAroundAll();
const LIFE_S = 300;
const TYPES = { pdf: 'application/pdf', csv: 'text/csv; charset=utf-8', png: 'image/png' };

const clock = new Clock();
let door: Door;
let reseller: Reseller;

beforeAll(async () => {
  // S3 as functions and browsers see it: the door looks at signatures and expiry, as fauxqs does not.
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const endpoint = process.env.AWS_ENDPOINT_URL_S3 ?? '';
  door = await openS3Door({ endpoint }, { port: 0, credentials, cors: new Cors(), clock, requests: new Requests() });
  process.env.AWS_ENDPOINT_URL_S3 = door.endpoint;
  reseller = await standing();
  expect((await asks(reseller, routeOf('api/saveLogo'), OWN)).status).toBe(200);
});
afterAll(() => door.stop());

const routeOf = (file: string): Route => ROUTES.find((route) => route.file === file) ?? expect.fail(`No route of ${file}`);

/** Every text in it that is a signed address, and the object that it stands in. */
function linksIn(value: unknown): { readonly url: URL; readonly beside: Readonly<Record<string, unknown>> }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((each) =>
    typeof each === 'string' && each.includes('X-Amz-') ? [{ url: new URL(each), beside: { ...value } }] : linksIn(each),
  );
}

async function linksOf(route: Route): Promise<ReturnType<typeof linksIn>> {
  // The settings were written once more than other things: with the logo.
  const headers = route.path.startsWith('/v1/account') ? { headers: { 'if-match': `"${await revisionNow()}"`, ...typeOf(route) } } : {};
  const { status, body } = await asks(reseller, route, OWN, headers);
  return status < 300 ? linksIn(body) : [];
}

const typeOf = ({ file }: Route) => (file === 'api/saveLogo' ? { 'content-type': 'image/png' } : {});
const revisionNow = async () => (await asks(reseller, routeOf('api/readAccount'), OWN)).body.revision;

/** Those whose code makes a link. */
const LINKING = readdirSync('functions/api')
  .filter((name) => /\.link\(|\blogoLink\(/.test(readFileSync(join('functions/api', name), 'utf8')))
  .map((name) => `api/${name.replace('.ts', '')}`);
const linking = closedRoutes.filter(({ file }) => LINKING.includes(file));

const minutesFromNow = (minutes: number) => clock.set(new Date(Date.now() + minutes * 60_000));

describe('a link to a file', () => {
  it('is handed out by these endpoints, and by no other', async () => {
    expect(LINKING.sort()).toEqual([
      ...[
        'api/downloadCsv',
        'api/downloadMonth',
        'api/downloadPdf',
        'api/previewPdf',
        'api/readAccount',
        'api/saveAccount',
        'api/saveLogo',
      ],
    ]);
    const others: string[] = [];
    for (const route of closedRoutes) {
      // What ends things comes with the rest: a reseller whose customer is gone would be asked for nothing more.
      if (LINKING.includes(route.file) || route.method === 'DELETE') continue;
      if ((await linksOf(route)).length > 0) others.push(route.file);
    }
    expect(others).toEqual([]);
  });

  it.each(namedRoutes(linking))('%s: is signed for five minutes at most, saves the file and says its type', async (_, route) => {
    const links = await linksOf(route);
    expect(links.length).toBeGreaterThan(0);
    for (const { url, beside } of links) {
      const said = (name: string) => url.searchParams.get(name) ?? '';
      expect(Number(said('X-Amz-Expires'))).toBeGreaterThan(0);
      expect(Number(said('X-Amz-Expires'))).toBeLessThanOrEqual(LIFE_S);
      expect(said('response-content-disposition')).toMatch(/^attachment; filename="[^"\\]+"; filename\*=UTF-8''[^\s;]+$/);
      // Under the account's own folder, in one of the two that are read by links.
      expect(url.pathname).toMatch(new RegExp(`/(kept/(invoices|logos)|downloads)/${reseller.id}/`));
      const type = TYPES[url.pathname.split('.').at(-1) as keyof typeof TYPES];
      expect(said('response-content-type')).toBe(type);
      if ('expiresAt' in beside) expect(Date.parse(String(beside.expiresAt)) - Date.now()).toBeLessThanOrEqual(LIFE_S * 1000);

      const fetched = await fetch(url);
      const bytes = Buffer.from(await fetched.arrayBuffer());
      expect([fetched.status, fetched.headers.get('content-type')]).toEqual([200, type]);
      expect(fetched.headers.get('content-disposition')).toMatch(/^attachment; /);
      expect(bytes.length).toBeGreaterThan(0);
      if (type === TYPES.png) expect(bytes.equals(LOGO)).toBe(true);
      if (type === TYPES.pdf) expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    }
  });

  it.each(namedRoutes(linking))('%s: leads nowhere when the five minutes are over, and to nothing else before', async (_, route) => {
    const [link] = await linksOf(route);
    const url = link?.url ?? expect.fail('There is no link');
    const answers = async (change: (copy: URL) => void = () => undefined) => {
      const copy = new URL(url);
      change(copy);
      const answer = await fetch(copy);
      return [answer.status, /<Code>(\w+)</.exec(await answer.text())?.[1]];
    };
    minutesFromNow(4.9);
    expect((await answers())[0]).toBe(200);
    minutesFromNow(5.1);
    expect(await answers()).toEqual([403, 'AccessDenied']);
    clock.set(undefined);
    const wrong = [403, 'SignatureDoesNotMatch'];
    expect(await answers((copy) => copy.searchParams.set('X-Amz-Expires', '86400'))).toEqual(wrong);
    expect(await answers((copy) => copy.searchParams.set('response-content-disposition', 'inline'))).toEqual(wrong);
    expect(await answers((copy) => copy.searchParams.set('response-content-type', 'text/html'))).toEqual(wrong);
    expect(await answers((copy) => (copy.pathname = copy.pathname.replace(reseller.id, 'another')))).toEqual(wrong);
  });
});
