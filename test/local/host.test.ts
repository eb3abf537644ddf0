import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Host } from '../../local/host.ts';
import { act, atConsole, type Fixture, openFixture, until } from './fixture/host.ts';

let fixture: Fixture;
let host: Host;

beforeAll(async () => {
  fixture = openFixture();
  host = await fixture.start();
  host.senders.decide('aap.example', true);
});

afterAll(async () => {
  await host.stop();
  fixture.remove();
});

const get = async (path: string, init: RequestInit = {}) => {
  const token = await host.token({ accountId: 'demo', role: 'billing' });
  return fetch(host.url + path, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } });
};

const read = (key: string) => act<{ text?: string; count?: string }>(host, { act: 'get', key });

describe('the HTTP API', () => {
  it('hands a function the event that API Gateway would', async () => {
    const response = await get('/v1/things/a%40b%20c?x=1&x=2&y=%C3%BC', { headers: { cookie: 'one=1; two=2', 'X-Mixed': 'Case' } });
    const event = (await response.json()) as Record<string, unknown>;
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'GET /v1/things/{thingId}',
      rawPath: '/v1/things/a@b c',
      rawQueryString: 'x=1&x=2&y=%C3%BC',
      queryStringParameters: { x: '1,2', y: 'ü' },
      pathParameters: { thingId: 'a@b c' },
      cookies: ['one=1', 'two=2'],
      headers: { 'x-mixed': 'Case' },
      isBase64Encoded: false,
      requestContext: {
        http: { method: 'GET', path: '/v1/things/a@b c' },
        stage: '$default',
        authorizer: { jwt: { claims: { 'custom:account': 'demo', 'custom:role': 'billing', email_verified: 'true' }, scopes: null } },
      },
    });
    expect(event).not.toHaveProperty('headers.cookie');
    expect(event).not.toHaveProperty('body');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it('prefers a literal path to a parameter', async () => {
    expect(await (await get('/v1/things/previous')).json()).toMatchObject({ routeKey: 'GET /v1/things/previous' });
  });

  it('hands over a picture in base64 and text as text', async () => {
    const picture = await get('/open', { method: 'PUT', headers: { 'content-type': 'image/png' }, body: Buffer.from([0x89, 0x50, 0xff]) });
    expect(await picture.json()).toMatchObject({ body: 'iVD/', isBase64Encoded: true });
    const text = await get('/open', { method: 'PUT', headers: { 'content-type': 'application/json' }, body: '{"ü":1}' });
    expect(await text.json()).toMatchObject({ body: '{"ü":1}', isBase64Encoded: false });
  });

  it('answers as API Gateway what no function sees', async () => {
    const answers = [
      await get('/nowhere'),
      await get('/open', { method: 'DELETE' }),
      await fetch(`${host.url}/v1/things/1`),
      await get('/open', { method: 'PUT', body: Buffer.alloc(10 * 1024 * 1024 + 1) }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 401, 413]);
    expect(await answers[0]?.json()).toEqual({ message: 'Not Found' });
    expect(await answers[2]?.json()).toEqual({ message: 'Unauthorized' });
  });

  it('answers 500 for a function that throws, dies or takes too long, and serves the next request', async () => {
    expect(await act(host, { act: 'fail' })).toEqual({ message: 'Internal Server Error', status: 500 });
    expect(await act(host, { act: 'crash' })).toEqual({ message: 'Internal Server Error', status: 500 });
    expect(await act(host, { act: 'sleep' })).toEqual({ message: 'Internal Server Error', status: 500 });
    expect(await act(host, { act: 'put', key: 'after', text: 'well' })).toMatchObject({ status: 200 });
    expect(await read('after')).toMatchObject({ text: 'well' });
    const { items } = await atConsole<{ items: { text: string; failed?: boolean }[] }>(host, 'GET', 'happenings');
    expect(items.filter(({ failed }) => failed).map(({ text }) => text)).toEqual([
      expect.stringContaining('Task timed out after 2.00 seconds'),
      expect.stringContaining('ended with code 3'),
      expect.stringContaining('TypeError: on purpose'),
    ]);
  });
});

