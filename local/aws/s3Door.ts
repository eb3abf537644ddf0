import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../clock.ts';
import { type Door, openDoor, readBody } from '../http.ts';
import type { Requests } from '../requests.ts';
import type { Cors } from './cors.ts';
import { type Answer, type Forward, forwarder, passOn } from './forward.ts';
import { type Credentials, queryOf, type Refusal, refusalOf } from './signature.ts';

type Query = readonly (readonly [string, string])[];

/** What a header can hold; S3 refuses a link that asks for more. */
const LATIN_1 = /^[\t -~\u00a0-\u00ff]*$/;
const UNSPEAKABLE: Refusal = { code: 'InvalidArgument', message: 'Header value cannot be represented using ISO-8859-1.' };

const FORBIDDEN: Refusal = { code: 'AccessForbidden', message: 'CORSResponse: This CORS request is not allowed.' };

type Options = {
  /** Fixed, so that a link made before a restart still leads here. */
  readonly port: number;
  readonly credentials: Credentials;
  readonly cors: Cors;
  readonly clock: Clock;
  readonly requests: Requests;
};

/**
 * S3 as functions and browsers see it: signatures and expiry checked, by the clock that functions sign with;
 * `response-*` overrides, "only if it is not there yet" and the template's rules for pages honoured. fauxqs does none of these.
 */
export async function openS3Door(
  fauxqs: { readonly endpoint: string },
  { port, credentials, cors, clock, requests }: Options,
): Promise<Door> {
  const forward = forwarder(fauxqs.endpoint);
  const oneAtATime = queueByKey();
  const door = await openDoor(async (request, response) => {
    const { method = 'GET', url = '/', headers } = request;
    if (method === 'OPTIONS') return void answerPreflight(response, cors.preflight(url, headers));
    const query = queryOf(url);
    for (const [name, value] of Object.entries(cors.headersFor(url, method, headers))) response.setHeader(name, value);
    requests.count('s3', operationOf(method, url, query));
    const body = await readBody(request);
    const refusal = refusalOf({ method, url, headers }, credentials, clock.now());
    if (refusal) return passOn(refused(403, refusal), response, clock.now());
    const named = overrides(query);
    if (Object.values(named).some((value) => !LATIN_1.test(value))) return passOn(refused(400, UNSPEAKABLE), response, clock.now());
    const answer =
      method === 'PUT' && headers['if-none-match'] === '*'
        ? await oneAtATime(url.split('?')[0] ?? '', () => putIfAbsent(forward, request, body))
        : await forward(request, body, { url: withoutSignature(url, query) });
    passOn(answer, response, clock.now(), answer.status < 300 ? named : {});
  }, port);
  return {
    ...door,
    async stop() {
      await door.stop();
      forward.close();
    },
  };
}

/** A browser asks before a request that a plain link could not make. It brings no signature. */
function answerPreflight(response: ServerResponse, allowed: Record<string, string> | undefined): void {
  if (allowed) response.writeHead(200, allowed).end();
  else response.writeHead(403, { 'content-type': 'application/xml' }).end(refused(403, FORBIDDEN).body);
}

async function putIfAbsent(forward: Forward, request: IncomingMessage, body: Buffer): Promise<Answer> {
  const url = (request.url ?? '/').split('?')[0] ?? '/';
  const { status } = await forward(request, Buffer.alloc(0), { method: 'HEAD', url, headers: {} });
  if (status === 404) return forward(request, body, { url });
  return refused(412, { code: 'PreconditionFailed', message: 'At least one of the pre-conditions you specified did not hold' });
}

/** What runs under one key runs one after another: looking and writing are one step. */
function queueByKey(): <T>(key: string, task: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return (key, task) => {
    const mine = (last.get(key) ?? Promise.resolve()).then(task, task);
    last.set(key, mine);
    const forget = () => last.get(key) === mine && last.delete(key);
    mine.then(forget, forget);
    return mine;
  };
}

function refused(status: number, { code, message }: Refusal): Answer {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status, headers: { 'content-type': 'application/xml' }, body: Buffer.from(body) };
}

function withoutSignature(url: string, query: Query): string {
  const kept = query.filter(([key]) => !/^(X-Amz-|response-|x-id$)/.test(key));
  const search = kept.map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`).join('&');
  return `${url.split('?')[0]}${search ? `?${search}` : ''}`;
}

/** `response-content-disposition=…` and its kin: the header that the link's maker wants the answer to carry. */
function overrides(query: Query): Record<string, string> {
  const headers = query.filter(([key]) => key.startsWith('response-'));
  return Object.fromEntries(headers.map(([key, value]) => [key.slice('response-'.length), value]));
}

function operationOf(method: string, url: string, query: Query): string {
  const has = (name: string) => query.some(([key]) => key === name);
  const [, , key] = (url.split('?')[0] ?? '').split('/');
  if (method === 'POST') return has('uploads') ? 'CreateMultipartUpload' : has('delete') ? 'DeleteObjects' : 'CompleteMultipartUpload';
  if (method === 'PUT') return has('partNumber') ? 'UploadPart' : 'PutObject';
  if (method === 'DELETE') return has('uploadId') ? 'AbortMultipartUpload' : 'DeleteObject';
  if (method === 'HEAD') return 'HeadObject';
  return key ? 'GetObject' : 'ListObjectsV2';
}
