import { join } from 'node:path';
import { readAssembly } from '../../local/assembly/assembly.ts';
import { readStack } from '../../local/assembly/stack.ts';
import { ensureTables } from '../../local/aws/tables.ts';
import { startDynamoDb } from '../../local/dynamodb.ts';
import { Batches } from '../../shared/store/batch.ts';
import { keys } from '../../shared/store/table.ts';
import { awsForTests } from './aws.ts';
import { aCustomer, aService } from './builders.ts';

/** Fills the store of a host's data folder before the host starts: what would take an hour over the API. Leaves the environment as it was. */
export async function fillFolder(dataDir: string, assembly: string, work: () => Promise<void>): Promise<void> {
  awsForTests();
  const before = { ...process.env };
  const { tables } = readStack(readAssembly(assembly), { sqs: 'http://localhost', api: 'http://localhost' });
  const dynamoDb = await startDynamoDb({ dataDir: join(dataDir, 'dynamodb') });
  try {
    await ensureTables(dynamoDb.endpoint, tables);
    Object.assign(process.env, { AWS_ENDPOINT_URL_DYNAMODB: dynamoDb.endpoint, TABLE_NAME: tables[0]?.name });
    await work();
  } finally {
    await dynamoDb.stop();
    for (const name of ['AWS_ENDPOINT_URL_DYNAMODB', 'TABLE_NAME']) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
}

type Customer = Parameters<typeof aCustomer>[0] & { readonly customerId: string };
type Service = Parameters<typeof aService>[0];

/** Customers with their services as the store holds them, 25 items at a time. */
export async function enterMany(
  account: string,
  all: Iterable<{ readonly customer: Customer; readonly services: Iterable<Service> }>,
): Promise<void> {
  const batches = new Batches();
  const stored = { revision: 1, stamp: 'filled' };
  for (const { customer, services } of all) {
    const { customerId } = customer;
    await batches.put({ ...aCustomer(customer), ...stored, ...keys.customer(account, customerId) });
    for (const service of services) {
      const serviceId = crypto.randomUUID();
      await batches.put({ ...aService({ ...service, serviceId, customerId }), ...stored, ...keys.service(account, customerId, serviceId) });
    }
  }
  await batches.end();
}
