import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AppSpec } from '../assembly/specs.ts';
import { type Copied, Copies, fitsPattern } from './copied.ts';
import { viewerRequestOf } from './viewerRequest.ts';

type Listener = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** `config`: what the app reads from `/config.json`. `api`: what answers where no files are served. */
type Parts = { readonly app: AppSpec; readonly config: object; readonly api: Listener };

/** CloudFront, as far as the template asks for it: one origin for the app and the API, each path by its behaviour. */
export function frontOf({ app, config, api }: Parts): Listener {
  const copies = new Copies(app.copies);
  copies.replace('config.json', JSON.stringify(config));
  const behaviours = app.behaviours.map((behaviour) => ({
    ...behaviour,
    rewritten: behaviour.viewerRequest === undefined ? (path: string) => path : viewerRequestOf(behaviour.viewerRequest),
  }));
  return async (request, response) => {
    const [path = '/', query] = (request.url ?? '/').split(/\?(.*)/s);
    const behaviour = behaviours.find(({ pattern }) => fitsPattern(path, pattern));
    for (const [name, value] of Object.entries(behaviour?.headers ?? {})) response.setHeader(name, value);
    if (!behaviour?.servesFiles) return api(request, response);
    if (isElsewhere(request, app.origin)) {
      response.writeHead(302, { location: `${app.origin}${path}${query === undefined ? '' : `?${query}`}` }).end();
      return;
    }
    answerFile(request, response, copies, behaviour.rewritten(path));
  };
}

/** A page under another of this machine's names, which no sign-in leads back to. In the cloud the app has one name. */
function isElsewhere({ headers }: IncomingMessage, origin: string): boolean {
  return headers['sec-fetch-mode'] === 'navigate' && headers.host !== undefined && headers.host !== new URL(origin).host;
}

function answerFile(request: IncomingMessage, response: ServerResponse, copies: Copies, path: string): void {
  const { method = 'GET', headers } = request;
  if (method !== 'GET' && method !== 'HEAD') {
    response
      .writeHead(403, { 'content-type': 'text/plain' })
      .end('This distribution is not configured to allow the HTTP request method.\n');
    return;
  }
  const found = copies.find(keyOf(path));
  if (!found) {
    response.writeHead(404, { 'content-type': 'application/xml' }).end(method === 'HEAD' ? undefined : NO_SUCH_KEY);
    return;
  }
  const gzipped = /\bgzip\b/.test(String(headers['accept-encoding'] ?? '')) ? found.gzipped() : undefined;
  const told = headersOf(found, gzipped);
  if (headers['if-none-match']?.includes(found.etag)) {
    response.writeHead(304, { ...told }).end();
    return;
  }
  const body = gzipped ?? found.body;
  response.writeHead(200, { ...told, 'content-type': found.type, 'content-length': body.length }).end(method === 'HEAD' ? undefined : body);
}

const NO_SUCH_KEY =
  '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>';

function headersOf({ etag, cacheControl }: Copied, gzipped: Buffer | undefined): Record<string, string> {
  return {
    etag: gzipped ? `W/"${etag}"` : `"${etag}"`,
    vary: 'Accept-Encoding',
    ...(gzipped ? { 'content-encoding': 'gzip' } : {}),
    ...(cacheControl === undefined ? {} : { 'cache-control': cacheControl }),
  };
}

/** What is not well escaped names no file. */
function keyOf(path: string): string {
  try {
    return decodeURIComponent(path.slice(1));
  } catch {
    return '';
  }
}
