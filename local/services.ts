import { join } from 'node:path';
import type { Cors } from './aws/cors.ts';
import { type Fauxqs, openFauxqs } from './aws/fauxqs.ts';
import { type Keys, openKms } from './aws/kms.ts';
import { openS3Door } from './aws/s3Door.ts';
import { openSecretsManager, type Secrets } from './aws/secrets.ts';
import { openSqsDoor } from './aws/sqsDoor.ts';
import type { Clock } from './clock.ts';
import { type DynamoDbListener, type DynamoDbRequest, startDynamoDb } from './dynamodb.ts';
import { CREDENTIALS, type ServiceEndpoints } from './environment.ts';
import type { PostOffice } from './mail/postOffice.ts';
import { openSes } from './mail/ses.ts';
import type { Requests } from './requests.ts';
import { openXero } from './xero/door.ts';
import type { XeroStandIn } from './xero/standIn.ts';

type Parts = {
  readonly dataDir: string;
  readonly s3Port: number;
  readonly xeroPort: number;
  readonly clock: Clock;
  readonly requests: Requests;
  readonly post: PostOffice;
  readonly xero: XeroStandIn;
  readonly keys: Keys;
  readonly secrets: Secrets;
  readonly cors: Cors;
  readonly onDynamoDb?: DynamoDbListener | undefined;
  /** Closes things in the opposite order. */
  readonly onStop: (close: () => Promise<void>) => void;
};

export type Services = { readonly fauxqs: Fauxqs; readonly endpoints: ServiceEndpoints };

/** The services that functions call, AWS's and Xero, each behind a door on 127.0.0.1 that counts and checks. */
export async function openServices(parts: Parts): Promise<Services> {
  const { dataDir, clock, requests, onStop } = parts;
  const fauxqs = await openFauxqs(join(dataDir, 'fauxqs'));
  onStop(() => fauxqs.stop());
  const dynamoDb = await startDynamoDb({
    dataDir: join(dataDir, 'dynamodb'),
    now: () => clock.now(),
    onRequest: (request) => requests.count('dynamodb', request.operation, itemsIn(request)),
    ...(parts.onDynamoDb ? { onAnswer: parts.onDynamoDb } : {}),
  });
  onStop(() => dynamoDb.stop());
  const sqs = await openSqsDoor(fauxqs, clock, requests);
  onStop(() => sqs.stop());
  const s3 = await openS3Door(fauxqs, { port: parts.s3Port, credentials: CREDENTIALS, cors: parts.cors, clock, requests });
  onStop(() => s3.stop());
  const ses = await openSes(parts);
  onStop(() => ses.stop());
  const kms = await openKms(parts);
  onStop(() => kms.stop());
  const secretsManager = await openSecretsManager(parts);
  onStop(() => secretsManager.stop());
  const xero = await openXero(parts.xero, () => clock.now(), parts.xeroPort);
  onStop(() => xero.stop());
  const addresses = { dynamoDb, sqs, s3, ses, kms, secretsManager };
  return { fauxqs, endpoints: endpointsOf(addresses) };
}

function endpointsOf(doors: Record<keyof ServiceEndpoints, { readonly endpoint: string }>): ServiceEndpoints {
  const { dynamoDb, sqs, s3, ses, kms, secretsManager } = doors;
  return {
    ...{ dynamoDb: dynamoDb.endpoint, sqs: sqs.endpoint, s3: s3.endpoint },
    ...{ ses: ses.endpoint, kms: kms.endpoint, secretsManager: secretsManager.endpoint },
  };
}

type Batch = { readonly RequestItems?: Record<string, readonly unknown[] | { readonly Keys: readonly unknown[] }> };

/** How many items a batch carries; undefined for what is no batch. */
function itemsIn({ operation, body }: DynamoDbRequest): number | undefined {
  if (!operation.startsWith('Batch')) return undefined;
  const { RequestItems = {} } = JSON.parse(body.toString()) as Batch;
  return Object.values(RequestItems).reduce((count, items) => count + ('Keys' in items ? items.Keys : items).length, 0);
}
