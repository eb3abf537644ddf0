import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { INDEXES } from '../shared/store/table.ts';

type Value = Record<string, unknown>;
type Item = Record<string, Value>;

/** What the store was asked, counted by AWS's own rules. */
export type Metered = { writeRequests: number; writeUnits: number; readRequests: number; puts: number };

/**
 * A door in front of a DynamoDB endpoint that counts what passes: write requests as AWS bills API calls, and write units by the size of
 * each item (names and values, in whole kilobytes, the larger of before and after), indexes included.
 */
export async function meteredDoor(endpoint: string): Promise<{ endpoint: string; metered: Metered; reset(): void; stop(): Promise<void> }> {
  const metered: Metered = { writeRequests: 0, writeUnits: 0, readRequests: 0, puts: 0 };
  const items = new Map<string, Item>();
  const target = new URL(endpoint);
  const server = createServer(async (incoming, outgoing) => {
    const body = await whole(incoming);
    const operation = String(incoming.headers['x-amz-target'] ?? '').split('.')[1] ?? '';
    const { host: _, ...headers } = incoming.headers;
    const passed = request(
      { host: target.hostname, port: target.port, method: incoming.method, path: incoming.url, headers: { ...headers, host: target.host } },
      async (answer) => {
        const content = await whole(answer);
        if (answer.statusCode === 200)
          count(operation, JSON.parse(body.toString() || '{}'), JSON.parse(content.toString() || '{}'), items, metered);
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        outgoing.end(content);
      },
    );
    passed.on('error', () => outgoing.destroy());
    passed.end(body);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    metered,
    reset: () => Object.assign(metered, { writeRequests: 0, writeUnits: 0, readRequests: 0, puts: 0 }),
    stop: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

function count(operation: string, asked: Value, answered: Value, items: Map<string, Item>, metered: Metered): void {
  if (operation === 'PutItem') {
    metered.writeRequests += 1;
    put(asked['Item'] as Item, items, metered);
  } else if (operation === 'BatchWriteItem') {
    metered.writeRequests += 1;
    const requests = Object.values(asked['RequestItems'] as Record<string, { PutRequest?: { Item: Item } }[]>).flat();
    for (const { PutRequest } of requests) if (PutRequest) put(PutRequest.Item, items, metered);
  } else if (operation === 'UpdateItem' || operation === 'DeleteItem') {
    metered.writeRequests += 1;
    metered.writeUnits += Math.max(1, Math.ceil(sizeOf((answered['Attributes'] as Item) ?? {}) / 1024));
  } else {
    metered.readRequests += 1;
  }
}

function put(item: Item, items: Map<string, Item>, metered: Metered): void {
  const key = `${text(item['pk'])} ${text(item['sk'])}`;
  const before = items.get(key);
  metered.puts += 1;
  metered.writeUnits += Math.ceil(Math.max(sizeOf(item), before ? sizeOf(before) : 0) / 1024);
  for (const index of INDEXES) metered.writeUnits += indexUnits(index, before, item);
  items.set(key, item);
}

/** A keys-only index is written when an item enters it (1), leaves it (1) or changes its keys (both); else it costs nothing. */
function indexUnits(
  { partition, sort }: { readonly partition: string; readonly sort: string },
  before: Item | undefined,
  after: Item,
): number {
  const place = (item: Item | undefined) => (item?.[partition] && item[sort] ? `${text(item[partition])} ${text(item[sort])}` : undefined);
  const [from, to] = [place(before), place(after)];
  if (from === to) return 0;
  return (from ? 1 : 0) + (to ? 1 : 0);
}

const text = (value: Value | undefined): string => String(value?.['S'] ?? '');

/** AWS's rules: names and text in UTF-8 bytes, numbers about a byte for two digits, a byte for each element and three for each collection. */
export function sizeOf(item: Item): number {
  return Object.entries(item).reduce((so, [name, value]) => so + Buffer.byteLength(name) + valueSize(value), 0);
}

function valueSize(value: Value): number {
  const [type, content] = Object.entries(value)[0] ?? [];
  if (type === 'S') return Buffer.byteLength(String(content));
  if (type === 'N') return Math.ceil(String(content).replace(/[-.]/g, '').length / 2) + 1 + (String(content).startsWith('-') ? 1 : 0);
  if (type === 'B') return Math.ceil((String(content).length * 3) / 4);
  if (type === 'L') return 3 + (content as Value[]).reduce((so, each) => so + 1 + valueSize(each), 0);
  if (type === 'M')
    return 3 + Object.entries(content as Item).reduce((so, [name, each]) => so + 1 + Buffer.byteLength(name) + valueSize(each), 0);
  if (type === 'NS' || type === 'SS') return (content as string[]).reduce((so, each) => so + Buffer.byteLength(each), 0);
  return 1;
}

async function whole(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
