import { Aws, CfnOutput, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import {
  AccountRecovery,
  ClientAttributes,
  FeaturePlan,
  Mfa,
  OAuthScope,
  StandardThreatProtectionMode,
  StringAttribute,
  UserPool,
  type UserPoolClient,
} from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';

export type People = {
  readonly pool: UserPool;
  /** Where people sign in, without `/` at the end. */
  readonly signInOrigin: string;
};

export type Users = { readonly pool: UserPool; readonly client: UserPoolClient };

/** The people. Nobody signs up: `npm run invite` makes a user, and with it says which account is theirs and what they may do there. */
export function people(scope: Construct): People {
  const pool = userPool(scope);
  const domainPrefix = `${Stack.of(scope).stackName.toLowerCase()}-${Aws.ACCOUNT_ID}`;
  pool.addDomain('SignIn', { cognitoDomain: { domainPrefix } });
  new CfnOutput(scope, 'UserPoolId', { value: pool.userPoolId, description: 'For npm run invite' });
  return { pool, signInOrigin: `https://${domainPrefix}.auth.${Aws.REGION}.amazoncognito.com` };
}

/** Lets the web app at `appUrl`, and nothing else, sign these people in. */
export function identity(scope: Construct, { pool }: People, appUrl: string): Users {
  const client = pool.addClient('AdminClient', {
    generateSecret: false,
    // Authorization code: a public client must prove itself by PKCE.
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [OAuthScope.OPENID, OAuthScope.EMAIL],
      callbackUrls: [appUrl],
      logoutUrls: [appUrl],
    },
    // Passwords are typed at the sign-in page alone: of what needs no page, only a session is prolonged. (None named means Cognito's defaults.)
    authFlows: { userPassword: false },
    idTokenValidity: Duration.minutes(60),
    accessTokenValidity: Duration.minutes(60),
    // A working day: whoever leaves the office signs in again tomorrow.
    refreshTokenValidity: Duration.hours(12),
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    readAttributes: new ClientAttributes()
      .withStandardAttributes({ email: true, emailVerified: true })
      .withCustomAttributes('account', 'role'),
    // Their name alone. Who could write account or role could read another reseller's invoices; none at all would mean Cognito's defaults.
    writeAttributes: new ClientAttributes().withStandardAttributes({ fullname: true }),
  });
  new CfnOutput(scope, 'UserPoolClientId', { value: client.userPoolClientId, description: 'For the app that signs people in' });
  return { pool, client };
}

/** What the app must know to sign people in; it reads it from `/config.json`. The keys of `metadata` are OpenID Connect's own. */
export function signInConfig({ pool, client }: Users, { signInOrigin }: People) {
  const issuer = pool.userPoolProviderUrl;
  return {
    authority: issuer,
    clientId: client.userPoolClientId,
    scope: 'openid email',
    metadata: {
      issuer,
      authorization_endpoint: `${signInOrigin}/oauth2/authorize`,
      token_endpoint: `${signInOrigin}/oauth2/token`,
      end_session_endpoint: `${signInOrigin}/logout`,
      revocation_endpoint: `${signInOrigin}/oauth2/revoke`,
      jwks_uri: `${issuer}/.well-known/jwks.json`,
    },
    local: false,
  };
}

function userPool(scope: Construct): UserPool {
  const pool = new UserPool(scope, 'Users', {
    // `npm run invite` finds the pool by this name.
    userPoolName: Stack.of(scope).stackName,
    selfSignUpEnabled: false,
    signInAliases: { email: true },
    signInCaseSensitive: false,
    autoVerify: { email: true },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    passwordPolicy: { minLength: 12, requireDigits: true, requireLowercase: true, requireUppercase: true, requireSymbols: true },
    mfa: Mfa.OPTIONAL,
    mfaSecondFactor: { otp: true, sms: false },
    featurePlan: FeaturePlan.PLUS,
    standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
    customAttributes: {
      account: new StringAttribute({ minLen: 1, maxLen: 64, mutable: true }),
      role: new StringAttribute({ minLen: 1, maxLen: 16, mutable: true }),
    },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  Validations.of(pool).acknowledge({
    id: 'AwsSolutions-COG2',
    reason:
      'A second factor is offered to everyone; threat protection asks for it, or blocks, when a sign-in looks wrong. Resellers decide for their clerks.',
  });
  return pool;
}
