import { REGION } from './physical.ts';
import type { Resolved, Resources } from './resources.ts';
import type { AppSpec, BehaviourSpec, ClientSpec, CopySpec, CorsRuleSpec } from './specs.ts';

type Props = Record<string, unknown>;

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
const propsOf = (value: unknown): Props => (value ?? {}) as Props;
const listOf = (value: unknown): Props[] => (value ?? []) as Props[];

/** The web app of the template: its distribution, what is copied into its bucket, and the client that people sign in to. */
export function appOf(resources: Resources, assets: ReadonlyMap<string, string>): AppSpec | undefined {
  const [distribution] = resources('AWS::CloudFront::Distribution');
  const [client] = resources('AWS::Cognito::UserPoolClient');
  if (!distribution || !client) return undefined;
  const made = clientOf(client, resources);
  return {
    // The app's address, be it CloudFront's or a domain of its own, is where its sign-ins lead back to.
    origin: URL.parse(made.callbackUrls[0] ?? '')?.origin ?? '',
    behaviours: behavioursOf(propsOf(distribution.properties.DistributionConfig), resources),
    copies: resources('Custom::CDKBucketDeployment').map((copy) => copyOf(copy, assets)),
    client: made,
  };
}

function copyOf({ properties }: Resolved, assets: ReadonlyMap<string, string>): CopySpec {
  const cacheControl = propsOf(properties.SystemMetadata)['cache-control'];
  return {
    folders: texts(properties.SourceObjectKeys).map((key) => {
      const folder = assets.get(key);
      if (folder === undefined) throw new Error(`The template copies the asset ${key}, which the cloud assembly does not hold`);
      return folder;
    }),
    exclude: texts(properties.Exclude),
    include: texts(properties.Include),
    ...(cacheControl === undefined ? {} : { cacheControl: String(cacheControl) }),
  };
}

/** In the order in which CloudFront asks them, the default one last. */
function behavioursOf({ CacheBehaviors, DefaultCacheBehavior, Origins }: Props, resources: Resources): BehaviourSpec[] {
  const buckets = listOf(Origins)
    .filter(({ S3OriginConfig }) => S3OriginConfig)
    .map(({ Id }) => Id);
  const codes = new Map(
    resources('AWS::CloudFront::Function').map(({ physical, properties }) => [
      physical.attributes.FunctionARN,
      String(properties.FunctionCode),
    ]),
  );
  const policies = new Map(
    resources('AWS::CloudFront::ResponseHeadersPolicy').map(({ physical, properties }) => [
      physical.ref,
      headersOf(propsOf(properties.ResponseHeadersPolicyConfig)),
    ]),
  );
  return [...listOf(CacheBehaviors), { ...propsOf(DefaultCacheBehavior), PathPattern: '*' }].map((behaviour: Props) => {
    const first = listOf(behaviour.FunctionAssociations).find(({ EventType }) => EventType === 'viewer-request');
    const viewerRequest = codes.get(String(first?.FunctionARN));
    return {
      pattern: String(behaviour.PathPattern),
      servesFiles: buckets.includes(behaviour.TargetOriginId),
      headers: policies.get(String(behaviour.ResponseHeadersPolicyId)) ?? {},
      ...(viewerRequest === undefined ? {} : { viewerRequest }),
    };
  });
}

/** The headers that a response headers policy adds, as CloudFront writes them. */
function headersOf({ SecurityHeadersConfig, CustomHeadersConfig }: Props): Record<string, string> {
  const security = propsOf(SecurityHeadersConfig);
  const { ContentSecurityPolicy, StrictTransportSecurity, ContentTypeOptions, FrameOptions, ReferrerPolicy } = security;
  const transport = propsOf(StrictTransportSecurity);
  const custom = listOf(propsOf(CustomHeadersConfig).Items).map(({ Header, Value }) => [String(Header).toLowerCase(), String(Value)]);
  return {
    ...(ContentSecurityPolicy ? { 'content-security-policy': String(propsOf(ContentSecurityPolicy).ContentSecurityPolicy) } : {}),
    ...(StrictTransportSecurity
      ? {
          'strict-transport-security': `max-age=${transport.AccessControlMaxAgeSec}${transport.IncludeSubdomains ? '; includeSubDomains' : ''}`,
        }
      : {}),
    ...(ContentTypeOptions ? { 'x-content-type-options': 'nosniff' } : {}),
    ...(FrameOptions ? { 'x-frame-options': String(propsOf(FrameOptions).FrameOption) } : {}),
    ...(ReferrerPolicy ? { 'referrer-policy': String(propsOf(ReferrerPolicy).ReferrerPolicy) } : {}),
    ...Object.fromEntries(custom),
  };
}

const SECONDS: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

function clientOf({ physical, properties }: Resolved, resources: Resources): ClientSpec {
  const units = propsOf(properties.TokenValidityUnits);
  const life = (validity: unknown, unit: unknown, byDefault: number, defaultUnit: string) =>
    Number(validity ?? byDefault) * (SECONDS[String(unit ?? defaultUnit)] ?? 1);
  const domain = resources('AWS::Cognito::UserPoolDomain')[0]?.properties.Domain;
  return {
    clientId: physical.ref,
    callbackUrls: texts(properties.CallbackURLs),
    logoutUrls: texts(properties.LogoutURLs),
    scopes: texts(properties.AllowedOAuthScopes),
    // Cognito's own defaults are an hour, and thirty days.
    idTokenLife: life(properties.IdTokenValidity, units.IdToken, 1, 'hours'),
    refreshTokenLife: life(properties.RefreshTokenValidity, units.RefreshToken, 30, 'days'),
    signInOrigin: `https://${domain}.auth.${REGION}.amazoncognito.com`,
  };
}

export function corsOf(resources: Resources): Record<string, CorsRuleSpec[]> {
  const ruled = resources('AWS::S3::Bucket').map(({ physical, properties }): [string, CorsRuleSpec[]] => [
    physical.name,
    listOf(propsOf(properties.CorsConfiguration).CorsRules).map((rule) => ({
      origins: texts(rule.AllowedOrigins),
      methods: texts(rule.AllowedMethods),
      headers: texts(rule.AllowedHeaders),
      exposed: texts(rule.ExposedHeaders),
      maxAgeSeconds: Number(rule.MaxAge ?? 0),
    })),
  ]);
  return Object.fromEntries(ruled.filter(([, rules]) => rules.length > 0));
}
