import { CreateQueueCommand, DeleteMessageCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, vi } from 'vitest';
import { emailQueue } from '../../../shared/aws/queues.ts';
import type { EmailMessage } from '../../../shared/domain/ports.ts';
import { freshServices, type Services } from '../../support/services.ts';
import { Clock } from '../clock.ts';
import { Luck } from '../luck.ts';
import { MemoryQueue } from '../memoryQueue.ts';
import { QUEUE_TERMS, queueContract } from './queue.ts';

describe('a queue in memory', () =>
  queueContract(async () => {
    const clock = new Clock('2026-08-01T00:00:00Z');
    const queue = new MemoryQueue<EmailMessage>(QUEUE_TERMS, clock, new Luck({ seed: 1 }));
    return {
      add: (messages, delaySeconds) => queue.add(messages, delaySeconds),
      async receive() {
        const received = queue.receive();
        return received && { message: received.message, done: async () => received.done() };
      },
      setAside: async () => queue.setAside,
      pass: (seconds) => clock.pass(seconds * 1000),
    };
  }));

describe('our adapter on SQS', () => {
  let services: Services;
  let sqs: SQSClient;
  let made = 0;
  beforeAll(async () => {
    // The embedded SQS reads the process's clock, so its minutes need not be waited for.
    vi.useFakeTimers({ toFake: ['Date'] });
    services = await freshServices();
    sqs = new SQSClient({});
  });
  afterAll(async () => {
    sqs.destroy();
    await services.stop();
    vi.useRealTimers();
  });

  const endpointOf = (url: string) => `${process.env.AWS_ENDPOINT_URL_SQS}${new URL(url).pathname}`;
  const create = async (QueueName: string, Attributes: Record<string, string>): Promise<string> => {
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
    return endpointOf(QueueUrl);
  };
  const receiveFrom = async (QueueUrl: string) => {
    const { Messages: [found] = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 0 }));
    if (!found) return undefined;
    const done = () => sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: found.ReceiptHandle }));
    return { message: JSON.parse(found.Body ?? '') as EmailMessage, done };
  };

  queueContract(async () => {
    made += 1;
    const { delaySeconds, visibilitySeconds, deliveries } = QUEUE_TERMS;
    const aside = await create(`aside-${made}`, {});
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: aside, AttributeNames: ['QueueArn'] }));
    const url = await create(`emails-${made}`, {
      DelaySeconds: String(delaySeconds),
      VisibilityTimeout: String(visibilitySeconds),
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: Attributes?.QueueArn, maxReceiveCount: deliveries }),
    });
    process.env.EMAIL_QUEUE_URL = url;
    return {
      add: emailQueue.add,
      receive: () => receiveFrom(url),
      async setAside() {
        const found: EmailMessage[] = [];
        for (let each = await receiveFrom(aside); each; each = await receiveFrom(aside)) found.push(each.message);
        return found;
      },
      pass: (seconds) => void vi.setSystemTime(Date.now() + seconds * 1000),
    };
  });
});
