import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { ROUTES } from '../../functions/routes.ts';
import { disagreements, FUNCTIONS, type FunctionName } from '../../lib/functions.ts';
import { RebillStack } from '../../lib/stack.ts';
import { actionsOf, allowed, deployed, nameOf, type Statement, tinyBundles } from './deployed.ts';

const cloud = deployed();
const roles = allowed(cloud);
const FILES = Object.keys(FUNCTIONS);

/** The functions that may do `action`, on something that `where` finds. */
function whoMay(action: string, where: RegExp = /./): string[] {
  const matches = (statement: Statement) => actionsOf(statement).includes(action) && where.test(JSON.stringify(statement.Resource));
  return Object.entries(roles)
    .filter(([, statements]) => statements.some(matches))
    .map(([role]) => nameOf(role))
    .sort();
}

describe('who may do what', () => {
  it('lets only the mailer, and the one who reports a bounce, send mail', () => {
    expect(whoMay('ses:SendEmail')).toEqual(['emailInvoice', 'recordEmailEvent']);
    expect(whoMay('ses:SendRawEmail')).toEqual(['emailInvoice', 'recordEmailEvent']);
  });

  it('lets only those queue an email that make, send, repair or rescue an invoice', () => {
    expect(whoMay('sqs:SendMessage', /EmailQueue/)).toEqual([
      'api/repairInvoice',
      'api/sendInvoice',
      'emailInvoice',
      'makeInvoices',
      'sweep',
    ]);
  });

  it('lets only those queue a run, or a page of one, whose work it is', () => {
    expect(whoMay('sqs:SendMessage', /RunQueue/)).toEqual(['api/startRun', 'startRuns']);
    expect(whoMay('sqs:SendMessage', /PageQueue/)).toEqual(['planRun', 'sweep']);
  });

  it('lets no endpoint that a viewer may call write to the store', () => {
    const viewers = ROUTES.filter(({ role }) => role !== 'billing').map(({ file }) => file);
    for (const action of ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem']) {
      expect(whoMay(action).filter((name) => viewers.includes(name))).toEqual([]);
    }
  });

  it('lets only what handles PDFs and logos touch the kept files, and nothing delete one', () => {
    expect(whoMay('s3:PutObject', /kept/)).toEqual(['api/downloadPdf', 'api/saveLogo', 'emailInvoice']);
    expect(whoMay('s3:PutObject', /downloads/)).toEqual(['api/downloadCsv', 'api/downloadMonth', 'api/downloadPdf']);
    expect(whoMay('s3:DeleteObject')).toEqual([]);
  });

  it('says no action by a wildcard, and no function may touch everything', () => {
    const statements = Object.values(roles).flat();
    expect(statements.length).toBeGreaterThan(FILES.length);
    expect(statements.flatMap(actionsOf).filter((action) => action.includes('*'))).toEqual([]);
    expect(statements.filter(({ Resource }) => Resource === '*')).toEqual([]);
  });

  it('gives every function a role of its own, without any ready-made policy', () => {
    const used = Object.values(cloud.of<{ Role: unknown }>('AWS::Lambda::Function')).map(({ Role }) => JSON.stringify(Role));
    expect(new Set(used).size).toBe(FILES.length);
    expect(Object.values(cloud.of('AWS::IAM::Role')).filter((role) => 'ManagedPolicyArns' in role)).toEqual([]);
  });
});

type FunctionProps = {
  readonly Timeout: number;
  readonly MemorySize: number;
  readonly Runtime: string;
  readonly Architectures: string[];
  readonly LoggingConfig: { readonly LogGroup: { readonly Ref: string } };
  readonly Environment?: { readonly Variables: Record<string, unknown> };
};

