import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { addressFrom } from '../../lib/admin.ts';
import { TO_PAGE } from '../../lib/adminPages.ts';
import { type Deployed, deployed, type Statement } from './deployed.ts';

const cloud = deployed();
const { template, of } = cloud;

type Behaviour = {
  readonly PathPattern?: string;
  readonly AllowedMethods?: string[];
  readonly CachePolicyId: string;
  readonly OriginRequestPolicyId?: string;
  readonly Compress: boolean;
  readonly TargetOriginId: string;
  readonly ViewerProtocolPolicy: string;
  readonly ResponseHeadersPolicyId: { readonly Ref: string };
  readonly FunctionAssociations?: object[];
};
type Origin = {
  readonly Id: string;
  readonly DomainName: unknown;
  readonly OriginAccessControlId?: unknown;
  readonly CustomOriginConfig?: { readonly OriginProtocolPolicy: string; readonly OriginSSLProtocols: string[] };
};
type Config = {
  readonly DefaultCacheBehavior: Behaviour;
  readonly CacheBehaviors: Behaviour[];
  readonly Origins: Origin[];
  readonly CustomErrorResponses: { readonly ErrorCode: number; readonly ErrorCachingMinTTL: number }[];
  readonly Aliases?: string[];
  readonly ViewerCertificate?: object;
  readonly PriceClass: string;
};

const configOf = ({ of }: Deployed): Config | undefined =>
  Object.values(of<{ DistributionConfig: Config }>('AWS::CloudFront::Distribution'))[0]?.DistributionConfig;
const config = configOf(cloud) ?? expect.fail('no distribution');
const originOf = ({ TargetOriginId }: Behaviour): Origin | undefined => config.Origins.find(({ Id }) => Id === TargetOriginId);

// CloudFront's own policies, by the ids in its documentation.
const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';
const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const ALL_VIEWER_EXCEPT_HOST_HEADER = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

describe("the app's origin", () => {
  const app = config.DefaultCacheBehavior;
  const [api, ...others] = config.CacheBehaviors;

  it('serves the app from its bucket, compressed and cached', () => {
    expect(app).toMatchObject({ CachePolicyId: CACHING_OPTIMIZED, Compress: true });
    expect(originOf(app)?.DomainName).toEqual({ 'Fn::GetAtt': ['Admin', 'RegionalDomainName'] });
  });

  it('passes everything under /v1/ to the API, as it came, and keeps no answer', () => {
    expect(others).toEqual([]);
    expect(api).toMatchObject({
      PathPattern: '/v1/*',
      CachePolicyId: CACHING_DISABLED,
      OriginRequestPolicyId: ALL_VIEWER_EXCEPT_HOST_HEADER,
    });
    expect(api?.AllowedMethods?.toSorted()).toEqual(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']);
    const origin = api && originOf(api);
    expect(JSON.stringify(origin?.DomainName)).toMatch(/\{"Ref":"HttpApi"\},"\.execute-api\."/);
    expect(origin?.CustomOriginConfig).toMatchObject({ OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] });
  });

  it('is never plain HTTP, and has the same security headers everywhere', () => {
    for (const { ViewerProtocolPolicy, ResponseHeadersPolicyId } of [app, ...config.CacheBehaviors]) {
      expect([ViewerProtocolPolicy, ResponseHeadersPolicyId]).toEqual(['redirect-to-https', { Ref: 'AdminHeaders' }]);
    }
  });

  it("lets the API's refusals through as they are, and shows none of them to the next one who asks", () => {
    expect(config.CustomErrorResponses.map(({ ErrorCode }) => ErrorCode)).toEqual([400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504]);
    for (const each of config.CustomErrorResponses) expect(Object.keys(each).sort()).toEqual(['ErrorCachingMinTTL', 'ErrorCode']);
    expect(config.CustomErrorResponses.filter(({ ErrorCachingMinTTL }) => ErrorCachingMinTTL !== 0)).toEqual([]);
  });

  it('is near everyone: the cheaper classes leave Australia out', () => expect(config.PriceClass).toBe('PriceClass_All'));
});

