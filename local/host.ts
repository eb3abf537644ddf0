import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { readAssembly } from './assembly/assembly.ts';
import type { Stack } from './assembly/specs.ts';
import { readStack } from './assembly/stack.ts';
import { Keys } from './aws/kms.ts';
import { Secrets } from './aws/secrets.ts';
import { Clock } from './clock.ts';
import { answerConsole, type ConsoleParts } from './console/console.ts';
import { gatewayOf } from './gateway/gateway.ts';
import { routerOf } from './gateway/routes.ts';
import { openTokens, type TokenFor } from './gateway/tokens.ts';
import { Happenings } from './happenings.ts';
import { close, listen } from './http.ts';
import { lockFolder } from './lock.ts';
import type { Faults } from './mail/faults.ts';
import type { Outbox } from './mail/outbox.ts';
import { PostOffice } from './mail/postOffice.ts';
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
  /** The stand-in, unless told otherwise. */
  readonly xero?: XeroWanted;
};

export type Host = {
  readonly url: string;
  readonly stack: Stack;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly faults: Faults;
  readonly requests: Requests;
  readonly happenings: Happenings;
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
  return { clock, requests, happenings, xero, post: new PostOffice(dataDir, happenings), keys: new Keys(dataDir), secrets: new Secrets() };
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
  const services = await openServices({ ...kept, ...ports(port), dataDir, onStop });
  await made;
  const stack = withDelay(readStack(readAssembly(cdkOut ?? 'cdk.out'), { sqs: services.endpoints.sqs, api: front.url }), delaySeconds);
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
  front.serve(listenerOf({ ...kept, ...running, stack, tokens, authorizer, realXero, url: front.url }));
  return {
    ...{ url: front.url, stack, clock, requests, happenings, xero, outbox: post.outbox, faults: post.faults, stop },
    token(user) {
      if (!authorizer) throw new Error('The template has no JWT authorizer');
      return tokens.issue(user, authorizer);
    },
  };
}

/** Fixed ones, so that links made before a restart still lead here. */
const ports = (port: number) => (port === 0 ? { s3Port: 0, xeroPort: 0 } : { s3Port: port + 1, xeroPort: port + 2 });

type Served = Omit<ConsoleParts, 'outbox' | 'faults'> & { readonly stack: Stack; readonly pool: Pool; readonly post: PostOffice };

/** The console under `/_local/`, the template's API everywhere else. */
function listenerOf({ post, ...parts }: Served): RequestListener {
  const { outbox, faults } = post;
  const gateway = gatewayOf({ ...parts, publicKey: parts.tokens.publicKey });
  const routed = routerOf(parts.stack.routes);
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const [path = '/'] = (request.url ?? '/').split('?');
    if (/^\/_local(\/|$)/.test(path)) return answerConsole(request, response, { ...parts, outbox, faults });
    const page = request.method === 'GET' && request.headers.accept?.includes('text/html') && !/^\/v1(\/|$)/.test(path);
    // The app's pages are served elsewhere; a browser that Xero sends back to one sees what came of it.
    if (page && !routed('GET', path)) return void response.writeHead(302, { location: '/_local/#xero' }).end();
    return gateway(request, response);
  };
  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      parts.happenings.add('host', error instanceof Error ? (error.stack ?? error.message) : String(error), true);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  };
}

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