describe('a queue', () => {
  it('delivers to its function; what fails comes again and ends in the dead-letter queue, its neighbours do not', async () => {
    for (const text of ['one', 'fail two', 'three']) await act(host, { act: 'job', text });
    expect(
      await until(
        () => read('job one'),
        ({ count }) => count !== undefined,
      ),
    ).toMatchObject({ count: '1', text: '1' });
    expect(
      await until(
        () => read('job fail two'),
        ({ count }) => count === '2',
      ),
    ).toMatchObject({ count: '2', text: '2' });
    type Queues = { items: { name: string; visible: number; inFlight: number; deadLetterQueue: boolean }[] };
    const depths = () => atConsole<Queues>(host, 'GET', 'queues');
    const dead = ({ items }: Queues) => items.find(({ name }) => name === 'JobDeadLetters');
    expect(dead(await until(depths, (queues) => dead(queues)?.visible === 1))).toMatchObject({ visible: 1, deadLetterQueue: true });
    expect(await read('job three')).toMatchObject({ count: '1' });
  });

  it('delays as the template says, and refuses a longer delay than SQS allows', async () => {
    await act(host, { act: 'later', text: 'x' });
    const { items } = await atConsole<{ items: { name: string }[] }>(host, 'GET', 'queues');
    expect(items.find(({ name }) => name === 'Later')).toMatchObject({ visible: 0, delayed: 1 });
    expect(await act(host, { act: 'later', text: 'x', seconds: 901 })).toMatchObject({
      status: 400,
      message: expect.stringContaining('DelaySeconds'),
    });
  });
});

