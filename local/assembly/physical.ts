import type { Resource } from './assembly.ts';

/** The account that the embedded queues know themselves by. */
export const ACCOUNT = '000000000000';
export const REGION = 'ap-southeast-2';

/** What a resource is called once it is "deployed" here: its own name if the template gives one, else the stack's and its logical id. */
export type Physical = { readonly name: string; readonly ref: string; readonly attributes: Readonly<Record<string, string>> };

const arn = (service: string, rest: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;

type Names = { readonly stackName: string; readonly logicalId: string; readonly sqsEndpoint: string; readonly apiEndpoint: string };

/** `given`: the resource's name property with its functions worked out. */
export function physicalOf({ Type }: Resource, given: string | undefined, names: Names): Physical {
  const name = given ?? `${names.stackName}-${names.logicalId}`.slice(0, 80);
  const make = MAKERS[Type];
  return make ? make(name, names) : { name, ref: name, attributes: {} };
}

/** The property in which a template may name a resource of this type itself. */
export const NAME_PROPERTY: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Events::Rule': 'Name',
  'AWS::SES::ConfigurationSet': 'Name',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::SecretsManager::Secret': 'Name',
};

const MAKERS: Readonly<Record<string, (name: string, names: Names) => Physical>> = {
  'AWS::DynamoDB::Table': (name) => ({ name, ref: name, attributes: { Arn: arn('dynamodb', `table/${name}`) } }),
  'AWS::DynamoDB::GlobalTable': (name) => ({ name, ref: name, attributes: { Arn: arn('dynamodb', `table/${name}`) } }),
  'AWS::SQS::Queue': (name, { sqsEndpoint }) => {
    const url = `${sqsEndpoint}/${ACCOUNT}/${name}`;
    return { name, ref: url, attributes: { Arn: arn('sqs', name), QueueName: name, QueueUrl: url } };
  },
  'AWS::S3::Bucket': (name) => {
    const bucket = name.toLowerCase().slice(0, 63);
    return {
      name: bucket,
      ref: bucket,
      attributes: { Arn: `arn:aws:s3:::${bucket}`, RegionalDomainName: `${bucket}.s3.${REGION}.amazonaws.com` },
    };
  },
  'AWS::Lambda::Function': (name) => {
    const short = name.slice(0, 64);
    return { name: short, ref: short, attributes: { Arn: arn('lambda', `function:${short}`) } };
  },
  'AWS::Events::Rule': (name) => ({ name, ref: name, attributes: { Arn: arn('events', `rule/${name}`) } }),
  'AWS::SNS::Topic': (name) => ({ name, ref: arn('sns', name), attributes: { TopicName: name, TopicArn: arn('sns', name) } }),
  'AWS::Cognito::UserPool': (_, { logicalId }) => {
    const id = `${REGION}_${logicalId.slice(-8)}`;
    const provider = `cognito-idp.${REGION}.amazonaws.com/${id}`;
    return {
      name: id,
      ref: id,
      attributes: { Arn: arn('cognito-idp', `userpool/${id}`), ProviderName: provider, ProviderURL: `https://${provider}`, UserPoolId: id },
    };
  },
  'AWS::Cognito::UserPoolClient': (_, { logicalId }) => ({ name: logicalId, ref: logicalId, attributes: { ClientId: logicalId } }),
  'AWS::ApiGatewayV2::Api': (_, { logicalId, apiEndpoint }) => ({
    name: logicalId,
    ref: logicalId,
    attributes: { ApiId: logicalId, ApiEndpoint: apiEndpoint },
  }),
  'AWS::ApiGatewayV2::Authorizer': (_, { logicalId }) => ({ name: logicalId, ref: logicalId, attributes: { AuthorizerId: logicalId } }),
  'AWS::ApiGatewayV2::Integration': (_, { logicalId }) => ({ name: logicalId, ref: logicalId, attributes: {} }),
  'AWS::CloudFront::Distribution': (_, { logicalId }) => ({
    name: logicalId,
    ref: logicalId,
    attributes: { Id: logicalId, DomainName: `${logicalId.toLowerCase()}.cloudfront.net` },
  }),
  'AWS::CloudFront::Function': (name) => ({
    name,
    ref: name,
    attributes: { FunctionARN: `arn:aws:cloudfront::${ACCOUNT}:function/${name}` },
  }),
  'AWS::CloudFront::OriginAccessControl': (name) => ({ name, ref: name, attributes: { Id: name } }),
  'AWS::IAM::Role': (name) => ({ name, ref: name, attributes: { Arn: `arn:aws:iam::${ACCOUNT}:role/${name}`, RoleId: name } }),
  'AWS::Logs::LogGroup': (name) => ({ name, ref: name, attributes: { Arn: arn('logs', `log-group:${name}:*`) } }),
  'AWS::KMS::Key': (_, { logicalId }) => ({
    name: logicalId,
    ref: logicalId,
    attributes: { Arn: arn('kms', `key/${logicalId}`), KeyId: logicalId },
  }),
  'AWS::SecretsManager::Secret': (name) => ({
    name,
    // Secrets Manager adds six characters of its own to the name.
    ref: arn('secretsmanager', `secret:${name}-local0`),
    attributes: { Id: arn('secretsmanager', `secret:${name}-local0`) },
  }),
};

/** `arn:aws:sqs:…:orders` → `orders`; what an ARN of a queue, a function or a table names. */
export function nameInArn(text: string): string {
  return text
    .split(':')
    .slice(5)
    .join(':')
    .replace(/^(function:|table\/|rule\/)/, '');
}
