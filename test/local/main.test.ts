import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { freePort } from '../support/freePort.ts';
import { synthesiseFixture } from './fixture/app.ts';
import { until } from './fixture/host.ts';

let app: string;
let dataDir: string;
let port: number;
const children: ChildProcess[] = [];

beforeAll(async () => {
  app = synthesiseFixture();
  dataDir = mkdtempSync(join(tmpdir(), 'rebill-main-'));
  port = await freePort();
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

afterAll(() => {
  rmSync(dirname(app), { recursive: true });
  rmSync(dataDir, { recursive: true });
});

type Run = { readonly child: ChildProcess; readonly output: () => string; readonly ended: Promise<number | null> };

function run(...options: string[]): Run {
  const child = spawn(process.execPath, ['local/main.ts', '--app', app, '--empty', '--data', dataDir, '--port', String(port), ...options]);
  children.push(child);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk));
  return { child, output: () => output, ended: new Promise((resolve) => child.once('exit', resolve)) };
}

async function started(...options: string[]): Promise<Run> {
  const one = run(...options);
  await until(
    async () => one.output(),
    (output) => output.includes('is ready') || one.child.exitCode !== null,
  );
  expect(one.output()).toContain('is ready');
  return one;
}

const url = (path: string) => `http://127.0.0.1:${port}${path}`;

async function act(asked: Record<string, unknown>): Promise<Record<string, unknown>> {
  const { accessToken } = (await (await fetch(url('/_local/token'), { method: 'POST' })).json()) as { accessToken: string };
  const response = await fetch(url('/v1/act'), { method: 'POST', headers: { authorization: accessToken }, body: JSON.stringify(asked) });
  return (await response.json()) as Record<string, unknown>;
}

it('says what to open, stops clean when asked to, and refuses a second one on its port or folder', async () => {
  const first = await started();
  expect(first.output()).toContain(`http://localhost:${port}/_local/`);
  const samePort = run('--data', join(dataDir, 'other'));
  expect(await samePort.ended).toBe(1);
  expect(samePort.output()).toContain(`Port ${port} is taken`);
  const sameFolder = run('--port', String(await freePort()));
  expect(await sameFolder.ended).toBe(1);
  expect(sameFolder.output()).toContain('Another host is using');
  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(0);
  expect(first.output()).not.toMatch(/Error|Warning/);
});

it('loses nothing when it is killed: messages under way come again at once', async () => {
  const first = await started();
  await fetch(url('/_local/senders/aap.example'), { method: 'PUT', body: '{"verified":true}' });
  const { MessageId } = await act({ act: 'mail', to: 'a@b.example', text: 'kept' });
  await act({ act: 'put', key: 'kept', text: 'yes' });
  await act({ act: 'later', text: 'later' });
  for (let job = 0; job < 10; job += 1) await act({ act: 'job', text: `job ${job}` });
  first.child.kill('SIGKILL');
  await first.ended;

  await started();
  expect(await act({ act: 'get', key: 'kept' })).toMatchObject({ text: 'yes' });
  const { items: mails } = (await (await fetch(url('/_local/mail'))).json()) as { items: { id: string }[] };
  expect(mails.map(({ id }) => id)).toEqual([MessageId]);
  const { items: queues } = (await (await fetch(url('/_local/queues'))).json()) as { items: { name: string; delayed: number }[] };
  expect(queues.find(({ name }) => name === 'Later')).toMatchObject({ delayed: 1 });
  for (let job = 0; job < 10; job += 1) {
    expect(
      await until(
        () => act({ act: 'get', key: `job job ${job}` }),
        ({ count }) => count !== undefined,
      ),
    ).toHaveProperty('count');
  }
  expect(
    await until(
      () => act({ act: 'get', key: 'kept Delivery' }),
      ({ text }) => text !== undefined,
    ),
  ).toHaveProperty('text');
});
