import { INDEXES } from '../shared/store/table.ts';
import { type Item, sizeOf } from './itemSize.ts';

/** What a store was asked to write and read, counted by AWS's own rules. */
export type Metered = { writeRequests: number; writeUnits: number; readRequests: number; readUnits: number };

type Request = { readonly operation: string; readonly body: Buffer };
type Body = Record<string, unknown>;

/** Of an item that was written: what the next write of it is measured against. */
type Known = { readonly bytes: number; readonly places: readonly (string | undefined)[] };

const WRITE_BYTES = 1024;
const READ_BYTES = 4096;
const UNKNOWN: Known = { bytes: 0, places: [] };

/**
 * Counts requests as AWS bills API calls, write units by the size of each item (names and values, in whole kilobytes, the larger of before
 * and after), indexes included, and read units by what was answered. A conditional write that fails costs as much as one that succeeds.
 * What stood before the first request is unknown, and counts as new when it is written.
 */
export class Meter {
  metered: Metered = { writeRequests: 0, writeUnits: 0, readRequests: 0, readUnits: 0 };
  readonly #known = new Map<string, Known>();

  /** `answer`: for what was read; without it reads are not counted. */
  see({ operation, body }: Request, answer?: Buffer): void {
    const asked = JSON.parse(body.toString()) as Body;
    if (operation === 'PutItem') this.#write([asked.Item as Item]);
    else if (operation === 'BatchWriteItem') this.#write(putIn(asked));
    else if (operation === 'UpdateItem' || operation === 'DeleteItem') this.#change(asked.Key as Item);
    else if (answer) this.#read(operation, asked, JSON.parse(answer.toString()) as Body);
  }

  reset(): void {
    this.metered = { writeRequests: 0, writeUnits: 0, readRequests: 0, readUnits: 0 };
  }

  #write(items: readonly Item[]): void {
    this.metered.writeRequests += 1;
    for (const item of items) this.#put(item);
  }

  #put(item: Item): void {
    const before = this.#known.get(keyOf(item)) ?? UNKNOWN;
    const after = { bytes: sizeOf(item), places: INDEXES.map((index) => placeOf(item, index)) };
    this.metered.writeUnits += Math.ceil(Math.max(after.bytes, before.bytes) / WRITE_BYTES);
    for (const [at, place] of after.places.entries()) this.metered.writeUnits += indexUnits(before.places[at], place);
    this.#known.set(keyOf(item), after);
  }

  #change(key: Item): void {
    this.metered.writeRequests += 1;
    this.metered.writeUnits += Math.max(1, Math.ceil((this.#known.get(keyOf(key))?.bytes ?? 0) / WRITE_BYTES));
  }

  #read(operation: string, asked: Body, answered: Body): void {
    if (operation !== 'GetItem' && operation !== 'BatchGetItem' && operation !== 'Query') return;
    this.metered.readRequests += 1;
    const wholeUnits = (bytes: number) => Math.max(1, Math.ceil(bytes / READ_BYTES));
    const each = (items: readonly Item[]) => items.reduce((so, item) => so + wholeUnits(sizeOf(item)), 0);
    if (operation === 'GetItem') this.metered.readUnits += wholeUnits(sizeOf((answered.Item ?? {}) as Item));
    else if (operation === 'BatchGetItem')
      this.metered.readUnits += each(Object.values((answered.Responses ?? {}) as Record<string, Item[]>).flat());
    // What a query reads is rounded up once, and an index is read at half the price: never consistently.
    else {
      const bytes = ((answered.Items ?? []) as Item[]).reduce((so, item) => so + sizeOf(item), 0);
      this.metered.readUnits += wholeUnits(bytes) * (asked.ConsistentRead ? 1 : 0.5);
    }
  }
}

/** All writes of requests that were kept. */
export function meter(requests: readonly Request[]): Metered {
  const made = new Meter();
  for (const request of requests) made.see(request);
  return made.metered;
}

function putIn(asked: Body): Item[] {
  const writes = Object.values(asked.RequestItems as Record<string, { PutRequest?: { Item: Item } }[]>).flat();
  return writes.flatMap(({ PutRequest }) => (PutRequest ? [PutRequest.Item] : []));
}

type Index = { readonly partition: string; readonly sort: string };

const placeOf = (item: Item, { partition, sort }: Index): string | undefined =>
  item[partition] && item[sort] ? `${text(item, partition)} ${text(item, sort)}` : undefined;

/** A keys-only index is written when an item enters it (1), leaves it (1) or changes its keys (both); else it costs nothing. */
const indexUnits = (from: string | undefined, to: string | undefined): number => (from === to ? 0 : (from ? 1 : 0) + (to ? 1 : 0));

const keyOf = (item: Item): string => `${text(item, 'pk')} ${text(item, 'sk')}`;

const text = (item: Item, name: string): string => String(item[name]?.S ?? '');
