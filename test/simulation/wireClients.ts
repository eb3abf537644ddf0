import { S3Client } from '@aws-sdk/client-s3';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SQSClient } from '@aws-sdk/client-sqs';
import { client as table } from '../../shared/store/client.ts';
import type { Fault, LossyDoor } from '../support/lossyDoor.ts';
import { callUnderWay, type WireFault } from './wireTurns.ts';

/** A defence of the adapters, switched off on the wire. */
export type WireBug = {
  readonly what: string;
  /** Between one try of a request and the wire. */
  readonly around?: (next: () => Promise<Result>, request: HttpRequest, command: string, call: object) => Promise<Result>;
  /** How often the SDK sends an email. */
  readonly sends?: number;
  /** A seed shortly before the first that finds it out. */
  readonly first?: number;
};
export type HttpRequest = { hostname: string; port?: number; headers: Record<string, string>; body?: unknown };
export type Result = { output: Record<string, unknown> };

type Context = { readonly clientName?: string; readonly commandName?: string };
type Next = (args: { request: HttpRequest }) => Promise<Result>;
type Strategy = { readonly maxAttemptsProvider: () => Promise<number> };
type Client = {
  readonly config: { retryStrategy: () => Promise<Strategy> };
  readonly middlewareStack: { addRelativeTo(middleware: unknown, options: object): void };
  send(...given: unknown[]): unknown;
};

/** Where the requests of the life that is lived go, when they go wrong. */
export type Way = { readonly door: LossyDoor; bug: WireBug | undefined };

/** No pauses, and always all of the SDK's credit for repetitions, which the lives would otherwise share. */
const PATIENT = { retryBackoffStrategy: { computeNextBackoffDelay: () => 0, setDelayBase: () => undefined }, capacity: 500 };

/** From now on every request of the adapters' clients waits its turn, and their repetitions come without a pause. */
export class WireClients {
  readonly #way: Way;
  readonly #known = new Set<Client>();

  constructor(way: Way) {
    this.#way = way;
    this.#meet(table() as unknown as Client);
    // The other adapters keep their clients to themselves, and make them when they are first needed.
    for (const { prototype } of [S3Client, SESv2Client, SQSClient] as unknown as { prototype: Client }[]) {
      const { send } = prototype;
      const meet = (client: Client) => this.#meet(client);
      prototype.send = function (this: Client, ...given: unknown[]) {
        meet(this);
        return send.apply(this, given);
      };
    }
  }

  #meet(client: Client): void {
    if (this.#known.has(client)) return;
    this.#known.add(client);
    const middleware = (next: Next, context: Context) => (args: { request: HttpRequest }) => this.#try(next, context, args);
    client.middlewareStack.addRelativeTo(middleware, { name: 'turns', relation: 'after', toMiddleware: 'retryMiddleware' });
    const { retryStrategy } = client.config;
    const isMail = client instanceof SESv2Client;
    let deployed: Strategy['maxAttemptsProvider'] | undefined;
    client.config.retryStrategy = async () => {
      const strategy = await retryStrategy();
      deployed ??= strategy.maxAttemptsProvider;
      const sends = isMail ? this.#way.bug?.sends : undefined;
      return Object.assign(strategy, { ...PATIENT, maxAttemptsProvider: sends === undefined ? deployed : async () => sends });
    };
  }

  async #try(next: Next, context: Context, args: { request: HttpRequest }): Promise<Result> {
    const call = callUnderWay();
    if (!call) return next(args);
    const command = context.commandName ?? '';
    const { request } = args;
    const go = (fault?: WireFault) => {
      const through = () => next(fault ? { ...args, request: this.#throughDoor(request, faultOf(fault, context)) } : args);
      return this.#way.bug?.around?.(through, request, command, call) ?? through();
    };
    return call.turns.request(call, context, command.replace(/Command$/, ''), go);
  }

  /** Turns are taken one by one, so the next request at the door is this one. */
  #throughDoor(request: HttpRequest, fault: Fault): HttpRequest {
    const { door } = this.#way;
    const { hostname, port } = new URL(door.endpoint);
    door.fault = () => fault;
    return Object.assign(Object.create(Object.getPrototypeOf(request)), request, { hostname, port: Number(port) });
  }
}

function faultOf(fault: WireFault, { clientName = '' }: Context): Fault {
  if (fault === 'lostRequest') return 'unsent';
  if (fault === 'lostAnswer') return 'lost';
  return THROTTLED[clientName] ?? THROTTLED.DynamoDBClient ?? 'unsent';
}

const json = (type: string) => JSON.stringify({ __type: type, message: 'Rate exceeded' });
const THROTTLED: Readonly<Record<string, Fault>> = {
  DynamoDBClient: { status: 400, answer: json('com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException') },
  SQSClient: { status: 400, answer: json('com.amazonaws.sqs#RequestThrottled') },
  SESv2Client: { status: 429, answer: json('TooManyRequestsException') },
  S3Client: { status: 503, answer: '<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>' },
};
