import { setTimeout as pause } from 'node:timers/promises';
import { BatchGetCommand, type BatchGetCommandOutput, BatchWriteCommand, type BatchWriteCommandOutput } from '@aws-sdk/lib-dynamodb';
import { config } from '../config.ts';
import { inParallel } from '../domain/parallel.ts';
import { client, type Item } from './client.ts';
import type { Key } from './table.ts';

/** DynamoDB's limits of one request. */
const READ_LIMIT = 100;
const WRITE_LIMIT = 25;
/** Batches under way at once. */
const WIDTH = 8;

const ROUNDS = 10;
const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 2_000;

/** Items by their keys, read consistently, in the order of the keys; those that are not there are left out. */
export async function getAll(keys: readonly Key[]): Promise<Item[]> {
  const found = new Map<unknown, Item>();
  const batches = Array.from({ length: Math.ceil(keys.length / READ_LIMIT) }, (_, index) => index * READ_LIMIT);
  await inParallel(batches, WIDTH, async (at) => {
    for (const item of await getSome(keys.slice(at, at + READ_LIMIT))) found.set(item.sk, item);
  });
  return keys.map(({ sk }) => found.get(sk)).filter((item) => item !== undefined);
}

async function getSome(keys: readonly Key[]): Promise<Item[]> {
  const table = config.tableName();
  const got: Item[] = [];
  type Asked = BatchGetCommandOutput['UnprocessedKeys'];
  let asked: Asked = { [table]: { Keys: keys.map(({ pk, sk }) => ({ pk, sk })), ConsistentRead: true } };
  await inRounds(async () => {
    const { Responses, UnprocessedKeys }: BatchGetCommandOutput = await client().send(new BatchGetCommand({ RequestItems: asked }));
    got.push(...(Responses?.[table] ?? []));
    asked = UnprocessedKeys;
    return (asked?.[table]?.Keys?.length ?? 0) === 0;
  });
  return got;
}

type Write = { readonly PutRequest: { readonly Item: Item } } | { readonly DeleteRequest: { readonly Key: Key } };

/**
 * Writes that need no condition, because nothing reads them before something else names them. They go out 25 at a time while more are
 * added; `add` waits when too many are under way, so that a large plan is never held in memory. What fails is thrown by `end` at the latest.
 */
export class Batches {
  #writes: Write[] = [];
  #underWay = new Set<Promise<void>>();
  #failure: { readonly error: unknown } | undefined;

  put(item: Key & Item): Promise<void> {
    return this.#add({ PutRequest: { Item: item } });
  }

  remove({ pk, sk }: Key): Promise<void> {
    return this.#add({ DeleteRequest: { Key: { pk, sk } } });
  }

  /** Sends what is left and waits until all of it stands. */
  async end(): Promise<void> {
    this.#send();
    await Promise.all(this.#underWay);
    if (this.#failure) throw this.#failure.error;
  }

  async #add(write: Write): Promise<void> {
    this.#writes.push(write);
    if (this.#writes.length < WRITE_LIMIT) return;
    this.#send();
    while (this.#underWay.size >= WIDTH) await Promise.race(this.#underWay);
    if (this.#failure) throw this.#failure.error;
  }

  #send(): void {
    if (this.#writes.length === 0) return;
    const sent = writeSome(this.#writes)
      .catch((error: unknown) => {
        this.#failure ??= { error };
      })
      .finally(() => this.#underWay.delete(sent));
    this.#underWay.add(sent);
    this.#writes = [];
  }
}

async function writeSome(writes: readonly Write[]): Promise<void> {
  const table = config.tableName();
  let left: BatchWriteCommandOutput['UnprocessedItems'] = { [table]: [...writes] };
  await inRounds(async () => {
    const { UnprocessedItems }: BatchWriteCommandOutput = await client().send(new BatchWriteCommand({ RequestItems: left }));
    left = UnprocessedItems;
    return (left?.[table]?.length ?? 0) === 0;
  });
}

/** Repeats for what a throttled table left undone, after pauses that double and are jittered; it gives up after some ten seconds. */
async function inRounds(round: () => Promise<boolean>): Promise<void> {
  for (let tried = 0; tried < ROUNDS; tried += 1) {
    if (await round()) return;
    await pause(Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tried));
  }
  throw new Error('The table is too busy: it left some of a batch undone again and again');
}
