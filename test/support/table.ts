import { CreateTableCommand, DeleteTableCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type DynamoDb, type DynamoDbRequest, startDynamoDb } from '../../local/dynamodb.ts';
import { INDEXES } from '../../shared/store/table.ts';
import { awsForTests } from './aws.ts';

export type FreshTable = {
  readonly name: string;
  readonly endpoint: string;
  /** Every request that reached the table since it was made. */
  readonly requests: readonly DynamoDbRequest[];
  stop(): Promise<void>;
};

let running: Promise<DynamoDb> | undefined;
let listeners: ((request: DynamoDbRequest) => void)[] = [];

/**
 * An empty table with all its indexes, as the functions under test see it through the environment. The database itself lives as long as
 * the test file: the store connects once and keeps its connection.
 */
export async function freshTable(): Promise<FreshTable> {
  awsForTests();
  running ??= startDynamoDb({ onRequest: (request) => listeners.forEach((listener) => void listener(request)) });
  const { endpoint } = await running;
  const admin = new DynamoDBClient({ endpoint });
  const name = `rebill-${crypto.randomUUID()}`;
  await createTable(admin, name);
  process.env.TABLE_NAME = name;
  process.env.AWS_ENDPOINT_URL_DYNAMODB ??= endpoint;
  const requests: DynamoDbRequest[] = [];
  const listener = (request: DynamoDbRequest) => {
    if (request.body.includes(name)) requests.push(request);
  };
  listeners.push(listener);
  const stop = async () => {
    listeners = listeners.filter((one) => one !== listener);
    await admin.send(new DeleteTableCommand({ TableName: name }));
    admin.destroy();
  };
  return { name, endpoint, requests, stop };
}

export async function createTable(admin: DynamoDBClient, name: string): Promise<void> {
  const attributes = new Set(['pk', 'sk', ...INDEXES.flatMap(({ partition, sort }) => [partition, sort])]);
  const keySchema = (partition: string, sort: string) => [
    { AttributeName: partition, KeyType: 'HASH' as const },
    { AttributeName: sort, KeyType: 'RANGE' as const },
  ];
  await admin.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keySchema('pk', 'sk'),
      AttributeDefinitions: [...attributes].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      GlobalSecondaryIndexes: INDEXES.map(({ name: IndexName, partition, sort }) => ({
        IndexName,
        KeySchema: keySchema(partition, sort),
        Projection: { ProjectionType: 'KEYS_ONLY' },
      })),
    }),
  );
  for (;;) {
    const { Table } = await admin.send(new DescribeTableCommand({ TableName: name }));
    if (Table?.TableStatus === 'ACTIVE') return;
  }
}
