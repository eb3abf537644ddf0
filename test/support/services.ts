import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { openFauxqs } from '../../local/aws/fauxqs.ts';
import { awsForTests } from './aws.ts';

export type Services = {
  /** The bodies of all messages that can be received now. */
  received(queueUrl: string): Promise<unknown[]>;
  stop(): Promise<void>;
};

/** A bucket and the queues that functions send to, as the functions under test see them through the environment. */
export async function freshServices(): Promise<Services> {
  awsForTests();
  const folder = mkdtempSync(join(tmpdir(), 'rebill-services-'));
  const fauxqs = await openFauxqs(folder);
  process.env.AWS_ENDPOINT_URL_SQS = fauxqs.endpoint;
  process.env.AWS_ENDPOINT_URL_S3 = fauxqs.endpoint;
  process.env.FILES_BUCKET = 'files';
  fauxqs.ensureBuckets(['files']);
  const sqs = new SQSClient({});
  for (const [variable, name] of QUEUES) {
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
    process.env[variable] = `${fauxqs.endpoint}${new URL(QueueUrl).pathname}`;
  }
  return {
    received: (queueUrl) => receivedFrom(sqs, `${fauxqs.endpoint}${new URL(queueUrl).pathname}`),
    async stop() {
      sqs.destroy();
      await fauxqs.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const QUEUES = [
  ['RUN_QUEUE_URL', 'runs'],
  ['PAGE_QUEUE_URL', 'pages'],
  ['EMAIL_QUEUE_URL', 'emails'],
  ['UPLOAD_QUEUE_URL', 'uploads'],
] as const;

async function receivedFrom(sqs: SQSClient, QueueUrl: string): Promise<unknown[]> {
  const bodies: unknown[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }));
    if (Messages.length === 0) return bodies;
    bodies.push(...Messages.map(({ Body }) => JSON.parse(Body ?? 'null') as unknown));
  }
}
