import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { ACCOUNT } from '../assembly/physical.ts';
import type { Authorised } from './authorizer.ts';
import { decoded, type Match } from './routes.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export type Asked = {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  readonly match: Match;
  readonly authorised: Authorised | undefined;
  readonly apiId: string;
  readonly now: Date;
};

/** API Gateway's event for a Lambda function, payload format 2.0. */
export function eventOf({ request, body, match, authorised, apiId, now }: Asked) {
  const { route, parameters } = match;
  const { method = 'GET', url = '/' } = request;
  const [path = '/', query = ''] = url.split(/\?(.*)/s);
  const { cookie, ...sent } = headersOf(request);
  const sourceIp = request.socket.remoteAddress ?? '';
  const headers: Record<string, string> = { ...sent, 'x-forwarded-for': sourceIp, 'x-forwarded-proto': 'http' };
  const rawPath = decoded(path) ?? path;
  const text = isText(headers['content-type']);
  const search = queryOf(query);
  return {
    version: '2.0',
    routeKey: route.key,
    rawPath,
    rawQueryString: query,
    ...(cookie ? { cookies: cookie.split(/;\s*/) } : {}),
    headers,
    ...(Object.keys(search).length ? { queryStringParameters: search } : {}),
    ...(Object.keys(parameters).length ? { pathParameters: parameters } : {}),
    requestContext: {
      accountId: ACCOUNT,
      apiId,
      ...(authorised ? { authorizer: { jwt: authorised } } : {}),
      domainName: String(headers.host ?? ''),
      domainPrefix: apiId,
      http: {
        method,
        path: rawPath,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: route.key,
      stage: '$default',
      time: logTime(now),
      timeEpoch: now.getTime(),
    },
    ...(body.length ? { body: body.toString(text ? 'utf8' : 'base64') } : {}),
    isBase64Encoded: body.length > 0 && !text,
  };
}

/** Names in lower case, repeated ones joined with commas. */
function headersOf(request: IncomingMessage): Record<string, string> {
  const joined = Object.entries(request.headersDistinct).map(([name, values = []]) => [name, values.join(name === 'cookie' ? '; ' : ',')]);
  return Object.fromEntries(joined);
}

function queryOf(query: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) values[name] = name in values ? `${values[name]},${value}` : value;
  return values;
}

/** What is not text reaches the function in base64; a form counts as binary, at API Gateway too. */
function isText(contentType: string | undefined): boolean {
  return contentType === undefined || /^(text\/|application\/(json|javascript|xml|[\w.-]+\+(json|xml))\b)/i.test(contentType);
}

/** `07/Nov/2026:09:05:00 +0000` */
function logTime(now: Date): string {
  const [date = '', time = ''] = now.toISOString().split(/[T.]/);
  const [year, month, day] = date.split('-');
  return `${day}/${MONTHS[Number(month) - 1]}/${year}:${time} +0000`;
}
