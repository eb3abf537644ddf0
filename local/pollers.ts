import { setTimeout as wait } from 'node:timers/promises';
import { REGION } from './assembly/physical.ts';
import type { MappingSpec } from './assembly/specs.ts';
import { callAws } from './aws/json.ts';
import type { Requests } from './requests.ts';
import type { Pool } from './workers/pool.ts';

/** As SQS hands it out. */
export type Message = {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly MD5OfBody: string;
  readonly Attributes?: Record<string, string>;
  readonly MessageAttributes?: Record<string, { readonly StringValue?: string; readonly BinaryValue?: string; readonly DataType: string }>;
};

export type Poll = {
  readonly endpoint: string;
  readonly queueUrl: string;
  readonly batchSize: number;
  /** How long to wait for a batch to fill up once it has a first message. */
  readonly windowSeconds: number;
  /** How many batches at once. */
  readonly concurrency: number;
  /** Gives back those that are done and may go; the others come again after their visibility timeout. */
  readonly handle: (messages: readonly Message[]) => Promise<readonly Message[]>;
  readonly requests: Requests;
};

export type Poller = {
  /** Takes no more messages, and waits for the batches under way. */
  stop(): Promise<void>;
};

const LONG_POLL_SECONDS = 20;
const LARGEST_RECEIVE = 10;

export function startPoller(poll: Poll): Poller {
  const ended = new AbortController();
  const running = new Set<Promise<void>>();
  const loop = async () => {
    while (!ended.signal.aborted) {
      if (running.size >= poll.concurrency) {
        await Promise.race(running);
        continue;
      }
      const messages = await gather(poll, ended.signal).catch(async () => {
        await wait(ended.signal.aborted ? 0 : 500);
        return [];
      });
      if (messages.length === 0) continue;
      const batch: Promise<void> = handle(poll, messages).finally(() => running.delete(batch));
      running.add(batch);
    }
  };
  const looping = loop();
  return {
    async stop() {
      ended.abort();
      await looping;
      await Promise.all(running);
    },
  };
}

async function gather(poll: Poll, signal: AbortSignal): Promise<Message[]> {
  const messages = await receive(poll, poll.batchSize, LONG_POLL_SECONDS, signal);
  const until = Date.now() + poll.windowSeconds * 1000;
  while (messages.length > 0 && messages.length < poll.batchSize && Date.now() < until) {
    const seconds = Math.ceil((until - Date.now()) / 1000);
    messages.push(...(await receive(poll, poll.batchSize - messages.length, Math.min(seconds, LONG_POLL_SECONDS), signal)));
  }
  return messages;
}

async function receive(
  { endpoint, queueUrl, requests }: Poll,
  most: number,
  WaitTimeSeconds: number,
  signal: AbortSignal,
): Promise<Message[]> {
  requests.count('sqsPollers', 'ReceiveMessage');
  const asked = {
    QueueUrl: queueUrl,
    MaxNumberOfMessages: Math.min(most, LARGEST_RECEIVE),
    WaitTimeSeconds,
    MessageSystemAttributeNames: ['All'],
    MessageAttributeNames: ['All'],
  };
  const { Messages = [] } = await callAws<{ Messages?: Message[] }>(endpoint, 'AmazonSQS.ReceiveMessage', asked, signal);
  return Messages;
}

async function handle(poll: Poll, messages: readonly Message[]): Promise<void> {
  try {
    const done = await poll.handle(messages);
    for (let start = 0; start < done.length; start += LARGEST_RECEIVE) {
      const Entries = done.slice(start, start + LARGEST_RECEIVE).map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      poll.requests.count('sqsPollers', 'DeleteMessageBatch', Entries.length);
      await callAws(poll.endpoint, 'AmazonSQS.DeleteMessageBatch', { QueueUrl: poll.queueUrl, Entries });
    }
  } catch {
    // Not deleted, so they come again: at least once is what a queue promises.
  }
}

export type Mapped = { readonly endpoint: string; readonly queueUrl: string; readonly pool: Pool; readonly requests: Requests };

/** A Lambda event source mapping. */
export function startMapping(mapping: MappingSpec, { endpoint, queueUrl, pool, requests }: Mapped): Poller {
  const { batchSize, windowSeconds, concurrency } = mapping;
  return startPoller({
    endpoint,
    queueUrl,
    batchSize,
    windowSeconds,
    concurrency,
    requests,
    async handle(messages) {
      const event = { Records: messages.map((message) => recordOf(message, mapping)) };
      const outcome = await pool.invoke(mapping.function, event, mapping.queue, 'background');
      return 'result' in outcome ? succeeded(messages, outcome.result, mapping) : [];
    },
  });
}

/** An SQS message as Lambda hands it to a function. */
function recordOf(message: Message, { queueArn }: MappingSpec) {
  const attributes = Object.entries(message.MessageAttributes ?? {}).map(([name, { StringValue, BinaryValue, DataType }]) => [
    name,
    { stringValue: StringValue, binaryValue: BinaryValue, stringListValues: [], binaryListValues: [], dataType: DataType },
  ]);
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes ?? {},
    messageAttributes: Object.fromEntries(attributes) as Record<string, unknown>,
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: REGION,
  };
}

/** Lambda's reading of a batch response: naming a message that is not of the batch fails all of it. */
export function succeeded(
  messages: readonly Message[],
  result: string,
  { reportsFailures }: Pick<MappingSpec, 'reportsFailures'>,
): readonly Message[] {
  if (!reportsFailures) return messages;
  const response = JSON.parse(result) as { batchItemFailures?: readonly { itemIdentifier?: unknown }[] | null } | null;
  const failed = (response?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
  const known = new Set(messages.map(({ MessageId }) => MessageId));
  if (failed.some((id) => typeof id !== 'string' || !known.has(id))) return [];
  return messages.filter(({ MessageId }) => !failed.includes(MessageId));
}