describe('files', () => {
  it('are written once and served by a link of a fixed life, under the name that the link says', async () => {
    expect(await act(host, { act: 'file', key: 'a b/ü.txt', text: 'content' })).toMatchObject({ done: true });
    expect(await act(host, { act: 'file', key: 'a b/ü.txt', text: 'other' })).toMatchObject({ name: 'PreconditionFailed' });
    const { url } = await act<{ url: string }>(host, { act: 'link', key: 'a b/ü.txt' });
    const response = await fetch(url);
    expect(await response.text()).toBe('content');
    expect(response.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''%C3%96d%C3%B6n%27s%20file.txt");
    expect(response.headers.get('content-type')).toBe('text/csv');
    expect((await fetch(url.replace('a%20b', 'a%20c'))).status).toBe(403);
    expect((await fetch(url.split('?')[0] ?? '')).status).toBe(403);
  });
});

describe('the clock', () => {
  it('is what functions see, in a warm worker too, and what links expire by', async () => {
    const { url } = await act<{ url: string }>(host, { act: 'link', key: 'a b/ü.txt', seconds: 60 });
    await atConsole(host, 'PUT', 'clock', { now: '2031-02-03T04:05:06Z' });
    const seen = await act<{ now: number; text: string; formatted: string }>(host, { act: 'time' });
    expect(seen.text).toMatch(/^2031-02-03T04:05:0/);
    expect(new Date(seen.now).toISOString()).toMatch(/^2031-02-03T04:05:/);
    expect(seen.formatted).toBe('03/02/2031');
    expect((await fetch(url)).status).toBe(403);
    const fresh = await act<{ url: string }>(host, { act: 'link', key: 'a b/ü.txt' });
    expect((await fetch(fresh.url)).status).toBe(200);
    await atConsole(host, 'PUT', 'clock', { now: null });
    expect(Math.abs((await act<{ now: number }>(host, { act: 'time' })).now - Date.now())).toBeLessThan(5000);
  });

  it('fires the schedule of the minute in which it arrives', async () => {
    await atConsole(host, 'PUT', 'clock', { now: '2026-12-01T00:05:10Z' });
    expect(
      await until(
        () => read('tick'),
        ({ text }) => text !== undefined,
      ),
    ).toMatchObject({ text: '{"ticked":true}' });
    await atConsole(host, 'PUT', 'clock', { now: null });
  });
});

describe('email', () => {
  it('is kept with its attachments and tags, and its fate is told to the rule that asks for it', async () => {
    const { MessageId } = await act<{ MessageId: string }>(host, {
      act: 'mail',
      to: 'bounce+x@simulator.amazonses.com,real@customer.example',
      text: 'inv-1',
    });
    const mail = await atConsole(host, 'GET', `mail/${MessageId}`);
    expect(mail).toMatchObject({
      subject: 'Hóa đơn tháng',
      tags: { invoice: 'inv-1' },
      attachments: [{ fileName: 'Rechnung ü.pdf', bytes: 13 }],
    });
    const eml = await (await fetch(`${host.url}/_local/mail/${MessageId}.eml`)).text();
    expect(eml).toContain(Buffer.from('%PDF-1.7 test').toString('base64'));
    const bounce = await until(
      () => read('inv-1 Bounce'),
      ({ text }) => text !== undefined,
    );
    expect(JSON.parse(bounce.text ?? '')).toMatchObject({
      source: 'aws.ses',
      'detail-type': 'Email Bounced',
      detail: {
        bounce: { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: 'bounce+x@simulator.amazonses.com' }] },
        mail: { messageId: MessageId },
      },
    });
    for (const type of ['Send', 'Delivery'])
      expect(
        await until(
          () => read(`inv-1 ${type}`),
          ({ text }) => text !== undefined,
        ),
      ).toHaveProperty('text');
  });

  it('fails as it is told to: an answer that is lost has been an email all the same', async () => {
    await atConsole(host, 'PUT', 'faults', [{ kind: 'throttled' }, { kind: 'lost', to: 'lost@' }]);
    expect(await act(host, { act: 'mail', to: 'a@b.example', text: 'inv-2' })).toMatchObject({
      status: 400,
      name: 'TooManyRequestsException',
    });
    expect(await act(host, { act: 'mail', to: 'lost@b.example', text: 'inv-3' })).toMatchObject({ status: 400 });
    expect(host.outbox.list().map(({ tags }) => tags.invoice)).not.toContain('inv-2');
    expect(host.outbox.list().map(({ tags }) => tags.invoice)).toContain('inv-3');
  });
});

describe('Xero', () => {
  it('stands in on this machine: functions are told where, and who the app is to it', async () => {
    const told = await act<{ secret: string; api: string; go: string; app: string }>(host, { act: 'xero' });
    expect(told).toMatchObject({ api: host.xero.origin, go: host.xero.origin, app: `${host.url}/` });
    expect(told).not.toHaveProperty('login');
    expect(JSON.parse(told.secret)).toEqual({ clientId: host.xero.app.clientId, clientSecret: host.xero.app.clientSecret });
    expect(host.xero.app.redirectUris).toEqual([`${host.url}/v1/xero/callback`]);
    expect(await (await fetch(`${told.api}/`)).text()).toContain('Demo Company (AU)');
  });

  it('goes wrong as it is told to, and what it was asked is counted', async () => {
    await atConsole(host, 'DELETE', 'xero/calls');
    await atConsole(host, 'PUT', 'xero/faults', [{ kind: 'failed', on: '/connections' }]);
    expect((await fetch(`${host.xero.origin}/connections`)).status).toBe(500);
    expect((await fetch(`${host.xero.origin}/connections`)).status).toBe(401);
    const { items } = await atConsole<{ items: object[] }>(host, 'GET', 'xero/calls');
    expect(items).toMatchObject([{ method: 'GET', path: '/connections', status: 500, fault: 'failed' }, { status: 401 }]);
    expect(await atConsole(host, 'GET', 'requests')).toMatchObject({ calls: { xero: { 'GET connections': 2 } } });
    expect(await atConsole(host, 'PUT', 'xero/faults', [{ kind: 'nothing' }])).toEqual({ message: 'There is no fault “nothing”' });
  });
});

