import { appOf, corsOf } from './app.ts';
import type { StackArtifact } from './assembly.ts';
import { nameInArn } from './physical.ts';
import { type Endpoints, friendlyName, type Resolved, type Resources, resolveStacks } from './resources.ts';
import type { ConfigurationSetSpec, FunctionSpec, MappingSpec, QueueSpec, RouteSpec, RuleSpec, Stack, TargetSpec } from './specs.ts';

type Props = Record<string, unknown>;

/** Everything in the template that the host runs. */
export function readStack(stacks: readonly StackArtifact[], endpoints: Endpoints): Stack {
  const resources = resolveStacks(stacks, endpoints);
  const assets = new Map(stacks.flatMap((stack) => [...stack.assets]));
  const app = appOf(resources, assets);
  return {
    functions: resources('AWS::Lambda::Function')
      .filter(runsHere)
      .map((resource) => functionOf(resource, assets, resources)),
    queues: resources('AWS::SQS::Queue').map(queueOf),
    tables: [...resources('AWS::DynamoDB::Table'), ...resources('AWS::DynamoDB::GlobalTable')].map(({ physical, properties }) => ({
      name: physical.name,
      properties,
    })),
    buckets: resources('AWS::S3::Bucket').map(({ physical }) => physical.name),
    cors: corsOf(resources),
    ...(app && { app }),
    mappings: resources('AWS::Lambda::EventSourceMapping').filter(isEnabled).map(mappingOf),
    rules: resources('AWS::Events::Rule').filter(isEnabled).map(ruleOf),
    routes: routesOf(resources),
    apiId: resources('AWS::ApiGatewayV2::Api')[0]?.physical.ref ?? 'local',
    configurationSets: configurationSetsOf(resources),
    keys: resources('AWS::KMS::Key').map(({ physical }) => ({ id: physical.ref, arn: physical.attributes.Arn ?? '' })),
    secrets: resources('AWS::SecretsManager::Secret').map(({ physical }) => ({ name: physical.name, arn: physical.ref })),
  };
}

const isEnabled = ({ properties }: Resolved) => properties.Enabled !== false && properties.State !== 'DISABLED';

/** Others are CDK's own, which help CloudFormation to deploy; nothing is deployed here. */
const runsHere = ({ properties }: Resolved) => String(properties.Runtime).startsWith('nodejs');

function functionOf(resource: Resolved, assets: ReadonlyMap<string, string>, resources: Resources): FunctionSpec {
  const { physical, properties } = resource;
  const invoke = resources('AWS::Lambda::EventInvokeConfig').find((config) => config.properties.FunctionName === physical.ref)?.properties;
  const onFailure = ((invoke?.DestinationConfig as Props)?.OnFailure as Props)?.Destination;
  const deadLetter = (properties.DeadLetterConfig as Props)?.TargetArn;
  return {
    name: physical.name,
    friendlyName: friendlyName(resource),
    arn: physical.attributes.Arn ?? '',
    dir: assets.get(String((properties.Code as Props).S3Key)) ?? '',
    handler: String(properties.Handler),
    timeoutSeconds: Number(properties.Timeout ?? 3),
    memoryMb: Number(properties.MemorySize ?? 128),
    environment: ((properties.Environment as Props)?.Variables ?? {}) as Record<string, string>,
    retries: Number(invoke?.MaximumRetryAttempts ?? 2),
    ...(deadLetter ? { deadLetterQueue: nameInArn(String(deadLetter)) } : {}),
    ...(onFailure ? { onFailure: nameInArn(String(onFailure)) } : {}),
  };
}

const QUEUE_ATTRIBUTES = [
  'DelaySeconds',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'VisibilityTimeout',
  'RedrivePolicy',
  'FifoQueue',
  'ContentBasedDeduplication',
];

function queueOf(resource: Resolved): QueueSpec {
  const { physical, properties } = resource;
  const given = QUEUE_ATTRIBUTES.filter((name) => properties[name] !== undefined);
  const text = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value));
  return {
    name: physical.name,
    friendlyName: friendlyName(resource),
    url: physical.ref,
    attributes: Object.fromEntries(given.map((name) => [name, text(properties[name])])),
  };
}

