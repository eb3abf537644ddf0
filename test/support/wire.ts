import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { readAssembly } from '../../local/assembly/assembly.ts';
import type { Stack } from '../../local/assembly/specs.ts';
import { readStack } from '../../local/assembly/stack.ts';
import { Clock } from '../../local/clock.ts';
import { gatewayOf } from '../../local/gateway/gateway.ts';
import { openTokens, type Tokens } from '../../local/gateway/tokens.ts';
import { Happenings } from '../../local/happenings.ts';
import { type Door, openDoor } from '../../local/http.ts';
import { Pool } from '../../local/workers/pool.ts';
import type { Outcome } from '../../local/workers/warmWorker.ts';
import { openRebill } from '../local/fixture/rebill.ts';
import { loaded } from './endpoints.ts';

export type Sent = {
  readonly method: string;
  /** As it goes over the wire, query and all. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
};
export type Got = { readonly status: number; readonly type: string; readonly text: string };

/** The gateway of the local host on Rebill's own template, with the real handlers behind it, in this process. */
export type Wire = {
  stack(): Stack;
  tokens(): Tokens;
  /** The issuer's own key, to sign what it never would. PEM. */
  keys(): { readonly privateKey: string; readonly publicKey: string };
  ask(sent: Sent): Promise<Got>;
  /** How many requests have reached a function. */
  reached(): number;
};

/** Runs the function's own source instead of its bundle. */
class SourcePool extends Pool {
  reached = 0;
  readonly #files: ReadonlyMap<string, string>;

  constructor(parts: { readonly stack: Stack; readonly clock: Clock; readonly happenings: Happenings }) {
    super({ ...parts, functions: parts.stack.functions, environmentOf: () => ({}) });
    // A tiny bundle says nothing but which function it is.
    this.#files = new Map(
      parts.stack.functions.map(({ name, dir }) => [name, /'([^']+)'/.exec(readFileSync(join(dir, 'index.js'), 'utf8'))?.[1] ?? '']),
    );
  }

  override async invoke(name: string, event: unknown): Promise<Outcome> {
    this.reached += 1;
    const { handler } = await loaded({ file: this.#files.get(name) ?? '', method: 'GET', path: '/', role: 'viewer' });
    // As it reaches a function: through JSON.
    return { result: JSON.stringify(await handler(JSON.parse(JSON.stringify(event)))) };
  }
}

export function wireAroundAll(): Wire {
  const agent = new Agent({ keepAlive: true });
  const stops: (() => Promise<void> | void)[] = [];
  let open: { stack: Stack; tokens: Tokens; pool: SourcePool; door: Door; folder: string } | undefined;
  beforeAll(async () => {
    const rebill = openRebill();
    const folder = mkdtempSync(join(tmpdir(), 'rebill-wire-'));
    const [clock, happenings] = [new Clock(), new Happenings(folder)];
    const stack = readStack(readAssembly(rebill.cdkOut), { sqs: 'http://sqs.example', api: 'http://api.example' });
    const pool = new SourcePool({ stack, clock, happenings });
    rebill.remove();
    const tokens = await openTokens(folder);
    const door = await openDoor(gatewayOf({ stack, pool, publicKey: tokens.publicKey, clock }));
    open = { stack, tokens, pool, door, folder };
    const remove = () => rmSync(folder, { recursive: true, force: true });
    stops.push(
      remove,
      () => happenings.close(),
      () => pool.stop(0),
      () => door.stop(),
      () => agent.destroy(),
    );
  });
  afterAll(async () => {
    for (const stop of stops.reverse()) await stop();
  });
  const opened = () => {
    if (!open) throw new Error('It has not been started');
    return open;
  };
  return {
    stack: () => opened().stack,
    tokens: () => opened().tokens,
    keys: () => JSON.parse(readFileSync(join(opened().folder, 'token-key.json'), 'utf8')),
    ask: (sent) => asked(new URL(opened().door.endpoint), agent, sent),
    reached: () => opened().pool.reached,
  };
}

/** Not by `fetch`, which would put a strange path right before it asks. */
function asked({ hostname, port }: URL, agent: Agent, { method, path, headers = {}, body }: Sent): Promise<Got> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const asking = request({ hostname, port, agent, method, path, headers: { ...headers, ...length } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers['content-type'] ?? '',
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    asking.on('error', reject);
    asking.end(body);
  });
}