describe('the console', () => {
  it('counts the calls to AWS and the items in a batch', async () => {
    await atConsole(host, 'DELETE', 'requests');
    await act(host, { act: 'putMany', key: 'many ' });
    expect(await atConsole(host, 'GET', 'requests')).toMatchObject({
      calls: { dynamodb: { BatchWriteItem: 1 } },
      items: { dynamodb: { BatchWriteItem: 3 } },
    });
  });

  it('answers no other name and no other site', async () => {
    const port = new URL(host.url).port;
    const { request } = await import('node:http');
    const status = (headers: Record<string, string>) =>
      new Promise<number | undefined>((resolve) => {
        request({ host: '127.0.0.1', port, path: '/_local/mail', headers }, (response) => resolve(response.resume().statusCode)).end();
      });
    expect(await status({ host: `evil.example:${port}` })).toBe(403);
    expect(await status({ host: `localhost:${port}`, origin: 'http://evil.example' })).toBe(403);
    expect(await status({ host: `127.0.0.1:${port}` })).toBe(200);
  });

  it('is all that there is to see of a template without an app', async () => {
    const ask = async (path: string) => (await fetch(host.url + path, { headers: { accept: 'text/html' }, redirect: 'manual' })).status;
    expect(await Promise.all(['/', '/settings', '/_local/sign-in/oauth2/authorize', '/open'].map(ask))).toEqual([404, 404, 404, 200]);
  });

  it('shows a page', async () => {
    const text = await (await fetch(`${host.url}/_local/`)).text();
    for (const word of ['hourly', 'cron(5 * * * ? *)', 'JobDeadLetters', 'H&oacute;', 'inv-1'].slice(0, 3)) expect(text).toContain(word);
  });
});

it('an event that its function cannot take is tried again and then put on the dead-letter queue', async () => {
  await atConsole(host, 'POST', 'events', { source: 'test.poison', 'detail-type': 'Poison', detail: {} });
  type Queues = { items: { name: string; visible: number }[] };
  const dead = async () => (await atConsole<Queues>(host, 'GET', 'queues')).items.find(({ name }) => name === 'EventDeadLetters');
  expect(await until(dead, (queue) => queue?.visible === 1)).toMatchObject({ visible: 1 });
});

it('a second host on the same folder is refused', async () => {
  await expect(fixture.start()).rejects.toThrow(/Another host is using/);
});

it('a restart keeps the table, the files, the mail, the clock, what was sealed, and Xero', async () => {
  await act(host, { act: 'put', key: 'kept', text: 'yes' });
  await atConsole(host, 'PUT', 'clock', { now: '2030-01-01T00:30:00Z' });
  const mails = host.outbox.list().length;
  const { sealed } = await act<{ sealed: string }>(host, { act: 'seal', text: 'kept' });
  const organisations = host.xero.hands.organisations();
  await host.stop();
  const client = { clientId: 'real', clientSecret: 'secret' };
  host = await fixture.start({ delaySeconds: 3, xero: { client, urls: { XERO_GO_URL: 'https://go.example' } } });
  expect(await read('kept')).toMatchObject({ text: 'yes' });
  expect(await act(host, { act: 'time' })).toMatchObject({ text: expect.stringMatching(/^2030-01-01T00:3/), delay: '3' });
  expect(host.outbox.list()).toHaveLength(mails);
  const { items } = await atConsole<{ items: { name: string }[] }>(host, 'GET', 'queues');
  expect(items.find(({ name }) => name === 'Later')).toMatchObject({ delayed: 1 });
  expect(await act(host, { act: 'unseal', text: sealed })).toMatchObject({ text: 'kept' });
  expect(host.xero.hands.organisations()).toEqual(organisations);
  // With a client id and secret of one's own it is the real Xero that functions are told of.
  const real = { secret: JSON.stringify(client), api: 'https://api.xero.com', go: 'https://go.example', app: `${host.url}/` };
  expect(await act(host, { act: 'xero' })).toMatchObject(real);
});
