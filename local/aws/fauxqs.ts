import { existsSync } from 'node:fs';
import { Server } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { startFauxqs } from 'fauxqs';
import { REGION } from '../assembly/physical.ts';
import type { QueueSpec } from '../assembly/specs.ts';
import { LOOPBACK } from '../http.ts';
import { callAws } from './json.ts';

export type Fauxqs = {
  /** Straight to fauxqs, past the doors that count and check. */
  readonly endpoint: string;
  ensureQueues(queues: readonly QueueSpec[]): Promise<void>;
  ensureBuckets(names: readonly string[]): void;
  /** Puts a message on a queue; it is on disk when this returns. */
  send(queue: string, body: string, delaySeconds?: number): void;
  depth(queue: string): Depth;
  stop(): Promise<void>;
};

export type Depth = { readonly visible: number; readonly inFlight: number; readonly delayed: number };

/** SQS and S3, kept in `dataDir`. Without it they live in memory and end with the process. */
export async function openFauxqs(dataDir?: string): Promise<Fauxqs> {
  if (dataDir) returnInFlight(join(dataDir, 'fauxqs.db'));
  const server = await onLoopback(() => startFauxqs({ port: 0, logger: false, ...(dataDir ? { dataDir } : {}), defaultRegion: REGION }));
  const endpoint = `http://${LOOPBACK}:${server.port}`;
  return {
    endpoint,
    async ensureQueues(queues) {
      for (const { name, url, attributes } of queues) {
        // Creating a queue that is there would empty it.
        if (server.inspectQueue(name)) await callAws(endpoint, 'AmazonSQS.SetQueueAttributes', { QueueUrl: url, Attributes: attributes });
        else server.createQueue(name, { attributes });
      }
    },
    ensureBuckets(names) {
      for (const name of names) server.createBucket(name);
    },
    send(queue, body, delaySeconds) {
      server.sendMessage(queue, body, delaySeconds === undefined ? {} : { delaySeconds });
    },
    depth(queue) {
      const { ready = [], inflight = [], delayed = [] } = server.inspectQueue(queue)?.messages ?? {};
      return { visible: ready.length, inFlight: inflight.length, delayed: delayed.length };
    },
    stop: () => server.stop(),
  };
}

/** Who had received a message died with the last host, so it need not wait out its visibility timeout. Its receipt counts all the same. */
function returnInFlight(file: string): void {
  if (!existsSync(file)) return;
  const database = new DatabaseSync(file);
  try {
    const known = database.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'sqs_messages'").get();
    if (known) database.exec('UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL');
  } finally {
    database.close();
  }
}

/** fauxqs listens on every network interface and cannot be told otherwise; while it starts, the wildcard address means loopback. */
async function onLoopback<T>(start: () => Promise<T>): Promise<T> {
  const { listen } = Server.prototype;
  const listenOnLoopback = function (this: Server, ...given: unknown[]): Server {
    const [options, ...rest] = given;
    const wildcard = typeof options === 'object' && options !== null && 'host' in options && options.host === '0.0.0.0';
    return Reflect.apply(listen, this, wildcard ? [{ ...options, host: LOOPBACK }, ...rest] : given) as Server;
  };
  Object.defineProperty(Server.prototype, 'listen', { value: listenOnLoopback, configurable: true, writable: true });
  try {
    return await start();
  } finally {
    Object.defineProperty(Server.prototype, 'listen', { value: listen, configurable: true, writable: true });
  }
}
