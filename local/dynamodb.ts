import { mkdirSync } from 'node:fs';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import dynalite from 'dynalite';
import { close, LOOPBACK, listen, readBody, replay } from './http.ts';

export type DynamoDb = { readonly endpoint: string; stop(): Promise<void> };

export type DynamoDbRequest = { readonly operation: string; readonly body: Buffer };

export type DynamoDbListener = (request: DynamoDbRequest, answer: Buffer) => void;

type Options = {
  /** A folder for the tables. Without it they live in memory and end with the process. */
  readonly dataDir?: string;
  /** Sees every request before it is answered. */
  readonly onRequest?: (request: DynamoDbRequest) => void;
  /** Sees every request again, with its answer. */
  readonly onAnswer?: DynamoDbListener;
  /** The time it says it is, for clients whose clock is not the real one: the SDK would correct theirs. */
  readonly now?: () => Date;
};

/** DynamoDB on 127.0.0.1, at a port of its own. It starts with no tables unless `dataDir` holds some. */
export async function startDynamoDb({ dataDir, onRequest, onAnswer, now }: Options = {}): Promise<DynamoDb> {
  if (dataDir) mkdirSync(dataDir, { recursive: true });
  const server = dynalite({ ...(dataDir ? { path: dataDir } : {}), createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  const [answer] = server.listeners('request') as [RequestListener];
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    readBody(request).then(
      (body) => {
        if (now) response.setHeader('date', now().toUTCString());
        const asked = { operation: String(request.headers['x-amz-target'] ?? '').replace(/^.*\./, ''), body };
        onRequest?.(asked);
        if (onAnswer) hear(response, (answered) => onAnswer(asked, answered));
        answer(replay(request, body), response);
      },
      () => response.destroy(), // hung up before the request was whole: nothing was asked
    );
  });
  const port = await listen(server);
  // Closing dynalite's server closes its database too.
  return { endpoint: `http://${LOOPBACK}:${port}`, stop: () => close(server) };
}

/** dynalite answers whole, in one piece. */
function hear(response: ServerResponse, listener: (answer: Buffer) => void): void {
  const end = response.end.bind(response) as (body?: string | Buffer) => ServerResponse;
  response.end = ((body?: string | Buffer) => {
    if (body !== undefined) listener(Buffer.from(body));
    return end(body);
  }) as ServerResponse['end'];
}
