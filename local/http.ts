import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';

/** Everything the host serves stays on this machine. */
export const LOOPBACK = '127.0.0.1';

export class BodyTooLarge extends Error {}

/** The whole body. Rejects when the client hangs up half way, and with BodyTooLarge beyond `limit` bytes. */
export async function readBody(request: IncomingMessage, limit = Number.POSITIVE_INFINITY): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    // What is over the limit is read and thrown away, so that the client sees the answer and not a broken pipe.
    if (length <= limit) chunks.push(chunk);
  }
  if (length > limit) throw new BodyTooLarge();
  return Buffer.concat(chunks);
}

export type Changes = { readonly url?: string; readonly headers?: IncomingHttpHeaders };

/**
 * A request whose body has arrived whole, for a server in this process: whatever the client does from now on cannot reach it.
 * (dynalite's process dies when a client hangs up in the middle of a request.)
 */
export function replay(request: IncomingMessage, body: Buffer, changes: Changes = {}): IncomingMessage {
  const headers: IncomingHttpHeaders = { ...(changes.headers ?? request.headers), 'content-length': String(body.length) };
  delete headers['transfer-encoding'];
  const { method, httpVersion, socket } = request;
  const url = changes.url ?? request.url;
  const whole = Readable.from(body.length ? [body] : [], { objectMode: false });
  return Object.assign(whole, { method, url, headers, httpVersion, socket, connection: socket }) as unknown as IncomingMessage;
}

/**
 * Longer than any client keeps an idle connection. A server that hung up first could do so just as a request comes in,
 * and a client that never asks twice (the one that sends email) would not know what became of it.
 */
const IDLE_MS = 10 * 60 * 1000;

export function listen(server: Server, port = 0): Promise<number> {
  server.keepAliveTimeout = IDLE_MS;
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = `Port ${port} is taken, perhaps by another host. Stop it, or choose a port with --port.`;
      reject(error.code === 'EADDRINUSE' ? new Error(taken) : error);
    });
    server.listen(port, LOOPBACK, () => {
      server.removeAllListeners('error');
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Stops taking requests and hangs up on those who still wait. */
export async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}

export type Door = { readonly endpoint: string; readonly port: number; stop(): Promise<void> };

/** A server on 127.0.0.1 of which a failing handler answers 500 and never brings the host down. */
export async function openDoor(
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void> | void,
  port = 0,
): Promise<Door> {
  const listener: RequestListener = (request, response) => {
    Promise.resolve()
      .then(() => handle(request, response))
      .catch((error: unknown) => {
        if (request.destroyed && !request.complete) return;
        console.error(error);
        if (!response.headersSent) response.statusCode = 500;
        response.end();
      });
  };
  const server = createServer(listener);
  const actual = await listen(server, port);
  return { endpoint: `http://${LOOPBACK}:${actual}`, port: actual, stop: () => close(server) };
}
