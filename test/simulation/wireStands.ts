import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { openFauxqs } from '../../local/aws/fauxqs.ts';
import { forwarder, passOn } from '../../local/aws/forward.ts';
import { startDynamoDb } from '../../local/dynamodb.ts';
import { type Door, openDoor, readBody } from '../../local/http.ts';
import { files } from '../../shared/aws/files.ts';
import { mail } from '../../shared/aws/mail.ts';
import { emailQueue, pageQueue, runQueue, uploadQueue } from '../../shared/aws/queues.ts';
import { event } from '../../shared/lambda/event.ts';
import { queue } from '../../shared/lambda/queue.ts';
import { schedule } from '../../shared/lambda/schedule.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { breaker } from '../../shared/store/breaker.ts';
import { connections } from '../../shared/store/connections.ts';
import { customers } from '../../shared/store/customers.ts';
import { invoices } from '../../shared/store/invoices.ts';
import { runs } from '../../shared/store/runs.ts';
import { workList } from '../../shared/store/work.ts';
import { awsForTests } from '../support/aws.ts';
import { openLossyDoor } from '../support/lossyDoor.ts';
import { createTable } from '../support/table.ts';
import { digestAtOnce } from '../support/xeroWireless.ts';
import type { Outside, Stands } from './stands.ts';
import { type Way, type WireBug, WireClients } from './wireClients.ts';
import { eventOf } from './wireNews.ts';
import { openPostDoor } from './wirePost.ts';
import { openQueueDoor } from './wireQueues.ts';
import { WireClock, WireTurns } from './wireTurns.ts';
import { WireWitness } from './wireWitness.ts';
import type { World } from './world.ts';

const QUEUES = { RUN_QUEUE_URL: 'runs', PAGE_QUEUE_URL: 'pages', EMAIL_QUEUE_URL: 'emails', UPLOAD_QUEUE_URL: 'uploads' };

/** The embedded services, and our own adapters on them. */
export type Wire = {
  /** Stands for one life: an empty table, an empty bucket. */
  stands(bug?: WireBug): Promise<Stands>;
  /** Requests that reached the table so far. */
  requests(): number;
  stop(): Promise<void>;
};

export async function openWire(): Promise<Wire> {
  awsForTests();
  const witness = new WireWitness();
  let requests = 0;
  const table = await startDynamoDb({
    now,
    onAnswer: (request, answer) => {
      requests += 1;
      witness.hear(request, answer);
    },
  });
  const fauxqs = await openFauxqs();
  const [door, queues, post] = [await openLossyDoor(), await openQueueDoor(fauxqs.endpoint, current), await openPostDoor(current)];
  const s3 = await openS3Door(fauxqs.endpoint);
  process.env.AWS_ENDPOINT_URL_DYNAMODB = table.endpoint;
  process.env.AWS_ENDPOINT_URL_S3 = s3.endpoint;
  process.env.AWS_ENDPOINT_URL_SESV2 = post.endpoint;
  Object.assign(process.env, { CONFIGURATION_SET: 'rebill', APP_URL: 'http://localhost/', XERO_GO_URL: 'http://localhost' });
  const digestAgain = digestAtOnce();
  await makeQueues(fauxqs.endpoint, queues.endpoint);
  process.env.AWS_ENDPOINT_URL_SQS = queues.endpoint;
  const admin = new DynamoDBClient({});
  const way: Way = { door, bug: undefined };
  new WireClients(way);
  let world: World | undefined;
  let lives = 0;
  function current(): World {
    if (!world) throw new Error('Nobody lives');
    return world;
  }
  return {
    requests: () => requests,
    async stands(bug) {
      way.bug = bug;
      const name = `life-${++lives}`;
      await createTable(admin, name);
      process.env.TABLE_NAME = name;
      fauxqs.ensureBuckets([name]);
      process.env.FILES_BUCKET = name;
      const clock = new WireClock('2026-08-01T00:00:00Z');
      return {
        clock,
        turns: (luck, tell) => new WireTurns(luck, clock, tell),
        outside(lived) {
          world = lived;
          witness.begin(lived.witness);
          return { ...ADAPTERS, files: perishable(lived) };
        },
        calls: CALLS(current),
      };
    },
    async stop() {
      digestAgain();
      await Promise.all([door.stop(), queues.stop(), post.stop(), s3.stop()]);
      admin.destroy();
      await table.stop();
      await fauxqs.stop();
    },
  };
}

const ADAPTERS: Omit<Outside, 'files'> = {
  ...{ accounts, breaker, connections, customers, invoices, runs, workList },
  ...{ runQueue, pageQueue, emailQueue, uploadQueue, mail },
};

/** Node's servers tell the real time, whatever the process believes; the SDK would correct its own by it, and repeat what failed. */
const now = () => new Date();

async function openS3Door(endpoint: string): Promise<Door> {
  const forward = forwarder(endpoint);
  const door = await openDoor(async (request, response) => passOn(await forward(request, await readBody(request)), response, now()));
  return { ...door, stop: () => door.stop().then(forward.close) };
}

async function makeQueues(sqs: string, door: string): Promise<void> {
  const client = new SQSClient({ endpoint: sqs });
  for (const [variable, QueueName] of Object.entries(QUEUES)) {
    const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName }));
    process.env[variable] = `${door}${new URL(QueueUrl).pathname}`;
  }
  client.destroy();
}

/** Files may vanish. */
function perishable({ luck }: World): Outside['files'] {
  let made: S3Client | undefined;
  return {
    ...files,
    async read(key) {
      if (luck.happens('fileGone')) {
        made ??= new S3Client({});
        await made.send(new DeleteObjectCommand({ Bucket: process.env.FILES_BUCKET, Key: key }));
      }
      return files.read(key);
    },
  };
}

/** As Lambda calls them: by their handlers, with what SQS, EventBridge and the schedules hand them. The time is the process's. */
const CALLS = (world: () => World): Stands['calls'] => ({
  async job(made, message, ports) {
    const record = { messageId: 'one', body: JSON.stringify(message) };
    const { batchItemFailures } = await queue({ ...made, ports } as never)({ Records: [record] } as never);
    if (batchItemFailures.length > 0) throw new Error('its message comes again');
  },
  task: (made, ports) => schedule({ ...made, ports } as never)({}),
  news: (made, news, ports) => event({ ...made, ports })(eventOf(news, world())),
});