describe("the app's bucket", () => {
  it('is private, and read by this distribution alone, which is told of what is missing', () => {
    expect(config.Origins.find(({ OriginAccessControlId }) => OriginAccessControlId)?.DomainName).toEqual({
      'Fn::GetAtt': ['Admin', 'RegionalDomainName'],
    });
    template.hasResourceProperties('AWS::CloudFront::OriginAccessControl', {
      OriginAccessControlConfig: { OriginAccessControlOriginType: 's3', SigningBehavior: 'always', SigningProtocol: 'sigv4' },
    });
    const { Statement: said = [] } =
      of<{ PolicyDocument: { Statement: (Statement & { Principal: object })[] } }>('AWS::S3::BucketPolicy').AdminPolicy?.PolicyDocument ??
      {};
    const allowed = said.filter(({ Effect }) => Effect === 'Allow');
    expect(allowed.map(({ Principal, Action }) => [Principal, Action])).toEqual([
      [{ Service: 'cloudfront.amazonaws.com' }, ['s3:GetObject', 's3:ListBucket']],
    ]);
    expect(JSON.stringify(allowed[0]?.Condition)).toContain('{"Ref":"AdminDistribution"}');
  });

  type Copy = {
    Exclude?: string[];
    Include?: string[];
    Prune: boolean;
    SystemMetadata: object;
    SourceObjectKeys: string[];
    DistributionPaths?: string[];
  };
  const copies = of<Copy>('Custom::CDKBucketDeployment');

  it('gets new parts first, for good: what is open in some browser still finds the old ones', () => {
    expect(copies.AdminPartsCustomResource512MiB).toMatchObject({
      Exclude: ['*'],
      Include: ['assets/*'],
      Prune: false,
      SystemMetadata: { 'cache-control': 'public, max-age=31536000, immutable' },
    });
    const entry = template.findResources('Custom::CDKBucketDeployment').AdminEntryCustomResource512MiB;
    expect(entry?.DependsOn).toContain('AdminPartsCustomResource512MiB');
  });

  it('gets the page and what it reads first afterwards, asked for anew each time', () => {
    expect(copies.AdminEntryCustomResource512MiB).toMatchObject({
      Exclude: ['assets/*'],
      Prune: true,
      SystemMetadata: { 'cache-control': 'no-cache' },
      DistributionPaths: ['/index.html', '/config.json'],
    });
    expect(copies.AdminEntryCustomResource512MiB?.SourceObjectKeys).toHaveLength(2);
  });
});

describe('what a browser is told', () => {
  type Headers = {
    readonly SecurityHeadersConfig: {
      readonly ContentSecurityPolicy: { readonly ContentSecurityPolicy: { readonly 'Fn::Join': [string, unknown[]] } };
      readonly [more: string]: unknown;
    };
    readonly CustomHeadersConfig: { readonly Items: { readonly Header: string; readonly Value: string }[] };
  };
  const headers = of<{ ResponseHeadersPolicyConfig: Headers }>('AWS::CloudFront::ResponseHeadersPolicy').AdminHeaders
    ?.ResponseHeadersPolicyConfig;
  // Names of the template in angle brackets, and the stack's own id for what is cut out of it.
  const policy = (headers?.SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy['Fn::Join'][1] ?? [])
    .map((part) =>
      typeof part === 'string' ? part : part !== null && typeof part === 'object' && 'Ref' in part ? `<${part.Ref}>` : '<id>',
    )
    .join('');
  const directives = Object.fromEntries(policy.split('; ').map((directive) => directive.split(/ (.*)/s).slice(0, 2)));
  const FILES = 'https://rebill-files-<id>.s3.<AWS::Region>.<AWS::URLSuffix>';

  it('is to run nothing but the files of this origin, and to talk to the API, the files and the sign-in alone', () => {
    expect(directives).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self' 'unsafe-inline'",
      'img-src': `'self' data: ${FILES}`,
      'font-src': "'self'",
      'connect-src': `'self' ${FILES} https://rebill-<AWS::AccountId>.auth.<AWS::Region>.amazoncognito.com`,
      'worker-src': "'self'",
      'manifest-src': "'self'",
      'form-action': "'self'",
      'object-src': "'none'",
      'base-uri': "'none'",
      'frame-ancestors': "'none'",
    });
  });

  it('names the very bucket that the files lie in', () => {
    const name = JSON.stringify(of<{ BucketName: unknown }>('AWS::S3::Bucket').Files?.BucketName);
    const inPolicy = JSON.stringify(headers?.SecurityHeadersConfig.ContentSecurityPolicy);
    const id = '{"Fn::Select":[2,{"Fn::Split":["/",{"Ref":"AWS::StackId"}]}]}';
    expect(name).toBe(`{"Fn::Join":["",["rebill-files-",${id}]]}`);
    expect(inPolicy.split(id)).toHaveLength(3);
  });

  it('is to stay with HTTPS, to guess no type, to show the app in no frame and to tell no other site where it was', () => {
    expect(headers?.SecurityHeadersConfig).toMatchObject({
      StrictTransportSecurity: { AccessControlMaxAgeSec: 63_072_000, IncludeSubdomains: true, Override: true },
      ContentTypeOptions: { Override: true },
      FrameOptions: { FrameOption: 'DENY', Override: true },
      ReferrerPolicy: { ReferrerPolicy: 'no-referrer', Override: true },
    });
    const custom = Object.fromEntries(headers?.CustomHeadersConfig.Items.map(({ Header, Value }) => [Header, Value]) ?? []);
    expect(custom['permissions-policy']).toContain('camera=()');
    expect(custom['cross-origin-opener-policy']).toBe('same-origin');
  });
});

