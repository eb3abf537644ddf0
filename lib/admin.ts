import { Aws, CfnOutput, Duration, Validations } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AccessLevel,
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Function as CloudFrontFunction,
  Distribution,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  PriceClass,
  type ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { adminHeaders, type Elsewhere } from './adminHeaders.ts';
import { TO_PAGE } from './adminPages.ts';
import { PRIVATE } from './storage.ts';

/** A domain of one's own for the app. Without a certificate something in front answers there, and passes on to CloudFront's domain. */
export type AdminAddress = {
  /** `https://billing.reseller.example/` */
  readonly adminUrl?: string;
  /** In us-east-1, for the host of `adminUrl`: CloudFront then answers there itself. */
  readonly adminCertificateArn?: string;
};

/** What CDK's context says: `-c adminUrl=https://… -c adminCertificateArn=arn:aws:acm:us-east-1:…`. */
export function addressFrom(context: (name: string) => unknown): AdminAddress {
  const [adminUrl, adminCertificateArn] = [context('adminUrl'), context('adminCertificateArn')];
  if (adminUrl === undefined && adminCertificateArn === undefined) return {};
  const origin = typeof adminUrl === 'string' ? URL.parse(adminUrl)?.origin : undefined;
  if (typeof adminUrl !== 'string' || (origin !== adminUrl && `${origin}/` !== adminUrl)) {
    throw new Error('adminUrl must be like https://billing.reseller.example/');
  }
  if (adminCertificateArn === undefined) return { adminUrl };
  if (typeof adminCertificateArn !== 'string' || !/^arn:[^:]+:acm:us-east-1:/.test(adminCertificateArn)) {
    throw new Error('adminCertificateArn must be like arn:aws:acm:us-east-1:…: CloudFront takes certificates of that region alone');
  }
  return { adminUrl, adminCertificateArn };
}

export type Admin = {
  readonly bucket: Bucket;
  readonly distribution: Distribution;
  /** Where people reach the app, `/` at the end included; the API is at `v1/` below it. */
  readonly url: string;
  /** The same without the `/`. */
  readonly origin: string;
};

/** The web app and the API under one origin: no cookie, no token and no request of the browser ever crosses one. */
export function admin(scope: Construct, http: HttpApi, elsewhere: Elsewhere, address: AdminAddress): Admin {
  const bucket = files(scope);
  const made = distribution(scope, bucket, http, adminHeaders(scope, elsewhere), address);
  const origin = address.adminUrl === undefined ? `https://${made.distributionDomainName}` : new URL(address.adminUrl).origin;
  const url = `${origin}/`;
  new CfnOutput(scope, 'AdminUrl', { value: url, description: 'Where people use Rebill' });
  return { bucket, distribution: made, url, origin };
}

/** Holds nothing that a deployment does not make again. */
function files(scope: Construct): Bucket {
  const made = new Bucket(scope, 'Admin', PRIVATE);
  Validations.of(made).acknowledge({
    id: 'AwsSolutions-S1',
    reason: 'The same public files for everyone, read by CloudFront alone: who read them when tells nothing',
  });
  return made;
}

function distribution(
  scope: Construct,
  bucket: Bucket,
  http: HttpApi,
  headers: ResponseHeadersPolicy,
  { adminUrl, adminCertificateArn }: AdminAddress,
): Distribution {
  const everywhere = { viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS, responseHeadersPolicy: headers };
  const made = new Distribution(scope, 'AdminDistribution', {
    comment: 'Rebill: the web app, and the API under /v1/',
    defaultRootObject: 'index.html',
    defaultBehavior: { ...everywhere, ...app(scope, bucket) },
    additionalBehaviors: { '/v1/*': { ...everywhere, ...api(http) } },
    errorResponses: ERRORS_UNKEPT,
    httpVersion: HttpVersion.HTTP2_AND_3,
    // The cheaper classes leave Australia out.
    priceClass: PriceClass.PRICE_CLASS_ALL,
    minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    ...(adminUrl !== undefined &&
      adminCertificateArn !== undefined && {
        domainNames: [new URL(adminUrl).hostname],
        certificate: Certificate.fromCertificateArn(scope, 'AdminCertificate', adminCertificateArn),
      }),
  });
  acknowledge(made, adminCertificateArn !== undefined);
  return made;
}

/** CloudFront keeps an origin's error for ten seconds, for everyone, even where it keeps nothing else: one clerk's 404 would be the next one's too. */
const ERRORS_UNKEPT = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504].map((httpStatus) => ({
  httpStatus,
  ttl: Duration.seconds(0),
}));

function app(scope: Construct, bucket: Bucket): BehaviorOptions {
  return {
    // Who may not list a bucket is told "denied" of a file that is not there; a missing file is a 404.
    origin: S3BucketOrigin.withOriginAccessControl(bucket as IBucket, { originAccessLevels: [AccessLevel.READ, AccessLevel.LIST] }),
    cachePolicy: CachePolicy.CACHING_OPTIMIZED,
    compress: true,
    functionAssociations: [
      {
        eventType: FunctionEventType.VIEWER_REQUEST,
        function: new CloudFrontFunction(scope, 'AdminPages', {
          comment: 'An address of a page of the app is answered with index.html',
          runtime: FunctionRuntime.JS_2_0,
          code: FunctionCode.fromInline(TO_PAGE),
        }),
      },
    ],
  };
}

function api(http: HttpApi): BehaviorOptions {
  return {
    origin: new HttpOrigin(`${http.apiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`, {
      protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
      originSslProtocols: [OriginSslPolicy.TLS_V1_2],
    }),
    allowedMethods: AllowedMethods.ALLOW_ALL,
    cachePolicy: CachePolicy.CACHING_DISABLED,
    // API Gateway knows itself by its own host name, and by no other.
    originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
  };
}

function acknowledge(made: Distribution, ownCertificate: boolean): void {
  const findings: Record<string, string> = {
    CFR1: 'Clerks travel; where a request comes from says nothing about who may sign in',
    CFR2: 'The API is throttled and asks for a token, the rest are public files. A firewall costs more than all else here, and may be put in front',
    CFR3: 'Its log would keep the codes in the addresses that sign-ins and Xero send people back to, and cannot leave them out; the API logs its calls',
    ...(!ownCertificate && {
      CFR4: "CloudFront's own domain takes what its own certificate takes; a domain of one's own takes TLS 1.2 and newer",
    }),
  };
  for (const [rule, reason] of Object.entries(findings)) Validations.of(made).acknowledge({ id: `AwsSolutions-${rule}`, reason });
}
