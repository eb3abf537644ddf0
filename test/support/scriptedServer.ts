import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type Door, openDoor, readBody } from '../../local/http.ts';

/** A request as a server sees it. */
export type Asked = {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

export type Script = (response: ServerResponse, asked: Asked) => unknown;

/** A server that answers as it is told, and says what it was asked. */
export type ScriptedServer = Door & { readonly asked: Asked[]; answer: Script };

export async function openScriptedServer(): Promise<ScriptedServer> {
  const script = aScript();
  return Object.assign(script, await openDoorFor(script));
}

type Scripted = Pick<ScriptedServer, 'asked' | 'answer'>;

const aScript = (): Scripted => ({ asked: [], answer: (response) => response.writeHead(500).end() });

function openDoorFor(script: Scripted): Promise<Door> {
  return openDoor(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://server');
    const query = Object.fromEntries(searchParams);
    const body = await readBody(request);
    const one = { method: request.method ?? '', path: decodeURIComponent(pathname), query, headers: request.headers, body };
    script.asked.push(one);
    script.answer(response, one);
  });
}

/** Xero's API for all tests of the file, each of which begins with nothing asked. */
export function scriptedXero(): Scripted {
  const script = aScript();
  let door: Door | undefined;
  beforeAll(async () => {
    door = await openDoorFor(script);
    process.env.XERO_API_URL = door.endpoint;
  });
  beforeEach(() => void script.asked.splice(0));
  afterAll(() => door?.stop());
  return script;
}

export const answering =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Script =>
  (response) =>
    response
      .writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
      .end(typeof body === 'string' ? body : JSON.stringify(body));

/** The connection breaks before an answer. */
export const hangUp: Script = (response) => response.destroy();

/** Half an answer, and then nothing more. */
export const breakOff: Script = (response) =>
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' }).write('{"Invoi', () => response.destroy());

export const silence: Script = () => undefined;
