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

/** Whose pages may read a bucket's objects, as S3's CORS configuration says it. `*` stands for anything within an origin. */
export type CorsRuleSpec = {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposed: readonly string[];
  readonly maxAgeSeconds: number;
};

/** Files that a deployment copies: those of its folders, a later one's before an earlier one's, but for what its patterns leave out. */
export type CopySpec = {
  readonly folders: readonly string[];
  readonly exclude: readonly string[];
  /** What of the excluded is copied all the same. */
  readonly include: readonly string[];
  readonly cacheControl?: string;
};

/** How CloudFront treats the paths of a pattern: which headers each answer has, and the code that a request goes through first. */
export type BehaviourSpec = {
  readonly pattern: string;
  readonly servesFiles: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly viewerRequest?: string;
};

/** The web app as the pool of its people knows it. Lives in seconds. */
export type ClientSpec = {
  readonly clientId: string;
  readonly callbackUrls: readonly string[];
  readonly logoutUrls: readonly string[];
  readonly scopes: readonly string[];
  readonly idTokenLife: number;
  readonly refreshTokenLife: number;
  /** Where people sign in, in the cloud. */
  readonly signInOrigin: string;
};

/** The web app: one origin, at which CloudFront answers by the first behaviour whose pattern fits. */
export type AppSpec = {
  readonly origin: string;
  readonly behaviours: readonly BehaviourSpec[];
  readonly copies: readonly CopySpec[];
  readonly client: ClientSpec;
};

export type Stack = {
  readonly functions: readonly FunctionSpec[];
  readonly queues: readonly QueueSpec[];
  readonly tables: readonly TableSpec[];
  readonly buckets: readonly string[];
  /** By bucket; only those that any page may read. */
  readonly cors: Readonly<Record<string, readonly CorsRuleSpec[]>>;
  /** Undefined when the template makes no distribution. */
  readonly app?: AppSpec;
  readonly mappings: readonly MappingSpec[];
  readonly rules: readonly RuleSpec[];
  readonly routes: readonly RouteSpec[];
  readonly apiId: string;
  readonly configurationSets: readonly ConfigurationSetSpec[];
  /** KMS's, and Secrets Manager's. */
  readonly keys: readonly { readonly id: string; readonly arn: string }[];
  readonly secrets: readonly { readonly name: string; readonly arn: string }[];
};
