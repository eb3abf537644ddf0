import { INDEXES } from '../shared/store/table.ts';

type Value = Record<string, unknown>;
type Item = Record<string, Value>;

/** What a store was asked to write, counted by AWS's own rules. */
export type Metered = { writeRequests: number; writeUnits: number };

type Request = { readonly operation: string; readonly body: Buffer };

/**
 * Counts write requests as AWS bills API calls, and write units by the size of each item (names and values, in whole kilobytes, the larger
 * of before and after), indexes included. A conditional write that fails costs as much as one that succeeds.
 */
export function meter(requests: readonly Request[]): Metered {
  const metered: Metered = { writeRequests: 0, writeUnits: 0 };
  const items = new Map<string, Item>();
  for (const { operation, body } of requests) count(operation, JSON.parse(body.toString()), items, metered);
  return metered;
}

function count(operation: string, asked: Value, items: Map<string, Item>, metered: Metered): void {
  if (operation === 'PutItem') {
    metered.writeRequests += 1;
    put(asked.Item as Item, items, metered);
  } else if (operation === 'BatchWriteItem') {
    metered.writeRequests += 1;
    const requests = Object.values(asked.RequestItems as Record<string, { PutRequest?: { Item: Item } }[]>).flat();
    for (const { PutRequest } of requests) if (PutRequest) put(PutRequest.Item, items, metered);
  } else if (operation === 'UpdateItem' || operation === 'DeleteItem') {
    metered.writeRequests += 1;
    const key = asked.Key as Item;
    const stands = items.get(`${text(key.pk)} ${text(key.sk)}`);
    metered.writeUnits += Math.max(1, Math.ceil(sizeOf(stands ?? {}) / 1024));
  }
}

function put(item: Item, items: Map<string, Item>, metered: Metered): void {
  const key = `${text(item.pk)} ${text(item.sk)}`;
  const before = items.get(key);
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

const text = (value: Value | undefined): string => String(value?.S ?? '');

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
