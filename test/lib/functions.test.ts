import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { disagreements, FUNCTIONS } from '../../lib/functions.ts';
import { RebillStack } from '../../lib/stack.ts';
import { deployed, nameOf, tinyAdmin, tinyBundles, whoMay } from './deployed.ts';

const cloud = deployed();
const FILES = Object.keys(FUNCTIONS);

type FunctionProps = {
  readonly Timeout: number;
  readonly MemorySize: number;
  readonly Runtime: string;
  readonly Architectures: string[];
  readonly LoggingConfig: { readonly LogGroup: { readonly Ref: string } };
  readonly Environment?: { readonly Variables: Record<string, unknown> };
};

describe('every function', () => {
  const placed = cloud.ours<FunctionProps>('AWS::Lambda::Function');
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
    for (const id of ['EmailInvoiceFunction', 'ApiDownloadPdfFunction', 'UploadToXeroFunction'])
      expect(placed[id]?.MemorySize, id).toBe(1769);
  });

  it('is told only of what it may touch', () => {
    expect(environmentOf('ApiHealthFunction')).toEqual([]);
    expect(environmentOf('ApiReadInvoiceFunction')).toEqual(['TABLE_NAME']);
    expect(environmentOf('PlanRunFunction')).toEqual(['PAGE_QUEUE_URL', 'TABLE_NAME']);
    expect(environmentOf('ApiReadXeroFunction')).toEqual(['TABLE_NAME']);
    expect(environmentOf('ApiConnectXeroFunction')).not.toContain('CONNECTION_KEY_ARN');
    expect(environmentOf('UploadToXeroFunction')).toEqual([
      'APP_URL',
      'CONNECTION_KEY_ARN',
      'FILES_BUCKET',
      'TABLE_NAME',
      'UPLOAD_QUEUE_URL',
      'XERO_API_URL',
      'XERO_GO_URL',
      'XERO_IDENTITY_URL',
      'XERO_LOGIN_URL',
      'XERO_SECRET_ARN',
    ]);
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
    const workers = { planRun: /RunQueue/, makeInvoices: /PageQueue/, emailInvoice: /EmailQueue/, uploadToXero: /UploadQueue/ };
    const feedItself = Object.entries(workers).filter(([worker, queue]) => whoMay(cloud, 'sqs:SendMessage', queue).includes(worker));
    expect(loops.map(([id]) => nameOf(id))).toEqual(feedItself.map(([worker]) => worker));
  });
});

describe('nothing is deployed when', () => {
  const deploying = (bundles: string) => () => {
    const admin = tinyAdmin();
    try {
      return new RebillStack(new App(), 'Rebill', { bundles, admin });
    } finally {
      for (const folder of [bundles, admin]) rmSync(folder, { recursive: true });
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
