import { request as ask, createServer, type IncomingMessage } from 'node:http';
import { close, LOOPBACK, listen, readBody } from '../../local/http.ts';

export type Request = { readonly operation: string; readonly body: string };

/** `lost`: done, but the answer never arrives. `unsent`: never arrives itself. A text: the answer given in its place; 200, unless it says so. */
export type Fault = 'lost' | 'unsent' | { readonly answer: string; readonly status?: number };

export type LossyDoor = {
  readonly endpoint: string;
  /** Asked of every request, before it is passed on. */
  fault: (request: Request) => Fault | undefined;
  /** Runs after a request was done and before its answer goes back, or is lost. */
  meanwhile: (request: Request) => Promise<void>;
  stop(): Promise<void>;
};

/**
 * A door in front of a database, through which answers can be lost: what a network does at the worst moment. Without `behind` it stands in
 * front of whatever service a request names as its host.
 */
export async function openLossyDoor(behind?: string): Promise<LossyDoor> {
  const door: Pick<LossyDoor, 'fault' | 'meanwhile'> = { fault: () => undefined, meanwhile: async () => undefined };
  const server = createServer(async (request, response) => {
    const body = await readBody(request);
    const asked = { operation: String(request.headers['x-amz-target'] ?? '').replace(/^.*\./, ''), body: body.toString() };
    const fault = door.fault(asked);
    if (fault === 'unsent') return void request.socket.destroy();
    if (typeof fault === 'object') {
      response.writeHead(fault.status ?? 200, { 'content-type': 'application/x-amz-json-1.0', date: new Date().toUTCString() });
      return void response.end(fault.answer);
    }
    const answer = await passedOn(behind ?? `http://${request.headers.host}`, request, body);
    await door.meanwhile(asked);
    if (fault === 'lost') return void request.socket.destroy();
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
  });
  const port = await listen(server);
  return Object.assign(door, { endpoint: `http://${LOOPBACK}:${port}`, stop: () => close(server) });
}

type Answer = { readonly status: number; readonly headers: NodeJS.Dict<string | string[]>; readonly body: Buffer };

function passedOn(behind: string, { method = '', url = '/', headers }: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const passing = ask(new URL(url, behind), { method, headers }, async (response) => {
      resolve({ status: response.statusCode ?? 500, headers: response.headers, body: await readBody(response) });
    });
    passing.on('error', reject);
    passing.end(body);
  });
}
