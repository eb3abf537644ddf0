/** A Lambda function as the template describes it. */
export type FunctionSpec = {
  readonly name: string;
  readonly friendlyName: string;
  readonly arn: string;
  readonly dir: string;
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Asynchronous invocations: how often one that failed is tried again, and the queue it ends in. */
  readonly retries: number;
  readonly deadLetterQueue?: string;
  readonly onFailure?: string;
};

export type QueueSpec = {
  readonly name: string;
  readonly friendlyName: string;
  readonly url: string;
  readonly attributes: Readonly<Record<string, string>>;
};

export type TableSpec = { readonly name: string; readonly properties: Readonly<Record<string, unknown>> };

export type MappingSpec = {
  readonly queue: string;
  readonly queueArn: string;
  readonly function: string;
  readonly batchSize: number;
  readonly windowSeconds: number;
  readonly reportsFailures: boolean;
  readonly concurrency: number;
};

export type TargetSpec = {
  readonly function: string;
  readonly input?: string;
  readonly inputPath?: string;
  readonly inputTransformer?: { readonly InputPathsMap?: Record<string, string>; readonly InputTemplate: string };
  readonly deadLetterQueue?: string;
};

export type RuleSpec = {
  readonly name: string;
  readonly arn: string;
  readonly schedule?: string;
  readonly pattern?: Record<string, unknown>;
  readonly targets: readonly TargetSpec[];
};

export type AuthorizerSpec = { readonly issuer: string; readonly audience: readonly string[] };

export type RouteSpec = {
  readonly method: string;
  readonly path: string;
  readonly key: string;
  readonly function: string;
  readonly authorizer?: AuthorizerSpec;
  readonly scopes: readonly string[];
};

/** `events`: the types that are published to the default bus, in the template's words (`SEND`, `BOUNCE`). */
export type ConfigurationSetSpec = { readonly name: string; readonly events: ReadonlySet<string> };

export type Stack = {
  readonly functions: readonly FunctionSpec[];
  readonly queues: readonly QueueSpec[];
  readonly tables: readonly TableSpec[];
  readonly buckets: readonly string[];
  readonly mappings: readonly MappingSpec[];
  readonly rules: readonly RuleSpec[];
  readonly routes: readonly RouteSpec[];
  readonly apiId: string;
  readonly configurationSets: readonly ConfigurationSetSpec[];
  /** KMS's, and Secrets Manager's. */
  readonly keys: readonly { readonly id: string; readonly arn: string }[];
  readonly secrets: readonly { readonly name: string; readonly arn: string }[];
};
