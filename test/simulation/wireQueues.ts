import { callAws } from '../../local/aws/json.ts';
import { type Door, openDoor, readBody } from '../../local/http.ts';
import type { MemoryQueue } from './memoryQueue.ts';
import type { World } from './world.ts';

type Entry = { readonly Id: string; readonly MessageBody: string; readonly DelaySeconds?: number };
type Batch = { readonly QueueUrl: string; readonly Entries: readonly Entry[] };
type Sent = { readonly Successful?: readonly { readonly Id: string; readonly MessageId: string }[] };
type Received = { readonly Messages?: readonly { readonly MessageId: string; readonly ReceiptHandle: string; readonly Body: string }[] };

/**
 * A door in front of SQS. What SQS took is received at once, as it would be later, and waits in the world's own queues: SQS lives in real
 * time, and a world's minutes pass in microseconds. So the delay that a message was sent with is kept here, and not by SQS.
 */
export async function openQueueDoor(sqs: string, world: () => World): Promise<Door> {
  const ask = <T>(target: string, body: object) => callAws<T>(sqs, `AmazonSQS.${target}`, body);
  return openDoor(async (request, response) => {
    const body = await readBody(request);
    const { QueueUrl, Entries } = JSON.parse(body.toString()) as Batch;
    const undelayed = { QueueUrl, Entries: Entries.map(({ DelaySeconds: _, ...entry }) => entry) };
    const answer = await ask<Sent>('SendMessageBatch', undelayed);
    const delays = new Map(
      answer.Successful?.map(({ Id, MessageId }) => [MessageId, Entries.find((entry) => entry.Id === Id)?.DelaySeconds]),
    );
    for (;;) {
      const { Messages = [] } = await ask<Received>('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 });
      if (Messages.length === 0) break;
      const handles = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      await ask('DeleteMessageBatch', { QueueUrl, Entries: handles });
      for (const { MessageId, Body } of Messages) {
        const queue = queueNamed(QueueUrl, world());
        await queue.add([JSON.parse(Body)], delays.get(MessageId));
      }
    }
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0', date: new Date().toUTCString() });
    response.end(JSON.stringify(answer));
  });
}

function queueNamed(url: string, { plans, pages, emails, uploads }: World): MemoryQueue<unknown> {
  const queues: Readonly<Record<string, unknown>> = { runs: plans, pages, emails, uploads };
  const queue = queues[url.slice(url.lastIndexOf('/') + 1)];
  if (!queue) throw new Error(`There is no queue ${url}`);
  return queue as MemoryQueue<unknown>;
}
