import type { FunctionSpec, QueueSpec } from '../assembly/specs.ts';
import type { Fauxqs } from '../aws/fauxqs.ts';
import type { Message } from '../pollers.ts';
import type { Pool } from '../workers/pool.ts';
import type { Outcome } from '../workers/warmWorker.ts';

/** Where Lambda keeps the events of asynchronous invocations; ours lies beside the template's queues, so that a `kill -9` loses none. */
export function asynchronousQueue(sqsEndpoint: string): QueueSpec {
  const name = 'local-asynchronous-invocations';
  const attributes = { VisibilityTimeout: '43200', MessageRetentionPeriod: '1209600' };
  return { name, friendlyName: 'asynchronous invocations', url: `${sqsEndpoint}/000000000000/${name}`, attributes };
}

/** Lambda waits one minute and then two; here one can watch it. */
const RETRY_SECONDS = [5, 10];

type Invocation = { readonly function: string; readonly event: unknown; readonly source: string; readonly attempt: number };

type Parts = { readonly queue: string; readonly fauxqs: Fauxqs; readonly pool: Pool; readonly functions: readonly FunctionSpec[] };

/** Asynchronous invocation: accepted at once, run soon, tried again when it fails, and in the end put on the function's dead-letter queue. */
export class Asynchronous {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** False when there is no such function. */
  invoke(name: string, event: unknown, source: string, delaySeconds = 0): boolean {
    if (!this.#spec(name)) return false;
    this.#send({ function: name, event, source, attempt: 0 }, delaySeconds);
    return true;
  }

  /** Runs one message of the queue. Never leaves it there: what failed is sent anew, for later. */
  async handle({ Body }: Message): Promise<void> {
    const invocation = JSON.parse(Body) as Invocation;
    const spec = this.#spec(invocation.function);
    if (!spec) return;
    const outcome = await this.#parts.pool.invoke(spec.name, invocation.event, invocation.source, 'background');
    if ('result' in outcome) return;
    if (invocation.attempt < spec.retries) {
      this.#send({ ...invocation, attempt: invocation.attempt + 1 }, RETRY_SECONDS[invocation.attempt] ?? 10);
      return;
    }
    if (spec.deadLetterQueue) this.#parts.fauxqs.send(spec.deadLetterQueue, JSON.stringify(invocation.event));
    if (spec.onFailure) this.#parts.fauxqs.send(spec.onFailure, JSON.stringify(failureRecord(spec, invocation, outcome)));
  }

  #send(invocation: Invocation, delaySeconds: number): void {
    this.#parts.fauxqs.send(this.#parts.queue, JSON.stringify(invocation), delaySeconds);
  }

  #spec(name: string): FunctionSpec | undefined {
    return this.#parts.functions.find((spec) => spec.name === name);
  }
}

/** What Lambda sends to an on-failure destination. */
function failureRecord(spec: FunctionSpec, { event, attempt }: Invocation, outcome: Outcome) {
  const failure = 'failure' in outcome ? outcome.failure : undefined;
  return {
    version: '1.0',
    timestamp: new Date().toISOString(),
    requestContext: { functionArn: spec.arn, condition: 'RetriesExhausted', approximateInvokeCount: attempt + 1 },
    requestPayload: event,
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: failure,
  };
}
