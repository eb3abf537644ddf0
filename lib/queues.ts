import { Duration, Validations } from 'aws-cdk-lib';
import { SqsEventSource, type SqsEventSourceProps } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { FUNCTIONS, type FunctionName, type Functions } from './functions.ts';

export type Queues = {
  readonly runQueue: Queue;
  readonly pageQueue: Queue;
  readonly emailQueue: Queue;
  readonly uploadQueue: Queue;
  /** The email queue's own. */
  readonly emailDelay: Duration;
  /** What was set aside; `event`: what EventBridge, or a function that it called, could not take. */
  readonly deadLetters: Readonly<Record<'run' | 'page' | 'email' | 'upload' | 'event', Queue>>;
};

/** How long after "send" an email goes out: long enough to cancel, and within the promised 5 minutes. */
const EMAIL_DELAY = Duration.seconds(240);

/** After so many deliveries a message is set aside. Only crashes use them up. */
const DELIVERIES = 5;

const PROTECTED = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true } satisfies QueueProps;

export function queues(scope: Construct): Queues {
  const deadLetters = {
    run: setAside(scope, 'RunDeadLetters'),
    page: setAside(scope, 'PageDeadLetters'),
    email: setAside(scope, 'EmailDeadLetters'),
    upload: setAside(scope, 'UploadDeadLetters'),
    event: setAside(scope, 'EventDeadLetters'),
  };
  return {
    runQueue: worked(scope, 'RunQueue', 'planRun', deadLetters.run),
    pageQueue: worked(scope, 'PageQueue', 'makeInvoices', deadLetters.page),
    emailQueue: worked(scope, 'EmailQueue', 'emailInvoice', deadLetters.email, EMAIL_DELAY),
    uploadQueue: worked(scope, 'UploadQueue', 'uploadToXero', deadLetters.upload),
    emailDelay: EMAIL_DELAY,
    deadLetters,
  };
}

/** Hands each queue's messages to the function that works it; while `paused` they wait. */
export function deliver({ runQueue, pageQueue, emailQueue, uploadQueue }: Queues, functions: Functions, paused = false): void {
  // One message a call. An email's crash leaves one in doubt, never its neighbours; a run's page, or a reseller's
  // uploads, are minutes of work by themselves.
  const alone = { batchSize: 1, reportBatchItemFailures: true, enabled: !paused } satisfies SqsEventSourceProps;
  functions.planRun.addEventSource(new SqsEventSource(runQueue, { ...alone, maxConcurrency: 5 }));
  functions.makeInvoices.addEventSource(new SqsEventSource(pageQueue, { ...alone, maxConcurrency: 10 }));
  functions.emailInvoice.addEventSource(new SqsEventSource(emailQueue, { ...alone, maxConcurrency: 10 }));
  functions.uploadToXero.addEventSource(new SqsEventSource(uploadQueue, { ...alone, maxConcurrency: 5 }));
}

function worked(scope: Construct, id: string, worker: FunctionName, deadLetters: Queue, deliveryDelay = Duration.seconds(0)): Queue {
  return new Queue(scope, id, {
    ...PROTECTED,
    deliveryDelay,
    // With less than six times the worker's timeout, a message that Lambda still holds could be seen, and worked, a second time.
    visibilityTimeout: Duration.seconds(6 * FUNCTIONS[worker].timeoutS),
    retentionPeriod: Duration.days(4),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: DELIVERIES },
  });
}

/** Two weeks: long enough for a person to look. Nothing reads these by itself; the sweeper has already decided about the invoice. */
function setAside(scope: Construct, id: string): Queue {
  const queue = new Queue(scope, id, { ...PROTECTED, retentionPeriod: Duration.days(14) });
  Validations.of(queue).acknowledge({ id: 'Serverless-SQSRedrivePolicy', reason: 'It is itself where messages are set aside' });
  return queue;
}