describe('every function', () => {
  const placed = cloud.of<FunctionProps>('AWS::Lambda::Function');
  const environmentOf = (id: string) => Object.keys(placed[id]?.Environment?.Variables ?? {}).sort();

  it('is one file of the list, no more and no fewer', () => {
    expect(Object.keys(placed).map(nameOf).sort()).toEqual([...FILES].sort());
  });

  it('runs Node 24 on ARM, and its log is kept for three months', () => {
    const logs = cloud.of<{ RetentionInDays: number }>('AWS::Logs::LogGroup');
    for (const [id, { Runtime, Architectures, LoggingConfig }] of Object.entries(placed)) {
      expect([Runtime, ...Architectures], id).toEqual(['nodejs24.x', 'arm64']);
      expect(logs[LoggingConfig.LogGroup.Ref]?.RetentionInDays, id).toBe(90);
    }
  });

  it('answers before API Gateway gives up, if it is an endpoint', () => {
    for (const [id, { Timeout }] of Object.entries(placed)) if (id.startsWith('Api')) expect(Timeout, id).toBeLessThan(30);
  });

  it('has a whole processor, if it draws PDFs', () => {
    for (const id of ['EmailInvoiceFunction', 'ApiDownloadPdfFunction']) expect(placed[id]?.MemorySize, id).toBe(1769);
  });

  it('is told only of what it may touch', () => {
    expect(environmentOf('ApiHealthFunction')).toEqual([]);
    expect(environmentOf('ApiReadInvoiceFunction')).toEqual(['TABLE_NAME']);
    expect(environmentOf('PlanRunFunction')).toEqual(['PAGE_QUEUE_URL', 'TABLE_NAME']);
    expect(environmentOf('EmailInvoiceFunction')).toEqual([
      'CONFIGURATION_SET',
      'EMAIL_DELAY_SECONDS',
      'EMAIL_QUEUE_URL',
      'FILES_BUCKET',
      'TABLE_NAME',
    ]);
  });

  it("knows the email queue's delay from the queue itself", () => {
    const { DelaySeconds } = cloud.of<{ DelaySeconds?: number }>('AWS::SQS::Queue').EmailQueue ?? {};
    const told = Object.values(placed).flatMap(({ Environment }) => Environment?.Variables.EMAIL_DELAY_SECONDS ?? []);
    expect(new Set(told)).toEqual(new Set([String(DelaySeconds)]));
  });

  it('may go on for as long as it takes, if it sends to its own queue', () => {
    const loops = Object.entries(cloud.of('AWS::Lambda::Function')).filter(([, properties]) => properties.RecursiveLoop === 'Allow');
    const workers = { planRun: /RunQueue/, makeInvoices: /PageQueue/, emailInvoice: /EmailQueue/ };
    const feedItself = Object.entries(workers).filter(([worker, queue]) => whoMay('sqs:SendMessage', queue).includes(worker));
    expect(loops.map(([id]) => nameOf(id))).toEqual(feedItself.map(([worker]) => worker));
  });
});

describe('the ports that a function names', () => {
  const sources = readdirSync('functions', { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && name !== 'routes.ts',
  );
  const PORTS: [port: RegExp, grants: RegExp][] = [
    [/\brunQueue\b.*aws\/queues\.ts/, /^runQueue:send$/],
    [/\bpageQueue\b.*aws\/queues\.ts/, /^pageQueue:send$/],
    [/\bemailQueue\b.*aws\/queues\.ts/, /^emailQueue:send$/],
    [/aws\/mail\.ts/, /^mail:send$/],
    [/aws\/files\.ts/, /^(kept|downloads):/],
    [/shared\/store\//, /^table:/],
  ];

  it.each(sources.sort())('are what functions/%s may touch, no more and no less', (path) => {
    const imports = readFileSync(join('functions', path), 'utf8').match(/^import (?!type)[^;]+;/gm) ?? [];
    const grants: readonly string[] = FUNCTIONS[path.replace('.ts', '') as FunctionName].may;
    for (const [port, granted] of PORTS) {
      const named = imports.some((statement) => port.test(statement.replaceAll('\n', ' ')));
      expect(
        grants.some((grant) => granted.test(grant)),
        String(granted),
      ).toBe(named);
    }
  });
});

describe('nothing is deployed when', () => {
  const deploying = (bundles: string) => () => {
    try {
      return new RebillStack(new App(), 'Rebill', { bundles });
    } finally {
      rmSync(bundles, { recursive: true });
    }
  };

  it('a routed file is missing', () => {
    expect(deploying(tinyBundles(FILES.filter((file) => file !== 'api/sendInvoice')))).toThrow('there is no functions/api/sendInvoice.ts');
  });

  it('a route leads to a file without a line in lib/functions.ts, or a line has no route', () => {
    const named = { routed: ['api/a'], placed: ['api/b', 'sweep'], built: ['api-b', 'sweep'] };
    expect(disagreements(named)).toEqual([
      'functions/api/a.ts has a route, but no line in lib/functions.ts',
      'api/b has a line in lib/functions.ts, but no route in functions/routes.ts',
    ]);
  });

  it('a file has no line in lib/functions.ts', () => {
    const bundles = tinyBundles();
    mkdirSync(join(bundles, 'api-forgotten'));
    writeFileSync(join(bundles, 'api-forgotten', 'index.js'), '');
    expect(deploying(bundles)).toThrow('the bundle api-forgotten has no line in lib/functions.ts');
  });
});
