import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { config } from '../config.ts';
import { INDEXES, type IndexName, type Key } from './table.ts';

/** An item as it comes from the table, keys and all. */
export type Item = Readonly<Record<string, unknown>>;

/** Tries of one request, with jittered, growing pauses between them: some seconds in all before a throttled table is given up. */
const ATTEMPTS = 6;
const ANSWER_MS = 5_000;
const CONNECT_MS = 1_000;

let made: DynamoDBDocumentClient | undefined;

/** Made at the first use: a function that is merely loaded has connected to nothing. */
export function client(): DynamoDBDocumentClient {
  made ??= DynamoDBDocumentClient.from(
    new DynamoDBClient({
      maxAttempts: ATTEMPTS,
      requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: ANSWER_MS, throwOnRequestTimeout: true },
    }),
    { marshallOptions: { removeUndefinedValues: true } },
  );
  return made;
}

/** Read consistently. */
export async function get(key: Key): Promise<Item | undefined> {
  const { Item } = await client().send(new GetCommand({ TableName: config.tableName(), Key: key, ConsistentRead: true }));
  return Item;
}

/** A stretch of sort keys in one partition, both ends counted. */
export type Stretch = {
  readonly index?: IndexName;
  readonly partition: string;
  readonly from: string;
  readonly to: string;
  readonly descending?: boolean;
  /** Items a request; as many as fit in 1 MB without. */
  readonly limit?: number;
  /** These attributes alone, of the items that have the first of them. */
  readonly only?: readonly [string, ...string[]];
};

/** Sorts after every character that a key may hold. */
export const LAST = '~';

/** Every sort key that begins so. */
export const beginning = (prefix: string) => ({ from: prefix, to: `${prefix}${LAST}` });

export type ItemPage = { readonly items: readonly Item[]; readonly more: boolean };

/** The stretch in order, a request's worth at a time. The table is read consistently; an index cannot be, and gives keys only. */
export async function* pages({ index, partition, from, to, descending, limit, only }: Stretch): AsyncIterable<ItemPage> {
  const names = INDEXES.find(({ name }) => name === index) ?? { partition: 'pk', sort: 'sk' };
  const chosen = only && chosenOnly(only);
  let start: Record<string, unknown> | undefined;
  do {
    const { Items, LastEvaluatedKey } = await client().send(
      new QueryCommand({
        TableName: config.tableName(),
        KeyConditionExpression: '#p = :p AND #s BETWEEN :from AND :to',
        ...chosen?.expressions,
        ExpressionAttributeNames: { '#p': names.partition, '#s': names.sort, ...chosen?.names },
        ExpressionAttributeValues: { ':p': partition, ':from': from, ':to': to },
        ScanIndexForward: !descending,
        ...(index ? { IndexName: index } : { ConsistentRead: true }),
        ...(limit ? { Limit: limit } : {}),
        ...(start ? { ExclusiveStartKey: start } : {}),
      }),
    );
    start = LastEvaluatedKey;
    yield { items: Items ?? [], more: start !== undefined };
  } while (start);
}

function chosenOnly(attributes: readonly string[]) {
  const named = attributes.map((attribute, at) => [`#only${at}`, attribute] as const);
  return {
    expressions: { ProjectionExpression: named.map(([name]) => name).join(', '), FilterExpression: 'attribute_exists(#only0)' },
    names: Object.fromEntries(named),
  };
}

export async function* items(stretch: Stretch): AsyncIterable<Item> {
  for await (const page of pages(stretch)) yield* page.items;
}
