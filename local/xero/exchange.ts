import { type IncomingHttpHeaders, STATUS_CODES } from 'node:http';

/** A request whose body has arrived whole. `path` as it came, escapes and all, without the query. */
export type XeroRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

export type Reply = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: Buffer };

export function json(status: number, value: unknown): Reply {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: Buffer.from(JSON.stringify(value)) };
}

/** Pages load nothing and run nothing; their style is inline. */
export function html(status: number, page: string): Reply {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }, body: Buffer.from(page) };
}

export function plain(status: number, text: string = STATUS_CODES[status] ?? ''): Reply {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: Buffer.from(text) };
}

export function redirect(to: string, status: 302 | 303 = 302): Reply {
  return { status, headers: { location: to }, body: Buffer.alloc(0) };
}

export const NOTHING: Reply = { status: 204, headers: {}, body: Buffer.alloc(0) };

/** A refusal that ends the request: what it was about to write is not written. */
export class Refusal extends Error {
  readonly reply: Reply;

  constructor(reply: Reply) {
    super(`Refused with ${reply.status}`);
    this.reply = reply;
  }
}

export const headerOf = (request: XeroRequest, name: string): string => {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : (value ?? '');
};

/** The pieces of the path, unescaped. What is not well escaped matches nothing. */
export function segmentsOf({ path }: XeroRequest): readonly string[] {
  try {
    return path.split('/').slice(1).map(decodeURIComponent);
  } catch {
    return [];
  }
}
