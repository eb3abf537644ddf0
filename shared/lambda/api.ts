import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod/mini';
import { type Account, SETTINGS_NEEDED } from '../domain/account.ts';
import type { Accounts } from '../domain/ports.ts';
import { Problem } from '../domain/problem.ts';
import { type Caller, callerOf, type Role } from './caller.ts';
import { checked } from './checking.ts';
import { logError } from './log.ts';
import { problems } from './problem.ts';
import { type Raw, type Reply, rawOf, replyOf, revisionOf } from './wire.ts';

type Schema = z.core.$ZodType & { safeParse(value: unknown): z.core.util.SafeParseResult<unknown> };
type Read<S> = S extends z.core.$ZodType ? z.output<S> : Record<never, never>;

/** What an endpoint gets: all of it checked, the account and the role from the verified token alone. */
export type Request<P, Q, B> = Caller & {
  readonly params: Read<P>;
  readonly query: Read<Q>;
  readonly body: Read<B>;
  readonly now: Date;
  /** The revision that an edit read (`If-Match`). */
  readonly revision?: number;
  readonly idempotencyKey?: string;
  /** What the browser keeps for us under this name. */
  cookie(name: string): string | undefined;
  /** The body as it came, for what is not JSON. */
  raw(): Raw;
};

/** What the documentation says of an endpoint; read by bin/openapi.ts alone. */
export type About = {
  readonly summary: string;
  readonly status?: number;
  /** Another status of success, with the same body. */
  readonly alsoStatus?: number;
  /** Whether `If-Match` is always needed, or is read where there is one. */
  readonly ifMatch?: true | 'optional';
  readonly idempotent?: true;
  readonly binary?: readonly string[];
  /** The largest JSON body, in bytes, where a form's usual one is too small. */
  readonly jsonBytes?: number;
};

type Shape<P, Q, B> = About & {
  readonly role: Role | 'anyone';
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** What it answers; documented and checked in tests. Views are built field by field, so nothing else can slip out. */
  readonly output: Schema;
};

/** An endpoint of a reseller that is set up: it gets the settings. */
export type Endpoint<P, Q, B, Ports> = Shape<P, Q, B> & {
  readonly ports: Ports;
  run(request: Request<P, Q, B> & { readonly settings: Account }, ports: Ports): Promise<unknown>;
};

/** An endpoint that is there before set-up is finished, or for anyone. */
export type OpenEndpoint<P, Q, B, Ports> = Shape<P, Q, B> & {
  readonly ports: Ports;
  readonly setup: 'not needed';
  run(request: Request<P, Q, B>, ports: Ports): Promise<unknown>;
};

export function endpoint<
  Ports extends { readonly accounts: Pick<Accounts, 'get'> },
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
>(made: Endpoint<P, Q, B, Ports>): Endpoint<P, Q, B, Ports> {
  return made;
}

export function openEndpoint<
  Ports,
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
>(made: OpenEndpoint<P, Q, B, Ports>): OpenEndpoint<P, Q, B, Ports> {
  return made;
}

type Either = (
  | Endpoint<Schema | undefined, Schema | undefined, Schema | undefined, { readonly accounts: Pick<Accounts, 'get'> }>
  | OpenEndpoint<Schema | undefined, Schema | undefined, Schema | undefined, unknown>
) &
  Shape<Schema | undefined, Schema | undefined, Schema | undefined>;
export type ApiHandler = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

/** The Lambda of an endpoint. */
// biome-ignore lint/suspicious/noExplicitAny: every endpoint fits, whatever its own schemas and ports are; they were checked where it was made.
export function api(made: Endpoint<any, any, any, any> | OpenEndpoint<any, any, any, any>): ApiHandler {
  const handler = middy()
    .use(problems(logError))
    .handler(async (event: unknown) => answer(made as Either, event as APIGatewayProxyEventV2));
  return handler as unknown as ApiHandler;
}

const NO_FIELDS = z.strictObject({});

async function answer(made: Either, event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const caller = callerOf(event, made.role);
  const settings = 'setup' in made ? undefined : await settingsOf(caller.account, made.ports.accounts);
  const raw = () => rawOf(event);
  const revision = revisionOf(event, made.ifMatch === true);
  const idempotencyKey = made.idempotent ? keyOf(event) : undefined;
  const request = {
    ...caller,
    params: checked(made.params ?? NO_FIELDS, event.pathParameters ?? {}),
    query: checked(made.query ?? NO_FIELDS, event.queryStringParameters ?? {}),
    // Where nothing is asked for, nothing may be said: a field that is passed over is a misunderstanding.
    body: made.binary ? {} : checked(made.body ?? NO_FIELDS, raw().json(made.jsonBytes)),
    now: new Date(),
    raw,
    cookie: (name: string) => cookieOf(event, name),
    ...(revision === undefined ? {} : { revision }),
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    ...(settings ? { settings } : {}),
  };
  const result = await (made.run as (given: unknown, ports: unknown) => Promise<unknown>)(request, made.ports);
  return replyOf(result as Reply | object, made.status ?? 200);
}

function cookieOf({ cookies = [] }: APIGatewayProxyEventV2, name: string): string | undefined {
  return cookies.find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1);
}

async function settingsOf(account: string, accounts: Pick<Accounts, 'get'>): Promise<Account> {
  const settings = await accounts.get(account);
  if (settings) return settings;
  const missing = SETTINGS_NEEDED.map((field) => ({ field, message: 'is required' }));
  throw new Problem('setup-required', 'Save the account settings first (PUT /v1/account): nothing else can be used until then', missing);
}

function keyOf({ headers }: APIGatewayProxyEventV2): string | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new Problem('invalid', 'Idempotency-Key must be 1 to 255 printable characters without spaces', [
      { field: 'Idempotency-Key', message: 'must be 1 to 255 printable characters without spaces' },
    ]);
  }
  return key;
}
