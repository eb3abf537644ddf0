import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { expect } from 'vitest';
import * as z from 'zod/mini';
import type { ApiHandler } from '../../shared/lambda/api.ts';

export type Asking = {
  readonly account: string;
  readonly role?: 'billing' | 'viewer';
  readonly user?: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Instead of `body`: what is not JSON, as API Gateway hands it over. */
  readonly bytes?: Uint8Array;
  /** Instead of those of an ID token; `null`: no token at all. */
  readonly claims?: Readonly<Record<string, unknown>> | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
};

// biome-ignore lint/suspicious/noExplicitAny: what a test reads of an answer is checked by what it expects of it.
export type Answer = { readonly status: number; readonly headers: Record<string, unknown>; readonly body: any };

type Documented = { readonly output: z.core.$ZodType };

/** Asks an endpoint as API Gateway does. Every success must be exactly what the endpoint documents, no field more. */
export async function call(handler: ApiHandler, made: Documented, asking: Asking): Promise<Answer> {
  const { statusCode = 0, headers = {}, body = '' } = await handler(eventOf(asking));
  const read: unknown = JSON.parse(body);
  if (statusCode < 400) expect(z.parse(made.output, read)).toEqual(read);
  else expect(headers['content-type']).toBe('application/problem+json');
  return { status: statusCode, headers, body: read };
}

function eventOf({
  account,
  role = 'billing',
  user = 'clerk@reseller.example',
  params,
  query,
  body,
  bytes,
  claims = { 'custom:account': account, 'custom:role': role, email: user, sub: user, token_use: 'id' },
  headers,
  cookies,
}: Asking): APIGatewayProxyEventV2 {
  const event = {
    version: '2.0',
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    requestContext: claims ? { authorizer: { jwt: { claims, scopes: null } } } : {},
    isBase64Encoded: bytes !== undefined,
    ...(cookies ? { cookies } : {}),
    ...(params ? { pathParameters: params } : {}),
    ...(query ? { queryStringParameters: query } : {}),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(bytes === undefined ? {} : { body: Buffer.from(bytes).toString('base64') }),
  };
  return event as unknown as APIGatewayProxyEventV2;
}
