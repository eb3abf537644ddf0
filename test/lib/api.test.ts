import { describe, expect, it } from 'vitest';
import { ROUTES } from '../../functions/routes.ts';
import { deployed } from './deployed.ts';

const { of, template } = deployed();

type RouteProps = { RouteKey: string; AuthorizationType?: string; AuthorizerId?: { Ref: string }; Target: unknown };

describe('the API', () => {
  const routes = Object.values(of<RouteProps>('AWS::ApiGatewayV2::Route'));

  it('has exactly the listed routes', () => {
    expect(routes.map(({ RouteKey }) => RouteKey).sort()).toEqual(ROUTES.map(({ method, path }) => `${method} ${path}`).sort());
  });

  it('asks everywhere for a token, but for the two that tell nothing and the one that Xero sends people back to', () => {
    const open = routes.filter(({ AuthorizationType }) => AuthorizationType !== 'JWT').map(({ RouteKey }) => RouteKey);
    expect(open.sort()).toEqual(['GET /v1/health', 'GET /v1/openapi.json', 'GET /v1/xero/callback']);
    const authorizers = routes.flatMap(({ AuthorizerId }) => AuthorizerId?.Ref ?? []);
    expect(authorizers).toHaveLength(routes.length - 3);
    expect(new Set(authorizers).size).toBe(1);
  });

  it('takes only tokens that our user pool made for our client', () => {
    template.resourceCountIs('AWS::ApiGatewayV2::Authorizer', 1);
    template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: {
        Audience: [{ Ref: 'UsersAdminClient' }],
        Issuer: { 'Fn::Join': ['', ['https://cognito-idp.', { Ref: 'AWS::Region' }, '.amazonaws.com/', { Ref: 'Users' }]] },
      },
    });
  });

  it('leads each route to the function of its file, which it alone may call', () => {
    const integrations = of<{ IntegrationUri: { 'Fn::GetAtt': [string, string] }; PayloadFormatVersion: string }>(
      'AWS::ApiGatewayV2::Integration',
    );
    for (const { method, path, file } of ROUTES) {
      const target = JSON.stringify(routes.find(({ RouteKey }) => RouteKey === `${method} ${path}`)?.Target);
      const integration = Object.entries(integrations).find(([id]) => target.includes(`"${id}"`))?.[1];
      expect(integration?.IntegrationUri['Fn::GetAtt'][0].toLowerCase(), path).toBe(`${file.replace('/', '')}function`.toLowerCase());
      expect(integration?.PayloadFormatVersion).toBe('2.0');
    }
    const permissions = Object.values(of<{ Principal: string; SourceArn?: unknown }>('AWS::Lambda::Permission'));
    expect(permissions.filter(({ SourceArn }) => SourceArn === undefined)).toEqual([]);
  });

  it('is open to no other origin, is throttled, and its access log holds neither tokens nor bodies', () => {
    expect(Object.values(of('AWS::ApiGatewayV2::Api')).filter((api) => 'CorsConfiguration' in api)).toEqual([]);
    const [stage] = Object.values(of<{ DefaultRouteSettings: object; AccessLogSettings: { Format: string } }>('AWS::ApiGatewayV2::Stage'));
    expect(stage?.DefaultRouteSettings).toEqual({ ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 });
    expect(stage?.AccessLogSettings.Format).not.toMatch(/authorization|body|email/i);
  });
});

describe('the people', () => {
  it('cannot sign up by themselves', () => {
    template.hasResourceProperties('AWS::Cognito::UserPool', { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } });
  });

  it('cannot change which account is theirs, nor what they may do in it', () => {
    const clients = Object.values(of<{ WriteAttributes?: string[]; ReadAttributes?: string[] }>('AWS::Cognito::UserPoolClient'));
    expect(clients).toHaveLength(1);
    for (const { WriteAttributes, ReadAttributes } of clients) {
      // Cognito takes an absent or empty list for its defaults.
      expect(WriteAttributes).toEqual(['name']);
      expect(ReadAttributes).toEqual(expect.arrayContaining(['custom:account', 'custom:role', 'email']));
    }
  });

  it('sign in with a code that only the app that asked can use', () => {
    template.hasResourceProperties('AWS::Cognito::UserPoolClient', { AllowedOAuthFlows: ['code'], GenerateSecret: false });
  });

  it('need strong passwords, and may add a second factor', () => {
    template.hasResourceProperties('AWS::Cognito::UserPool', {
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      Policies: {
        PasswordPolicy: { MinimumLength: 12, RequireLowercase: true, RequireNumbers: true, RequireSymbols: true, RequireUppercase: true },
      },
    });
  });
});
