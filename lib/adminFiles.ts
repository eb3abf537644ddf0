import { Duration, Stack, Validations } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, type BucketDeploymentProps, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import type { Construct } from 'constructs';
import type { Admin } from './admin.ts';
import { logGroup } from './place.ts';

/** Files whose names hold a hash of what is in them: under such a name nothing else will ever be found. */
const HASHED = 'assets/*';

/**
 * Puts the built app, and the `config.json` that it reads first, where CloudFront finds them: first the new parts, then the page that names
 * them. Parts of older deployments stay: a page that was opened yesterday still loads its parts from them.
 */
export function adminFiles(scope: Construct, { bucket, distribution }: Admin, built: string, config: object): void {
  const into = {
    // CDK's own types do not fit each other under exactOptionalPropertyTypes.
    destinationBucket: bucket as IBucket,
    memoryLimit: 512,
    logGroup: logGroup(scope, 'AdminFilesLog'),
  } satisfies Partial<BucketDeploymentProps>;
  const parts = new BucketDeployment(scope, 'AdminParts', {
    ...into,
    sources: [Source.asset(built)],
    exclude: ['*'],
    include: [HASHED],
    prune: false,
    cacheControl: [CacheControl.setPublic(), CacheControl.maxAge(Duration.days(365)), CacheControl.immutable()],
  });
  const pages = new BucketDeployment(scope, 'AdminEntry', {
    ...into,
    sources: [Source.asset(built), Source.jsonData('config.json', config)],
    exclude: [HASHED],
    prune: true,
    cacheControl: [CacheControl.noCache()],
    distribution,
    distributionPaths: ['/index.html', '/config.json'],
  });
  pages.node.addDependency(parts);
  acknowledge(Stack.of(scope));
}

const COPIES = 'CDK makes it, and copies with it: from the bucket of assets into the bucket of the app, both named';

const FINDINGS: Readonly<Record<string, string>> = {
  'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]':
    'CDK makes it: it writes its log',
  ...Object.fromEntries(
    [
      ...['GetObject*', 'GetBucket*', 'List*', 'DeleteObject*', 'Abort*'].map((action) => `Action::s3:${action}`),
      'Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*',
      'Resource::<Admin.Arn>/*',
    ].map((finding) => [`AwsSolutions-IAM5[${finding}]`, COPIES]),
  ),
  'AwsSolutions-IAM5[Resource::*]': 'CDK makes it: it may make CloudFront forget what it has cached, and nothing else',
  'AwsSolutions-L1': 'CDK makes it, and chooses its runtime',
  'Serverless-LambdaLatestVersion': 'CDK makes it, and chooses its runtime',
  'Serverless-LambdaDLQ': 'Called by CloudFormation alone, which shows the failure to whoever deploys',
  'Serverless-LambdaTracing': 'It runs for a minute at a deployment, and logs what it copies',
};

/** All that is open about the function that copies: CDK makes one for the whole stack. */
function acknowledge(stack: Stack): void {
  const copying = stack.node.children.filter(({ node }) => node.id.startsWith('Custom::CDKBucketDeployment'));
  for (const each of copying) for (const [id, reason] of Object.entries(FINDINGS)) Validations.of(each).acknowledge({ id, reason });
}
