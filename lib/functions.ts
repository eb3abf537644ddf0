import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as Lambda, LoggingFormat, RecursiveLoop, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { ROUTES } from '../functions/routes.ts';
import { bundleName } from './bundle.ts';
import { environment, type Grant, OPEN_ENDED, statements, type Touchable } from './grants.ts';

/** `trigger: 'event'`: called by EventBridge, whose failures would otherwise vanish. `loops`: sends to the queue that calls it. */
type Placement = {
  readonly timeoutS: number;
  readonly memoryMB: number;
  readonly may: readonly Grant[];
  readonly trigger: 'http' | 'queue' | 'event';
  readonly loops?: true;
};

/** API Gateway gives up after 30 seconds. */
const endpoint = (...may: Grant[]) => ({ timeoutS: 15, memoryMB: 1024, may, trigger: 'http' }) satisfies Placement;
const slow = (...may: Grant[]) => ({ ...endpoint(...may), timeoutS: 29 }) satisfies Placement;

/** One full virtual CPU: drawing a PDF is all computing. */
const PDF_MB = 1769;

const READ = ['table:read'] as const;
const EDIT = ['table:read', 'table:write'] as const;

/** Every function, how much of a machine it gets, and all that it may touch: one line each. What is not here is not deployed. */
export const FUNCTIONS = {
  'api/health': endpoint(),
  'api/openApi': endpoint(),
  'api/readAccount': endpoint(...READ),
  'api/saveAccount': endpoint(...EDIT),
  'api/saveLogo': endpoint(...EDIT, 'kept:read', 'kept:write'),
  'api/listCustomers': endpoint(...READ),
  'api/createCustomer': endpoint(...EDIT),
  'api/readCustomer': endpoint(...READ),
  'api/saveCustomer': endpoint(...EDIT),
  'api/removeCustomer': endpoint(...EDIT),
  'api/clearFlag': endpoint(...EDIT),
  'api/listServices': endpoint(...READ),
  'api/createService': endpoint(...EDIT),
  'api/saveService': endpoint(...EDIT),
  'api/removeService': endpoint(...EDIT),
  'api/listCharges': endpoint(...READ),
  'api/createCharge': endpoint(...EDIT),
  'api/saveCharge': endpoint(...EDIT),
  'api/removeCharge': endpoint(...EDIT),
  'api/listInvoices': endpoint(...READ),
  'api/previousInvoices': endpoint(...READ),
  'api/readInvoice': endpoint(...READ),
  'api/sendInvoice': endpoint(...EDIT, 'emailQueue:send'),
  'api/cancelInvoice': endpoint(...EDIT),
  'api/repairInvoice': slow(...EDIT, 'emailQueue:send'),
  'api/downloadPdf': { ...slow(...READ, 'kept:read', 'kept:write', 'downloads:read', 'downloads:write'), memoryMB: PDF_MB },
  'api/downloadCsv': slow(...READ, 'downloads:read', 'downloads:write'),
  'api/downloadMonth': slow(...READ, 'downloads:read', 'downloads:write'),
  'api/monthSummary': slow(...READ),
  'api/readRun': endpoint(...READ),
  'api/startRun': endpoint(...EDIT, 'runQueue:send'),
  'api/previewRun': slow(...READ),

  startRuns: { timeoutS: 300, memoryMB: 512, may: [...READ, 'runQueue:send'], trigger: 'event' },
  planRun: { timeoutS: 900, memoryMB: 1024, may: [...EDIT, 'pageQueue:send'], trigger: 'queue' },
  makeInvoices: { timeoutS: 300, memoryMB: 1024, may: [...EDIT, 'emailQueue:send'], trigger: 'queue' },
  emailInvoice: {
    timeoutS: 60,
    memoryMB: PDF_MB,
    may: [...EDIT, 'kept:read', 'kept:write', 'emailQueue:send', 'mail:send'],
    trigger: 'queue',
    loops: true,
  },
  recordEmailEvent: { timeoutS: 30, memoryMB: 512, may: [...EDIT, 'mail:send'], trigger: 'event' },
  sweep: { timeoutS: 300, memoryMB: 512, may: [...EDIT, 'emailQueue:send', 'pageQueue:send'], trigger: 'event' },
} as const satisfies Record<string, Placement>;

export type FunctionName = keyof typeof FUNCTIONS;
export type Functions = Readonly<Record<FunctionName, Lambda>>;

const NAMES = Object.keys(FUNCTIONS) as FunctionName[];

export const isPlaced = (file: string): file is FunctionName => file in FUNCTIONS;

export function functions(scope: Construct, bundles: string, touchable: Touchable): Functions {
  agree(bundles);
  const placed = NAMES.map((name) => [name, place(scope, name, join(bundles, bundleName(name)), touchable)]);
  return Object.fromEntries(placed) as Record<FunctionName, Lambda>;
}

/** The routes, this table and the bundles name the same functions, or nothing is deployed at all. */
function agree(bundles: string): void {
  const built = readdirSync(bundles).filter((folder) => existsSync(join(bundles, folder, 'index.js')));
  const faults = disagreements({ routed: ROUTES.map(({ file }) => file), placed: NAMES, built });
  if (faults.length > 0) throw new Error(`Routes, functions and lib/functions.ts do not agree:\n  ${faults.join('\n  ')}`);
}

type Named = { readonly routed: readonly string[]; readonly placed: readonly string[]; readonly built: readonly string[] };

/** What is named in one place and missing in another. `built` are the folders of bundles. */
export function disagreements({ routed, placed, built }: Named): string[] {
  const expected = placed.map(bundleName);
  return [
    ...routed.filter((file) => !placed.includes(file)).map((file) => `functions/${file}.ts has a route, but no line in lib/functions.ts`),
    ...placed
      .filter((name) => name.startsWith('api/') && !routed.includes(name))
      .map((name) => `${name} has a line in lib/functions.ts, but no route in functions/routes.ts`),
    ...placed
      .filter((name) => !built.includes(bundleName(name)))
      .map((name) => `${name} has a line in lib/functions.ts, but there is no functions/${name}.ts`),
    ...built.filter((folder) => !expected.includes(folder)).map((folder) => `the bundle ${folder} has no line in lib/functions.ts`),
  ];
}

function place(scope: Construct, name: FunctionName, bundle: string, touchable: Touchable): Lambda {
  const { timeoutS, memoryMB, may, trigger, loops }: Placement = FUNCTIONS[name];
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
    // Held back by SES, an email is put on its own queue again for as long as it takes; after 16 rounds Lambda would call that a mistake.
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
