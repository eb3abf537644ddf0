import type { IncomingMessage, ServerResponse } from 'node:http';
import { refusalOf } from '../console/guard.ts';
import { BodyTooLarge, type Door, openDoor, readBody } from '../http.ts';
import { LARGEST_ATTACHMENT_BYTES } from './attachments.ts';
import { plain, type Reply, type XeroRequest } from './exchange.ts';
import { HANG_UP, type XeroStandIn } from './standIn.ts';

/** Xero's four hosts at one address on this machine. It calls itself localhost, as people and Xero do. */
export async function openXero(xero: XeroStandIn, now: () => Date, port = 0): Promise<Door> {
  const door = await openDoor(async (request, response) => {
    const reply = await answer(xero, request);
    if (reply === HANG_UP) return void response.destroy();
    send(response, reply, now());
  }, port);
  xero.origin = `http://localhost:${door.port}`;
  return { ...door, endpoint: xero.origin };
}

async function answer(xero: XeroStandIn, incoming: IncomingMessage): Promise<Reply | typeof HANG_UP> {
  const request = await requestOf(incoming).catch((error: unknown) => {
    if (error instanceof BodyTooLarge) return undefined;
    throw error;
  });
  if (!request) return plain(413);
  // What browsers ask is guarded as the console is; programs come with a token.
  const refusal = headersOfProgram(request) ? undefined : refusalOf(incoming);
  return refusal ? plain(403, refusal) : xero.answer(request);
}

const headersOfProgram = ({ headers }: XeroRequest) => headers.authorization !== undefined;

async function requestOf(incoming: IncomingMessage): Promise<XeroRequest> {
  const { method = 'GET', url = '/', headers } = incoming;
  const [path = '/', query = ''] = url.split(/\?(.*)/s);
  const body = await readBody(incoming, LARGEST_ATTACHMENT_BYTES + 1);
  return { method, path, query: new URLSearchParams(query), headers, body };
}

function send(response: ServerResponse, { status, headers, body }: Reply, now: Date): void {
  const common = { date: now.toUTCString(), 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
  response.writeHead(status, { ...common, ...(status === 204 ? {} : { 'content-length': String(body.length) }), ...headers });
  response.end(body);
}
