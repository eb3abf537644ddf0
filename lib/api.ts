import { CfnOutput, Duration, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Construct } from 'constructs';
import { ROUTES } from '../functions/routes.ts';
import { type Functions, isPlaced } from './functions.ts';
import type { Users } from './identity.ts';
import { logGroup } from './place.ts';

/** What the access log tells of a request: no token, no body, no address. `ip` is CloudFront's, but for those who go round it. */
const LOGGED = {
  requestId: '$context.requestId',
  at: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  bytes: '$context.responseLength',
  ip: '$context.identity.sourceIp',
  refusal: '$context.authorizer.error',
};

/** Made before the functions, some of which are told its address; its routes, which lead to the functions, come after them. */
export function httpApi(scope: Construct): HttpApi {
  return new HttpApi(scope, 'HttpApi', { createDefaultStage: false });
}

/** The HTTP API: one route an endpoint. CloudFront serves it at the web app's own origin, so no other origin is allowed any. */
export function api(scope: Construct, http: HttpApi, functions: Functions, { pool, client }: Users): void {
  const stage = new HttpStage(scope, 'HttpApiStage', {
    httpApi: http,
    stageName: '$default',
    autoDeploy: true,
    throttle: { rateLimit: 100, burstLimit: 200 },
    accessLogSettings: {
      destination: new LogGroupLogDestination(logGroup(scope, 'HttpApiLog')),
      format: AccessLogFormat.custom(JSON.stringify(LOGGED)),
    },
  });
  addRoutes(http, functions, new HttpUserPoolAuthorizer('SignedIn', pool, { userPoolClients: [client] }));
  new CfnOutput(scope, 'ApiUrl', { value: stage.url, description: 'Where the API answers' });
}

function addRoutes(http: HttpApi, functions: Functions, signedIn: HttpUserPoolAuthorizer): void {
  for (const { method, path, file, role } of ROUTES) {
    if (!isPlaced(file)) throw new Error(`${method} ${path} is answered by functions/${file}.ts, which lib/functions.ts does not place`);
    const [route] = http.addRoutes({
      path,
      methods: [HttpMethod[method]],
      integration: new HttpLambdaIntegration(file, functions[file], { timeout: Duration.seconds(29) }),
      ...(role !== 'anyone' && { authorizer: signedIn }),
    });
    if (route && role === 'anyone') {
      Validations.of(route).acknowledge({ id: 'AwsSolutions-APIG4', reason: 'Open by design: it tells nothing of any account' });
    }
  }
}
