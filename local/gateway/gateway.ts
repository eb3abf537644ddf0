import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CryptoKey } from 'jose';
import type { Stack } from '../assembly/specs.ts';
import type { Clock } from '../clock.ts';
import { BodyTooLarge, readBody } from '../http.ts';
import type { Pool } from '../workers/pool.ts';
import { authorise } from './authorizer.ts';
import { eventOf } from './event.ts';
import { answerOf, type HttpAnswer, plain } from './response.ts';
import { routerOf } from './routes.ts';

const LARGEST_BODY_BYTES = 10 * 1024 * 1024;

/** API Gateway gives up on a function after this long, whatever the function's own timeout. */
const PATIENCE_MS = 30_000;

type Parts = { readonly stack: Stack; readonly pool: Pool; readonly publicKey: CryptoKey; readonly clock: Clock };

export type Gateway = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** The HTTP API of the template. */
export function gatewayOf(parts: Parts): Gateway {
  const route = routerOf(parts.stack.routes);
  return async (request, response) => {
    const { status, headers, body } = await answer(request, route, parts);
    response.writeHead(status, { ...headers, 'content-length': body.length, 'apigw-requestid': randomUUID() });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
}

async function answer(request: IncomingMessage, route: ReturnType<typeof routerOf>, parts: Parts): Promise<HttpAnswer> {
  const { stack, pool, publicKey, clock } = parts;
  const match = route(request.method ?? 'GET', (request.url ?? '/').split('?')[0] ?? '/');
  const body = await readBody(request, LARGEST_BODY_BYTES).catch((error: unknown) => {
    if (error instanceof BodyTooLarge) return undefined;
    throw error;
  });
  if (!match) return plain(404, 'Not Found');
  const verdict = match.route.authorizer ? await authorise(match.route, request.headers.authorization, publicKey) : undefined;
  if (verdict === 'unauthorised') return plain(401, 'Unauthorized', { 'www-authenticate': 'Bearer' });
  if (verdict === 'forbidden') return plain(403, 'Forbidden');
  if (!body) return plain(413, 'Request Entity Too Large');
  const event = eventOf({ request, body, match, authorised: verdict, apiId: stack.apiId, now: clock.now() });
  const invoked = pool.invoke(match.route.function, event, match.route.key, 'request');
  const outcome = await withPatience(invoked);
  if (!outcome) return plain(503, 'Service Unavailable');
  return 'result' in outcome ? answerOf(outcome.result) : plain(500, 'Internal Server Error');
}

async function withPatience<T>(promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
