import { setTimeout as pause } from 'node:timers/promises';
import type { SendMessageBatchRequestEntry, SQSClient } from '@aws-sdk/client-sqs';
import { config } from '../config.ts';
import { inParallel } from '../domain/parallel.ts';
import type { EmailQueue, PageQueue, RunQueue } from '../domain/ports.ts';
import type { UploadQueue } from '../domain/xero/ports.ts';

/** SQS's limits. */
const BATCH_LIMIT = 10;
const DELAY_LIMIT_SECONDS = 900;
/** Batches under way at once. */
const WIDTH = 8;

const ROUNDS = 5;
const FIRST_PAUSE_MS = 50;

let made: SQSClient | undefined;

/** Loaded with the first message: some functions seldom send one (an email that is throttled), and need not start with it. */
async function sqs() {
  const { SendMessageBatchCommand, SQSClient } = await import('@aws-sdk/client-sqs');
  made ??= new SQSClient({ maxAttempts: 5 });
  return { client: made, SendMessageBatchCommand };
}

export const runQueue: RunQueue = {
  plan: ({ account, month, by }) => send(config.runQueueUrl(), [{ kind: 'plan', account, month, ...(by ? { by } : {}) }]),
};

export const pageQueue: PageQueue = { add: (messages) => send(config.pageQueueUrl(), messages) };

export const emailQueue: EmailQueue = { add: (messages, delaySeconds) => send(config.emailQueueUrl(), messages, delaySeconds) };

export const uploadQueue: UploadQueue = { add: (message, delaySeconds) => send(config.uploadQueueUrl(), [message], delaySeconds) };

/**
 * Each message at least once. A message may be sent twice when an answer is lost: whoever receives it asks what is still to do.
 * The group makes a standard queue fair: one reseller's thousands of messages do not hold up another's few.
 */
async function send<T extends { readonly account: string }>(url: string, messages: readonly T[], delaySeconds?: number): Promise<void> {
  const delay = delaySeconds === undefined ? {} : { DelaySeconds: Math.min(DELAY_LIMIT_SECONDS, Math.max(0, Math.ceil(delaySeconds))) };
  const entries = messages.map((message, index) => ({
    Id: String(index),
    MessageBody: JSON.stringify(message),
    MessageGroupId: message.account,
    ...delay,
  }));
  const batches = Array.from({ length: Math.ceil(entries.length / BATCH_LIMIT) }, (_, index) =>
    entries.slice(index * BATCH_LIMIT, (index + 1) * BATCH_LIMIT),
  );
  await inParallel(batches, WIDTH, (batch) => sendBatch(url, batch));
}

/** An answer of 200 may still say that some were not taken. @throws when some were not after all */
async function sendBatch(url: string, batch: readonly SendMessageBatchRequestEntry[]): Promise<void> {
  const { client, SendMessageBatchCommand } = await sqs();
  let left = [...batch];
  let reason = '';
  for (let tried = 0; tried < ROUNDS; tried += 1) {
    const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries: left }));
    if (Failed.length === 0) return;
    left = left.filter(({ Id }) => Failed.some((failed) => failed.Id === Id));
    reason = Failed[0]?.Message ?? Failed[0]?.Code ?? '';
    if (Failed.every(({ SenderFault }) => SenderFault)) break;
    await pause(Math.random() * FIRST_PAUSE_MS * 2 ** tried);
  }
  throw new Error(`${left.length} of ${batch.length} messages could not be queued: ${reason}`);
}
