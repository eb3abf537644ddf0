import { createServer, type RequestListener } from 'node:http';
import { appHere, corsHere, type Here, relocation } from './app/places.ts';
import { readAssembly } from './assembly/assembly.ts';
import type { AppSpec, Stack } from './assembly/specs.ts';
import { readStack } from './assembly/stack.ts';
import { Cors } from './aws/cors.ts';
import { Keys } from './aws/kms.ts';
import { Secrets } from './aws/secrets.ts';
import { Clock } from './clock.ts';
import type { DynamoDbListener } from './dynamodb.ts';
import { openTokens, type TokenFor } from './gateway/tokens.ts';
import { Happenings } from './happenings.ts';
import { close, listen } from './http.ts';
import { listenerOf } from './listener.ts';
import { lockFolder } from './lock.ts';
import type { Faults } from './mail/faults.ts';
import type { Outbox } from './mail/outbox.ts';
import { PostOffice } from './mail/postOffice.ts';
import type { Senders } from './mail/senders.ts';
import { Requests } from './requests.ts';
import { run } from './run.ts';
import { openServices } from './services.ts';
import { synthesise } from './synth.ts';
import type { Pool } from './workers/pool.ts';
import { type Call, operationOf } from './xero/calls.ts';
import { openStandIn, type XeroWanted, xeroVariables } from './xero/open.ts';
import type { XeroStandIn } from './xero/standIn.ts';

export type HostOptions = {
  readonly dataDir: string;
  /** 0 takes any three free ports. Otherwise files are served one port higher, and Xero's stand-in two. */
  readonly port: number;
  readonly delaySeconds?: number;
  /** A cloud assembly that is already made. Without it the app of cdk.json is synthesised. */
  readonly cdkOut?: string;
  /** Hears all that the store is asked and answers, to count what things cost. */
  readonly onDynamoDb?: DynamoDbListener;
  /** The stand-in, unless told otherwise. */
  readonly xero?: XeroWanted;
};

export type Host = {
  readonly url: string;
  readonly stack: Stack;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly faults: Faults;
  /** The domains that the local SES sends from. */
  readonly senders: Senders;
  readonly requests: Requests;
  readonly happenings: Happenings;
  /** Runs the functions, and knows what they took. */
  readonly pool: Pick<Pool, 'usage' | 'measureHeaps'>;
  /** The stand-in: faults to order, calls, and what it holds. */
  readonly xero: XeroStandIn;
  token(user: TokenFor): Promise<string>;
  stop(): Promise<void>;
};

/** Runs a synthesised CDK app on this machine. Rejects with a sentence for the user, leaving nothing open. */
export async function startHost(options: HostOptions): Promise<Host> {
  const closers: (() => Promise<void> | void)[] = [];
  const stop = async () => {
    for (let close = closers.pop(); close; close = closers.pop()) await close();
  };
  try {
    return await start(options, (closer) => closers.push(closer), stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

type OnStop = (close: () => Promise<void> | void) => void;

/** Everything that outlives a restart, and what functions and console share. */
function keep(dataDir: string, url: string, happenings: Happenings) {
  const clock = new Clock(dataDir);
  const requests = new Requests();
  const onCall = (call: Call) => {
    const operation = operationOf(call.method, call.path);
    requests.count('xero', operation);
    const failed = call.status === 0 || call.status >= 400;
    if (failed || call.method !== 'GET') happenings.add('xero', `${operation} → ${call.status || 'no answer'}`, failed);
  };
  const xero = openStandIn({ dataDir, appUrl: `${url}/`, now: () => clock.now(), onCall });
  const post = new PostOffice(dataDir, happenings);
  return { clock, requests, happenings, xero, post, keys: new Keys(dataDir), secrets: new Secrets(), cors: new Cors() };
}

async function start(options: HostOptions, onStop: OnStop, stop: () => Promise<void>): Promise<Host> {
  const { dataDir, port, delaySeconds, cdkOut, xero: wanted = { urls: {} } } = options;
  const lock = lockFolder(dataDir);
  onStop(() => lock.release());
  const front = await openFront(port);
  onStop(() => front.stop());
  const made = cdkOut ? undefined : synthesise('cdk.out');
  // A rejection is met below, when it is awaited.
  made?.catch(() => undefined);

  const happenings = new Happenings(dataDir);
  onStop(() => happenings.close());
  const kept = keep(dataDir, front.url, happenings);
  const { xero, post, clock, requests } = kept;
  const services = await openServices({ ...kept, ...ports(port), dataDir, onStop, onDynamoDb: options.onDynamoDb });
  await made;
  const stack = withDelay(readStack(readAssembly(cdkOut ?? 'cdk.out'), { sqs: services.endpoints.sqs, api: front.url }), delaySeconds);
  const app = openApp(stack, kept.cors, { url: front.url, s3: services.endpoints.s3 });
  kept.keys.open(stack.keys);
  const { clientId, clientSecret } = wanted.client ?? xero.app;
  kept.secrets.open(stack.secrets, { clientId, clientSecret });
  const variables = { APP_URL: `${front.url}/`, ...xeroVariables(wanted, xero.origin) };
  const running = await run({ ...kept, stack, services, variables });
  onStop(() => running.stop());
  post.open(stack.configurationSets, running.bus);
  const tokens = await openTokens(dataDir);
  const authorizer = stack.routes.find((route) => route.authorizer)?.authorizer;
  const realXero = wanted.client !== undefined;
  front.serve(listenerOf({ ...kept, ...running, stack, app, tokens, authorizer, realXero, dataDir, url: front.url }));
  return {
    ...{ url: front.url, stack, clock, requests, happenings, xero, outbox: post.outbox, faults: post.faults, senders: post.senders, stop },
    pool: running.pool,
    token(user) {
      if (!authorizer) throw new Error('The template has no JWT authorizer');
      return tokens.issue(user, authorizer);
    },
  };
}

/** Lets the app's pages, at their address on this machine, read what the template lets them read. Answers the app as it is here. */
function openApp({ app, buckets, cors }: Stack, rules: Cors, here: Here): AppSpec | undefined {
  const relocate = app ? relocation(app, buckets, here) : (text: string) => text;
  rules.open(corsHere(cors, relocate));
  return app && appHere(app, relocate);
}

/** Fixed ones, so that links made before a restart still lead here. */
const ports = (port: number) => (port === 0 ? { s3Port: 0, xeroPort: 0 } : { s3Port: port + 1, xeroPort: port + 2 });

/** Takes the port at once, so that a second host hears of it before it does anything. */
async function openFront(port: number) {
  let serve: RequestListener = (_, response) => response.writeHead(503, { 'retry-after': '1' }).end('Starting\n');
  const server = createServer((request, response) => serve(request, response));
  const actual = await listen(server, port);
  return {
    url: `http://localhost:${actual}`,
    serve: (listener: RequestListener) => {
      serve = listener;
    },
    stop: () => close(server),
  };
}

/** `--delay`: a queue that waits, waits so long; functions that are told the delay are told the same. */
function withDelay(stack: Stack, seconds: number | undefined): Stack {
  if (seconds === undefined) return stack;
  const delay = String(seconds);
  return {
    ...stack,
    queues: stack.queues.map((queue) =>
      Number(queue.attributes.DelaySeconds ?? 0) > 0 ? { ...queue, attributes: { ...queue.attributes, DelaySeconds: delay } } : queue,
    ),
    functions: stack.functions.map((spec) =>
      'EMAIL_DELAY_SECONDS' in spec.environment ? { ...spec, environment: { ...spec.environment, EMAIL_DELAY_SECONDS: delay } } : spec,
    ),
  };
}
