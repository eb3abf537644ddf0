import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, onTestFinished, test } from 'vitest';
import { startDynamoDb } from '../../local/dynamodb.ts';

const client = (endpoint: string) =>
  new DynamoDBClient({ endpoint, region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });

const TABLE = new CreateTableCommand({
  TableName: 'things',
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
});

test('a table and what is in it are there again after a restart', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'rebill-dynamodb-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const first = await startDynamoDb({ dataDir });
  await client(first.endpoint).send(TABLE);
  await client(first.endpoint).send(new PutItemCommand({ TableName: 'things', Item: { pk: { S: 'a' }, n: { N: '1' } } }));
  await first.stop();

  const second = await startDynamoDb({ dataDir });
  onTestFinished(() => second.stop());
  const { Item } = await client(second.endpoint).send(new GetItemCommand({ TableName: 'things', Key: { pk: { S: 'a' } } }));
  expect(Item).toEqual({ pk: { S: 'a' }, n: { N: '1' } });
});

test('a client that hangs up in the middle of a request harms nobody', async () => {
  const seen: string[] = [];
  const dynamoDb = await startDynamoDb({ onRequest: ({ operation }) => seen.push(operation) });
  onTestFinished(() => dynamoDb.stop());
  await new Promise<void>((resolve) => {
    const socket = connect(Number(new URL(dynamoDb.endpoint).port), '127.0.0.1', () => {
      socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\nX-Amz-Target: DynamoDB_20120810.PutItem\r\n\r\n{"half', () => {
        socket.destroy();
        resolve();
      });
    });
  });
  await client(dynamoDb.endpoint).send(TABLE);
  expect(seen).toEqual(['CreateTable']);
});
