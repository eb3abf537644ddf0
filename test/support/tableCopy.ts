import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DeleteCommand, DynamoDBDocumentClient, PutCommand, paginateScan } from '@aws-sdk/lib-dynamodb';

type Item = Record<string, unknown>;

const made = () => DynamoDBDocumentClient.from(new DynamoDBClient({}));
const SOME = 25;

/** Every item of the table, as a restore to this moment would bring it back. */
export async function copyOf(TableName: string): Promise<Item[]> {
  const all: Item[] = [];
  for await (const { Items = [] } of paginateScan({ client: made() }, { TableName, ConsistentRead: true })) all.push(...Items);
  return all;
}

export async function restoreInto(TableName: string, items: readonly Item[]): Promise<void> {
  const client = made();
  for (let at = 0; at < items.length; at += SOME) {
    const puts = items.slice(at, at + SOME).map((Item) => ({ PutRequest: { Item } }));
    await client.send(new BatchWriteCommand({ RequestItems: { [TableName]: puts } }));
  }
}

/** Damage: `change` answers what is to stand there instead, or nothing. */
export async function damage(TableName: string, which: (sk: string) => boolean, change?: (item: Item) => Item): Promise<void> {
  const client = made();
  const hit = (await copyOf(TableName)).filter(({ sk }) => which(String(sk)));
  if (hit.length === 0) throw new Error('Nothing is there to be damaged');
  for (const item of hit) {
    const { pk, sk } = item;
    await client.send(new DeleteCommand({ TableName, Key: { pk, sk } }));
    if (change) await client.send(new PutCommand({ TableName, Item: change(item) }));
  }
}
