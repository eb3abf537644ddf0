import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod/mini';
import type { Metrics } from '../domain/ports.ts';
import { checked } from './checking.ts';
import { type Log, logError } from './log.ts';

type Schema = z.core.$ZodType & { safeParse(value: unknown): z.core.util.SafeParseResult<unknown> };

/** What a job gets besides its message. `clock` is for work that takes long; `now` is when it began. */
export type JobContext = { readonly now: Date; readonly clock: () => Date; readonly log: Log };

/** A job that counts lets its failures be heard: a message that fails is an answer like any other to Lambda, and no error of the function. */
type Counting = { readonly metrics?: Metrics };

export type Job<M extends Schema, Ports extends Counting> = {
  /** Messages only ever gain fields: unknown ones, of a newer sender, are passed over. */
  readonly message: M;
  readonly ports: Ports;
  run(message: z.output<M>, ports: Ports, context: JobContext): Promise<void>;
};

export function job<M extends Schema, Ports extends Counting>(made: Job<M, Ports>): Job<M, Ports> {
  return made;
}

/** The Lambda of a queue. A message that fails comes again alone; one that always fails ends in the dead-letter queue. */
export function queue<M extends Schema, Ports extends Counting>(made: Job<M, Ports>): (event: SQSEvent) => Promise<SQSBatchResponse> {
  const one = async (record: SQSRecord): Promise<string | undefined> => {
    try {
      const message = checked(made.message as never, JSON.parse(record.body)) as z.output<M>;
      await made.run(message, made.ports, { now: new Date(), clock: () => new Date(), log: logError });
      return undefined;
    } catch (error) {
      logError(error);
      const { metrics } = made.ports;
      if (metrics) metrics.count('JobFailed');
      return record.messageId;
    }
  };
  const handler = middy().handler(async (event: unknown): Promise<SQSBatchResponse> => {
    const failed = await Promise.all((event as SQSEvent).Records.map(one));
    return { batchItemFailures: failed.flatMap((id) => (id ? [{ itemIdentifier: id }] : [])) };
  });
  return handler as unknown as (event: SQSEvent) => Promise<SQSBatchResponse>;
}
