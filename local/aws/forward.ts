import { Agent, type IncomingHttpHeaders, type IncomingMessage, request as open, type ServerResponse } from 'node:http';
import { type Changes, readBody } from '../http.ts';

export type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer };

export type Forward = (request: IncomingMessage, body: Buffer, changes?: Changes & { readonly method?: string }) => Promise<Answer>;

/** Asks a server in this process what it would answer, both bodies read whole. */
export function forwarder(endpoint: string): Forward & { close(): void } {
  const agent = new Agent({ keepAlive: true });
  const { hostname, port } = new URL(endpoint);
  const forward: Forward = (request, body, changes = {}) =>
    new Promise((resolve, reject) => {
      const headers = { ...(changes.headers ?? request.headers), 'content-length': String(body.length) };
      delete headers['transfer-encoding'];
      delete headers.expect;
      delete headers.connection;
      const asked = open(
        { agent, hostname, port, method: changes.method ?? request.method, path: changes.url ?? request.url, headers },
        (response) => {
          readBody(response).then((read) => resolve({ status: response.statusCode ?? 500, headers: response.headers, body: read }), reject);
        },
      );
      asked.on('error', reject);
      asked.end(body);
    });
  return Object.assign(forward, { close: () => agent.destroy() });
}

/**
 * `now`: the functions' clock. The SDK compares it with its own and would correct a difference; the two are the same clock here.
 */
export function passOn(answer: Answer, response: ServerResponse, now: Date, changes: Record<string, string> = {}): void {
  const { connection: _, 'keep-alive': __, 'transfer-encoding': ___, ...headers } = answer.headers;
  // The answer to HEAD has a length and no body.
  const length = headers['content-length'] ?? String(answer.body.length);
  response.writeHead(answer.status, { ...headers, 'content-length': length, date: now.toUTCString(), ...changes });
  response.end(answer.body);
}
