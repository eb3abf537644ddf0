import { Aws, CfnOutput, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
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

export type Users = { readonly pool: UserPool; readonly client: UserPoolClient };

/** The people. Nobody signs up: `npm run invite` makes a user, and with it says which account is theirs and what they may do there. */
export function identity(scope: Construct, adminUrl: string): Users {
  const pool = userPool(scope);
  const client = pool.addClient('AdminClient', {
    generateSecret: false,
    // Authorization code: a public client must prove itself by PKCE. The admin flow lets an operator with AWS rights fetch a token by hand.
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [OAuthScope.OPENID, OAuthScope.EMAIL],
      callbackUrls: [adminUrl],
      logoutUrls: [adminUrl],
    },
    authFlows: { adminUserPassword: true },
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    readAttributes: new ClientAttributes()
      .withStandardAttributes({ email: true, emailVerified: true })
      .withCustomAttributes('account', 'role'),
    // Their name alone. Who could write account or role could read another reseller's invoices; none at all would mean Cognito's defaults.
    writeAttributes: new ClientAttributes().withStandardAttributes({ fullname: true }),
  });
  pool.addDomain('SignIn', { cognitoDomain: { domainPrefix: `${Stack.of(scope).stackName.toLowerCase()}-${Aws.ACCOUNT_ID}` } });

  new CfnOutput(scope, 'UserPoolId', { value: pool.userPoolId, description: 'For npm run invite' });
  new CfnOutput(scope, 'UserPoolClientId', { value: client.userPoolClientId, description: 'For the app that signs people in' });
  return { pool, client };
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
