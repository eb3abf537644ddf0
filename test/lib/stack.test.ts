import { Match } from 'aws-cdk-lib/assertions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { FUNCTIONS } from '../../lib/functions.ts';
import { deployed, type Statement } from './deployed.ts';

const cloud = deployed();
const { template, of } = cloud;

type QueueProps = {
  DelaySeconds?: number;
  VisibilityTimeout?: number;
  MessageRetentionPeriod?: number;
  SqsManagedSseEnabled?: boolean;
  RedrivePolicy?: { maxReceiveCount: number; deadLetterTargetArn: { 'Fn::GetAtt': [string, string] } };
};

describe('the stack', () => {
  it.each([
    ['AwsSolutions', AwsSolutionsChecks],
    ['Serverless', ServerlessChecks],
  ])('has no open finding of the %s rules', (_, Checks) => {
    expect(new Checks(cloud.app).validateScope(cloud.app).violations).toEqual([]);
  });

  it('has none with a domain and a certificate of its own either', () => {
    const address = { adminUrl: 'https://app.example/', adminCertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/abc' };
    const { app } = deployed({ address });
    expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([]);
  });

  it('would show a finding, if there were one', () => {
    const careless = deployed();
    new Queue(careless.stack, 'Careless');
    const found = new AwsSolutionsChecks(careless.app).validateScope(careless.app).violations.map(({ ruleName }) => ruleName);
    expect(found).toContain('AwsSolutions-SQS4');
  });

  it('stays well below the 500 resources of a stack', () => {
    expect(Object.keys(template.toJSON().Resources as object).length).toBeLessThan(450);
  });
});

describe('what is stored', () => {
  it('outlives the stack, cannot be deleted by accident and can be restored to any second', () => {
    template.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        BillingMode: 'PAY_PER_REQUEST',
        SSESpecification: { SSEEnabled: true },
      },
    });
    template.allResources('AWS::S3::Bucket', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    template.hasResource('AWS::Cognito::UserPool', {
      DeletionPolicy: 'Retain',
      Properties: Match.objectLike({ DeletionProtection: 'ACTIVE' }),
    });
  });

  it('is one table with the four indexes, keys only', () => {
    template.resourceCountIs('AWS::DynamoDB::Table', 1);
    const index = (name: string, hash: string, range: string) => ({
      IndexName: name,
      KeySchema: [
        { AttributeName: hash, KeyType: 'HASH' },
        { AttributeName: range, KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    });
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      GlobalSecondaryIndexes: [
        index('accounts', 'accounts', 'pk'),
        index('work', 'work', 'dueAt'),
        index('byNumber', 'pk', 'byNumber'),
        index('uploads', 'uploads', 'byNumber'),
      ],
    });
  });

  it('keeps emailed PDFs and logos seven years, downloads a day', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: Match.arrayWith([
          Match.objectLike({ Prefix: 'downloads/', ExpirationInDays: 1, Status: 'Enabled' }),
          Match.objectLike({ Prefix: 'kept/', ExpirationInDays: 2557, Status: 'Enabled' }),
          Match.objectLike({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: 'Enabled' }),
        ]),
      },
    });
  });

  it('lies in private buckets, whose links die after five minutes and never travel unencrypted', () => {
    const shut = { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true };
    template.allResourcesProperties('AWS::S3::Bucket', { PublicAccessBlockConfiguration: shut });
    const policies = of<{ Bucket: { Ref: string }; PolicyDocument: { Statement: Statement[] } }>('AWS::S3::BucketPolicy');
    for (const { PolicyDocument } of Object.values(policies)) {
      expect(PolicyDocument.Statement).toContainEqual(
        expect.objectContaining({ Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      );
    }
    expect(policies.FilesPolicy?.PolicyDocument.Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Action: expect.arrayContaining(['s3:GetObject']),
        Condition: { NumericGreaterThan: { 's3:signatureAge': 300_000 }, StringEquals: { 's3:authType': 'REST-QUERY-STRING' } },
      }),
    );
  });
});

