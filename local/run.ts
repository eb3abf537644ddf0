import { availableParallelism } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { QueueSpec, Stack } from './assembly/specs.ts';
import { ensureTables } from './aws/tables.ts';
import type { Clock } from './clock.ts';
import type { QueueState } from './console/console.ts';
import { environmentOf } from './environment.ts';
import { Asynchronous, asynchronousQueue } from './events/asynchronous.ts';
import { Bus } from './events/bus.ts';
import { Schedules } from './events/schedules.ts';
import type { Happenings } from './happenings.ts';
import { type Mapped, type Poller, startMapping, startPoller } from './pollers.ts';
import type { Requests } from './requests.ts';
import type { Services } from './services.ts';
import { Pool } from './workers/pool.ts';

type Parts = {
  readonly stack: Stack;
  readonly services: Services;
  readonly clock: Clock;
  readonly requests: Requests;
  readonly happenings: Happenings;
  /** What functions are told instead of what the template says. */
  readonly variables: Readonly<Record<string, string>>;
};

export type Running = {
  readonly pool: Pool;
  readonly bus: Bus;
  readonly schedules: Schedules;
  readonly queues: () => readonly QueueState[];
  stop(): Promise<void>;
};

/** How long a running function may take to finish when the host stops. What it was working on comes again at the next start. */
const GRACE_MS = 5000;

/** More batches at once than processors make nothing faster; they only fill the memory. */
const MOST_BATCHES = Math.min(4, Math.max(2, availableParallelism()));

/** Makes the template's tables, queues and buckets and sets its functions, mappings, rules and schedules going. */
export async function run({ stack, services, clock, requests, happenings, variables }: Parts): Promise<Running> {
  const { fauxqs, endpoints } = services;
  const invocations = asynchronousQueue(endpoints.sqs);
  await ensureTables(endpoints.dynamoDb, stack.tables);
  await fauxqs.ensureQueues([...stack.queues, invocations]);
  fauxqs.ensureBuckets(stack.buckets);

  const { functions, rules } = stack;
  const pool = new Pool({ functions, clock, happenings, environmentOf: (spec) => environmentOf(spec, endpoints, variables) });
  const asynchronous = new Asynchronous({ queue: invocations.name, fauxqs, pool, functions });
  const bus = new Bus({ rules, asynchronous, fauxqs, clock, happenings });
  const schedules = new Schedules({ rules, bus, clock, happenings });
  const pollers = [
    ...mappingsOf(stack, { endpoint: fauxqs.endpoint, requests, pool }),
    startPoller({
      ...{ endpoint: fauxqs.endpoint, requests, queueUrl: invocations.url, batchSize: 1, windowSeconds: 0, concurrency: MOST_BATCHES },
      async handle(messages) {
        await Promise.all(messages.map((message) => asynchronous.handle(message)));
        return messages;
      },
    }),
  ];
  return {
    pool,
    bus,
    schedules,
    queues: () => [...stack.queues, invocations].map((queue) => stateOf(queue, stack.queues, fauxqs.depth(queue.name))),
    async stop() {
      schedules.stop();
      const drained = pollers.map((poller) => poller.stop());
      await pool.stop(GRACE_MS);
      await Promise.race([Promise.all(drained), wait(500)]);
    },
  };
}

function mappingsOf({ mappings, queues }: Stack, mapped: Omit<Mapped, 'queueUrl'>): Poller[] {
  return mappings.map((mapping) => {
    const queueUrl = queues.find(({ name }) => name === mapping.queue)?.url;
    if (!queueUrl) throw new Error(`A mapping names the queue ${mapping.queue}, which the template does not make`);
    return startMapping({ ...mapping, concurrency: Math.min(mapping.concurrency, MOST_BATCHES) }, { ...mapped, queueUrl });
  });
}

type Depth = { readonly visible: number; readonly inFlight: number; readonly delayed: number };

function stateOf({ friendlyName, name, url }: QueueSpec, all: readonly QueueSpec[], depth: Depth): QueueState {
  const setAside = all.some(({ attributes }) => attributes.RedrivePolicy?.includes(`:${name}"`));
  return { name: friendlyName, queue: name, url, ...depth, deadLetterQueue: setAside || /dead.?letter/i.test(name) };
}