describe('the files of invoices', () => {
  const rules = ({ of }: Deployed) =>
    of<{ CorsConfiguration?: { CorsRules: { AllowedOrigins: unknown[] }[] } }>('AWS::S3::Bucket').Files?.CorsConfiguration?.CorsRules;

  it("can be read by the app's pages, and by no other site's", () => {
    expect(rules(cloud)).toEqual([
      {
        AllowedOrigins: [{ 'Fn::Join': ['', ['https://', { 'Fn::GetAtt': ['AdminDistribution', 'DomainName'] }]] }],
        AllowedMethods: ['GET'],
        AllowedHeaders: ['range'],
        ExposedHeaders: ['Accept-Ranges', 'Content-Length', 'Content-Range'],
        MaxAge: 3600,
      },
    ]);
    const others = Object.entries(of<{ CorsConfiguration?: object }>('AWS::S3::Bucket')).filter(([id]) => id !== 'Files');
    expect(others.filter(([, bucket]) => bucket.CorsConfiguration)).toEqual([]);
  });

  it('can be read at a domain of one’s own, if there is one', () => {
    expect(rules(deployed({ address: { adminUrl: 'https://app.reseller.example/' } }))?.[0]?.AllowedOrigins).toEqual([
      'https://app.reseller.example',
    ]);
  });
});

describe('an address in the app', () => {
  const handler = runInNewContext(`${TO_PAGE}\nhandler`) as (event: { request: { uri: string } }) => { uri: string };
  const answered = (uri: string) => handler({ request: { uri } }).uri;

  it.each(['/', '/invoices', '/invoices/2026-11_abc', '/xero', '/customers/', '/v1'])('%s is drawn by the one page', (uri) =>
    expect(answered(uri)).toBe('/index.html'),
  );

  it.each([
    '/index.html',
    '/config.json',
    '/icon.svg',
    '/assets/index-1a2b.js',
    '/assets/none',
    '/v1/account',
    '/v1/a/b',
    '/.well-known/x.txt',
  ])('%s is what it says, there or not', (uri) => expect(answered(uri)).toBe(uri));
});

describe('where people reach the app', () => {
  const clientOf = ({ of }: Deployed) => of<Record<string, unknown>>('AWS::Cognito::UserPoolClient').UsersAdminClient;
  const urlOf = ({ template }: Deployed): unknown => template.findOutputs('AdminUrl').AdminUrl?.Value;

  it("is CloudFront's own domain, to which sign-ins lead back", () => {
    const url = { 'Fn::Join': ['', ['https://', { 'Fn::GetAtt': ['AdminDistribution', 'DomainName'] }, '/']] };
    expect(urlOf(cloud)).toEqual(url);
    expect(clientOf(cloud)).toMatchObject({ CallbackURLs: [url], LogoutURLs: [url] });
    expect(config).not.toHaveProperty('Aliases');
  });

  it('is a domain of one’s own, at which CloudFront answers when it has the certificate', () => {
    const adminUrl = 'https://app.reseller.example';
    const behind = deployed({ address: { adminUrl } });
    expect(urlOf(behind)).toBe('https://app.reseller.example/');
    expect(clientOf(behind)).toMatchObject({ CallbackURLs: ['https://app.reseller.example/'] });
    expect(configOf(behind)).not.toHaveProperty('Aliases');
    const adminCertificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/abc';
    expect(configOf(deployed({ address: { adminUrl, adminCertificateArn } }))).toMatchObject({
      Aliases: ['app.reseller.example'],
      ViewerCertificate: { AcmCertificateArn: adminCertificateArn, MinimumProtocolVersion: 'TLSv1.2_2021', SslSupportMethod: 'sni-only' },
    });
  });

  it('is said on the command line, or refused', () => {
    const said = (context: Record<string, unknown>) => () => addressFrom((name) => context[name]);
    expect(said({})()).toEqual({});
    expect(said({ adminUrl: 'https://a.example/' })()).toEqual({ adminUrl: 'https://a.example/' });
    for (const adminUrl of ['a.example', 'https://a.example/app', 5]) expect(said({ adminUrl })).toThrow('adminUrl must be like');
    expect(said({ adminCertificateArn: 'arn:aws:acm:us-east-1:1:certificate/a' })).toThrow('adminUrl must be like');
    const elsewhere = { adminUrl: 'https://a.example', adminCertificateArn: 'arn:aws:acm:eu-west-1:1:certificate/a' };
    expect(said(elsewhere)).toThrow('of that region alone');
  });
});

describe('signing in', () => {
  it('is by a code that only the app can use, lasts a working day and is prolonged by the hour', () => {
    template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'email'],
      ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
      GenerateSecret: false,
      EnableTokenRevocation: true,
      IdTokenValidity: 60,
      RefreshTokenValidity: 720,
      TokenValidityUnits: { IdToken: 'minutes', AccessToken: 'minutes', RefreshToken: 'minutes' },
    });
  });

  it('is where /config.json says', () => {
    const markers = of<{ SourceMarkers: Record<string, unknown>[] }>('Custom::CDKBucketDeployment').AdminEntryCustomResource512MiB
      ?.SourceMarkers;
    const named = JSON.stringify(markers?.[1]);
    for (const part of ['{"Fn::GetAtt":["Users","ProviderURL"]}', '{"Ref":"UsersAdminClient"}']) expect(named).toContain(part);
    template.hasResourceProperties('AWS::Cognito::UserPoolDomain', {
      Domain: { 'Fn::Join': ['', ['rebill-', { Ref: 'AWS::AccountId' }]] },
    });
  });
});