describe('the queues', () => {
  const queues = of<QueueProps>('AWS::SQS::Queue');
  const worked = { RunQueue: 'planRun', PageQueue: 'makeInvoices', EmailQueue: 'emailInvoice', UploadQueue: 'uploadToXero' } as const;

  it('hold an email 240 seconds, and nothing else', () => {
    expect(Object.entries(queues).filter(([, { DelaySeconds = 0 }]) => DelaySeconds > 0)).toEqual([
      ['EmailQueue', expect.objectContaining({ DelaySeconds: 240 })],
    ]);
  });

  it('show a message to nobody else for six times as long as its worker may take', () => {
    for (const [queue, worker] of Object.entries(worked)) {
      expect(queues[queue]?.VisibilityTimeout, queue).toBeGreaterThanOrEqual(6 * FUNCTIONS[worker].timeoutS);
    }
  });

  it('set a message aside after five deliveries, for two weeks', () => {
    for (const queue of Object.keys(worked)) {
      const redrive = queues[queue]?.RedrivePolicy;
      expect(redrive?.maxReceiveCount, queue).toBe(5);
      expect(queues[redrive?.deadLetterTargetArn['Fn::GetAtt'][0] ?? ''], queue).toMatchObject({ MessageRetentionPeriod: 14 * 86_400 });
    }
  });

  it('are encrypted, and refuse plain HTTP', () => {
    template.allResourcesProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true });
    template.resourceCountIs('AWS::SQS::QueuePolicy', Object.keys(queues).length);
  });

  it('are worked one message at a time, by the function of their own', () => {
    const mappings = Object.values(of<Record<string, unknown>>('AWS::Lambda::EventSourceMapping'));
    const mapped = mappings.map((mapping) => [mapping.EventSourceArn, mapping.FunctionName]);
    const expected = [
      ['RunQueue', 'PlanRunFunction'],
      ['PageQueue', 'MakeInvoicesFunction'],
      ['EmailQueue', 'EmailInvoiceFunction'],
      ['UploadQueue', 'UploadToXeroFunction'],
    ].map(([queue, worker]) => [{ 'Fn::GetAtt': [queue, 'Arn'] }, { Ref: worker }]);
    expect(mapped).toEqual(expected);
    for (const mapping of mappings) {
      expect(mapping).toMatchObject({ BatchSize: 1, FunctionResponseTypes: ['ReportBatchItemFailures'] });
    }
    // As many workers at once as leave the others their share of Lambda; a reseller's uploads are one worker's anyway.
    const atOnce = mappings.map(({ ScalingConfig }) => (ScalingConfig as { MaximumConcurrency?: number } | undefined)?.MaximumConcurrency);
    expect(atOnce).toEqual([5, 10, 10, 5]);
  });
});

describe('what happens by itself', () => {
  const rule = (id: string) => of<Record<string, unknown>>('AWS::Events::Rule')[id];

  it('asks every hour which months are due, sweeps every five minutes, and looks after senders four times an hour', () => {
    expect(rule('startRuns')).toMatchObject({ ScheduleExpression: 'cron(5 * * * ? *)', State: 'ENABLED' });
    expect(rule('sweep')).toMatchObject({ ScheduleExpression: 'rate(5 minutes)', State: 'ENABLED' });
    expect(rule('checkSenders')).toMatchObject({ ScheduleExpression: 'rate(15 minutes)', State: 'ENABLED' });
  });

  it('hears of our own emails only', () => {
    expect(rule('emailEvents')?.EventPattern).toEqual({
      source: ['aws.ses'],
      detail: { mail: { tags: { 'ses:configuration-set': [{ Ref: 'Mail' }] } } },
    });
  });

  it('calls the function of its name, and loses no failure', () => {
    const targets = {
      startRuns: 'StartRunsFunction',
      sweep: 'SweepFunction',
      checkSenders: 'CheckSendersFunction',
      emailEvents: 'RecordEmailEventFunction',
    };
    const aside = { 'Fn::GetAtt': ['EventDeadLetters', 'Arn'] };
    for (const [id, target] of Object.entries(targets)) {
      expect(rule(id)?.Targets).toEqual([
        expect.objectContaining({ Arn: { 'Fn::GetAtt': [target, 'Arn'] }, DeadLetterConfig: { Arn: aside } }),
      ]);
      expect(of<Record<string, unknown>>('AWS::Lambda::Function')[target]).toMatchObject({ DeadLetterConfig: { TargetArn: aside } });
    }
  });
});

describe('the mail', () => {
  it('travels encrypted, and no suppression list but our own holds it back', () => {
    template.hasResourceProperties('AWS::SES::ConfigurationSet', {
      DeliveryOptions: { TlsPolicy: 'REQUIRE' },
      SuppressionOptions: { SuppressedReasons: [] },
      ReputationOptions: { ReputationMetricsEnabled: true },
    });
  });

  it('tells the default bus all that becomes of it, and tracks no opening and no click', () => {
    template.hasResourceProperties('AWS::SES::ConfigurationSetEventDestination', {
      EventDestination: {
        Enabled: true,
        MatchingEventTypes: ['send', 'reject', 'bounce', 'complaint', 'delivery', 'deliveryDelay', 'renderingFailure'],
      },
    });
  });
});
