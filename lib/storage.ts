import { Aws, CfnOutput, Duration, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, type ITable, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, type BucketProps, HttpMethods, type IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { INDEXES } from '../shared/store/table.ts';

export type Storage = {
  /** The one that functions use. */
  readonly table: Pick<ITable, 'tableArn' | 'tableName'>;
  readonly files: Bucket;
  /** Where presigned links lead, without `/` at the end. */
  readonly filesOrigin: string;
};

/** The life of a presigned link, in milliseconds, enforced by the bucket itself, whatever a function may sign. */
const LINK_MS = 5 * 60 * 1000;

/** Seven years, in days: how long what was emailed is kept. */
const KEPT_DAYS = 2557;

/** `restored`: the name of a table that was restored, which functions then use. The stack's own stays as it is, to be looked at. */
export function storage(scope: Construct, restored?: string): Storage {
  const name = filesName(scope);
  const own = table(scope);
  const used = restored === undefined ? own : Table.fromTableName(scope, 'RestoredTable', restored);
  new CfnOutput(scope, 'TableName', { value: used.tableName, description: 'For npm run recover' });
  new CfnOutput(scope, 'FilesBucket', { value: name, description: 'For npm run recover' });
  return { table: used, files: files(scope, name), filesOrigin: `https://${name}.s3.${Aws.REGION}.${Aws.URL_SUFFIX}` };
}

/**
 * Said, not left to CloudFormation: the app's security policy names the bucket and the bucket names the app, so that neither could be made
 * first. The stack's own id makes it another one for another stack, though this one's outlives it.
 */
function filesName(scope: Construct): string {
  return `${Stack.of(scope).stackName.toLowerCase()}-files-${Fn.select(2, Fn.split('/', Aws.STACK_ID))}`;
}

/** Lets the pages of one origin read what a presigned link leads to: they draw the PDF themselves. */
export function letRead({ files }: Storage, origin: string): void {
  files.addCorsRule({
    allowedOrigins: [origin],
    allowedMethods: [HttpMethods.GET],
    allowedHeaders: ['range'],
    exposedHeaders: ['Accept-Ranges', 'Content-Length', 'Content-Range'],
    maxAge: 3600,
  });
}

/** Losing this table is losing the business: it outlives the stack, cannot be deleted by accident, and any second of the last 35 days can be restored. */
function table(scope: Construct): Table {
  const made = new Table(scope, 'Table', {
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.AWS_MANAGED,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  for (const { name, partition, sort } of INDEXES) {
    made.addGlobalSecondaryIndex({
      indexName: name,
      partitionKey: { name: partition, type: AttributeType.STRING },
      sortKey: { name: sort, type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
  }
  return made;
}

export const PRIVATE = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  encryption: BucketEncryption.S3_MANAGED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  removalPolicy: RemovalPolicy.RETAIN,
} satisfies BucketProps;

function files(scope: Construct, bucketName: string): Bucket {
  const accessLog = new Bucket(scope, 'FilesAccessLog', { ...PRIVATE, lifecycleRules: [{ expiration: Duration.days(90) }] });
  // Versioned, so that an emailed PDF or a logo overwritten by mistake can be brought back for a month.
  const made = new Bucket(scope, 'Files', {
    ...PRIVATE,
    bucketName,
    versioned: true,
    // CDK's own types do not fit each other under exactOptionalPropertyTypes.
    serverAccessLogsBucket: accessLog as IBucket,
    lifecycleRules: [
      { id: 'downloads', prefix: 'downloads/', expiration: Duration.days(1), noncurrentVersionExpiration: Duration.days(1) },
      { id: 'kept', prefix: 'kept/', expiration: Duration.days(KEPT_DAYS), noncurrentVersionExpiration: Duration.days(36) },
      { id: 'unfinished', abortIncompleteMultipartUploadAfter: Duration.days(1) },
    ],
  });
  made.addToResourcePolicy(
    new PolicyStatement({
      sid: 'NoOldLinks',
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'],
      resources: [made.arnForObjects('*')],
      conditions: { NumericGreaterThan: { 's3:signatureAge': LINK_MS }, StringEquals: { 's3:authType': 'REST-QUERY-STRING' } },
    }),
  );
  return made;
}