function mappingOf({ properties }: Resolved): MappingSpec {
  const types = (properties.FunctionResponseTypes ?? []) as string[];
  const arn = String(properties.EventSourceArn);
  return {
    queue: nameInArn(arn),
    queueArn: arn,
    function: nameOfFunction(properties.FunctionName),
    batchSize: Number(properties.BatchSize ?? 10),
    windowSeconds: Number(properties.MaximumBatchingWindowInSeconds ?? 0),
    reportsFailures: types.includes('ReportBatchItemFailures'),
    concurrency: Number((properties.ScalingConfig as Props)?.MaximumConcurrency ?? 5),
  };
}

const nameOfFunction = (value: unknown) => (String(value).startsWith('arn:') ? nameInArn(String(value)) : String(value));

function ruleOf(resource: Resolved): RuleSpec {
  const { physical, properties } = resource;
  return {
    name: properties.Name ? physical.name : friendlyName(resource),
    arn: physical.attributes.Arn ?? '',
    ...(properties.ScheduleExpression ? { schedule: String(properties.ScheduleExpression) } : {}),
    ...(properties.EventPattern ? { pattern: properties.EventPattern as Props } : {}),
    targets: ((properties.Targets ?? []) as Props[]).map(targetOf),
  };
}

function targetOf(target: Props): TargetSpec {
  const deadLetter = (target.DeadLetterConfig as Props)?.Arn;
  return {
    function: nameOfFunction(target.Arn),
    ...(target.Input === undefined ? {} : { input: String(target.Input) }),
    ...(target.InputPath === undefined ? {} : { inputPath: String(target.InputPath) }),
    ...(target.InputTransformer ? { inputTransformer: target.InputTransformer as NonNullable<TargetSpec['inputTransformer']> } : {}),
    ...(deadLetter ? { deadLetterQueue: nameInArn(String(deadLetter)) } : {}),
  };
}

function routesOf(resources: Resources): RouteSpec[] {
  const integrations = new Map(resources('AWS::ApiGatewayV2::Integration').map(({ physical, properties }) => [physical.ref, properties]));
  const authorizers = new Map(resources('AWS::ApiGatewayV2::Authorizer').map(({ physical, properties }) => [physical.ref, properties]));
  return resources('AWS::ApiGatewayV2::Route').map(({ properties }) => {
    const key = String(properties.RouteKey);
    const [method = 'ANY', path = key] = key === '$default' ? ['ANY', '/{proxy+}'] : key.split(' ');
    const integration = integrations.get(String(properties.Target).replace(/^integrations\//, ''));
    const jwt = authorizers.get(String(properties.AuthorizerId))?.JwtConfiguration as Props | undefined;
    if (properties.AuthorizationType === 'JWT' && !jwt) throw new Error(`The route ${key} names no JWT authorizer of the template`);
    return {
      method,
      path,
      key,
      function: functionInUri(String(integration?.IntegrationUri)),
      scopes: (properties.AuthorizationScopes ?? []) as string[],
      ...(jwt ? { authorizer: { issuer: String(jwt.Issuer), audience: (jwt.Audience ?? []) as string[] } } : {}),
    };
  });
}

/** Either the function's own ARN, or `…:path/2015-03-31/functions/<its ARN>/invocations`. */
const functionInUri = (uri: string) => nameInArn(/functions\/(.+)\/invocations$/.exec(uri)?.[1] ?? uri);

function configurationSetsOf(resources: Resources): ConfigurationSetSpec[] {
  const destinations = resources('AWS::SES::ConfigurationSetEventDestination').map(({ properties }) => ({
    set: String(properties.ConfigurationSetName),
    destination: properties.EventDestination as Props,
  }));
  return resources('AWS::SES::ConfigurationSet').map(({ physical }) => {
    const published = destinations
      .filter(({ set, destination }) => set === physical.ref && destination.Enabled !== false && destination.EventBridgeDestination)
      .flatMap(({ destination }) => destination.MatchingEventTypes as string[]);
    return { name: physical.name, events: new Set(published.map((type) => type.toUpperCase().replace(/[^A-Z]/g, ''))) };
  });
}
