import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as Lambda, LoggingFormat, RecursiveLoop, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { environment, type Grant, OPEN_ENDED, statements, type Touchable } from './grants.ts';

/** `trigger: 'event'`: called by EventBridge, whose failures would otherwise vanish. `loops`: sends to the queue that calls it. */
export type Placement = {
  readonly timeoutS: number;
  readonly memoryMB: number;
  readonly may: readonly Grant[];
  readonly trigger: 'http' | 'queue' | 'event';
  readonly loops?: true;
};

/** The Lambda of `functions/<name>.ts`, with a log and a role of its own. */
export function place(scope: Construct, name: string, placement: Placement, bundle: string, touchable: Touchable): Lambda {
  const { timeoutS, memoryMB, may, trigger, loops } = placement;
  const id = `${capitalised(name)}Function`;
  const log = logGroup(scope, `${id}Log`);
  const made = new Lambda(scope, id, {
    description: `functions/${name}.ts`,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    code: Code.fromAsset(bundle),
    handler: 'index.handler',
    timeout: Duration.seconds(timeoutS),
    memorySize: memoryMB,
    role: role(scope, `${id}Role`, may, log, touchable),
    environment: environment(may, touchable),
    logGroup: log,
    loggingFormat: LoggingFormat.JSON,
    // Held back by SES or Xero, a message is put on its own queue again for as long as it takes; after 16 rounds Lambda would call that a
    // mistake, and stop it.
    ...(loops && { recursiveLoop: RecursiveLoop.ALLOW }),
    ...(trigger === 'event' && { deadLetterQueue: touchable.deadLetters.event }),
  });
  acknowledge(made, trigger);
  return made;
}

function role(scope: Construct, id: string, may: readonly Grant[], log: LogGroup, touchable: Touchable): Role {
  const writesItsLog = new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [log.logGroupArn] });
  const made = new Role(scope, id, {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: { may: new PolicyDocument({ statements: [writesItsLog, ...statements(may, touchable)] }) },
  });
  for (const { finding, reason } of may.flatMap((grant) => OPEN_ENDED[grant] ?? [])) {
    Validations.of(made).acknowledge({ id: `AwsSolutions-IAM5[Resource::${finding}]`, reason });
  }
  return made;
}

/** Three months: long enough to answer "why did my customer not get it?" for the last quarter. */
export function logGroup(scope: Construct, id: string): LogGroup {
  return new LogGroup(scope, id, { retention: RetentionDays.THREE_MONTHS, removalPolicy: RemovalPolicy.DESTROY });
}

function acknowledge(made: Lambda, trigger: Placement['trigger']): void {
  Validations.of(made).acknowledge({
    id: 'Serverless-LambdaTracing',
    reason:
      'Each function is one hop and logs its request id; tracing would need a grant on every resource and cost more than the work itself',
  });
  if (trigger === 'event') return;
  Validations.of(made).acknowledge({
    id: 'Serverless-LambdaDLQ',
    reason: 'Never called asynchronously: API Gateway shows the failure to its caller, and a queue sets a failed message aside by itself',
  });
  if (trigger === 'queue') {
    Validations.of(made).acknowledge({
      id: 'Serverless-LambdaEventSourceMappingDestination',
      reason: 'A mapping of a queue takes no destination: the queue has its own dead-letter queue',
    });
  }
}

/** `api/saveLogo` → `ApiSaveLogo`. */
const capitalised = (name: string): string => name.replace(/(^|\/)(.)/g, (_, __, letter: string) => letter.toUpperCase());
