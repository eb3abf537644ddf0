import { CfnOutput, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AccountRootPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { type Functions, namesThatMay } from './functions.ts';

/** Xero's four hosts, each an origin without `/` at the end: where people consent, where tokens come from, the API, and its pages. */
export type XeroHosts = { readonly loginUrl: string; readonly identityUrl: string; readonly apiUrl: string; readonly goUrl: string };

export const XERO_HOSTS: XeroHosts = {
  loginUrl: 'https://login.xero.com',
  identityUrl: 'https://identity.xero.com',
  apiUrl: 'https://api.xero.com',
  goUrl: 'https://go.xero.com',
};

/** Those that CDK's context names: `-c xeroLoginUrl=http://localhost:4200`, and so `xeroIdentityUrl`, `xeroApiUrl`, `xeroGoUrl`. */
export function hostsFrom(context: (name: string) => unknown): Partial<XeroHosts> {
  const named = Object.keys(XERO_HOSTS).flatMap((host) => {
    const name = `xero${host.charAt(0).toUpperCase()}${host.slice(1)}`;
    const value = context(name);
    if (value === undefined) return [];
    if (typeof value !== 'string' || URL.parse(value)?.origin !== value) throw new Error(`${name} must be like https://api.xero.com`);
    return [[host, value]];
  });
  return Object.fromEntries(named);
}

export type Xero = {
  /** Seals the tokens of every reseller's connection. */
  readonly connectionKey: Key;
  /** What Xero knows this app by. */
  readonly xeroSecret: Secret;
  readonly xeroHosts: XeroHosts;
  /** Where people reach the app, `/` at the end included: Xero sends them back there. */
  readonly appUrl: string;
};

export function xero(scope: Construct, xeroHosts: XeroHosts, address: string): Xero {
  const appUrl = address.endsWith('/') ? address : `${address}/`;
  const xeroSecret = secret(scope);
  new CfnOutput(scope, 'XeroRedirectUri', { value: `${appUrl}v1/xero/callback`, description: 'To register with the app at Xero' });
  new CfnOutput(scope, 'XeroSecretArn', {
    value: xeroSecret.secretArn,
    description: 'Put {"clientId","clientSecret"} of the app at Xero in',
  });
  return { connectionKey: key(scope), xeroSecret, xeroHosts, appUrl };
}

/** All that can be done to a key but use it, or let someone use it by a grant that no policy shows. */
const ADMINISTER = [
  ...['DescribeKey', 'UpdateKeyDescription', 'EnableKey', 'DisableKey', 'ScheduleKeyDeletion', 'CancelKeyDeletion'],
  ...['GetKeyPolicy', 'PutKeyPolicy', 'ListKeyPolicies', 'ListGrants', 'RevokeGrant', 'CreateAlias', 'UpdateAlias', 'DeleteAlias'],
  ...['EnableKeyRotation', 'DisableKeyRotation', 'GetKeyRotationStatus', 'ListKeyRotations', 'RotateKeyOnDemand'],
  ...['TagResource', 'UntagResource', 'ListResourceTags'],
].map((action) => `kms:${action}`);

/** Losing this key is losing every connection: each reseller would have to consent anew. So it outlives the stack. */
function key(scope: Construct): Key {
  const administered = new PolicyStatement({
    sid: 'AdministeredByTheAccount',
    principals: [new AccountRootPrincipal()],
    actions: ADMINISTER,
    resources: ['*'],
  });
  return new Key(scope, 'ConnectionKey', {
    description: "Seals the tokens of resellers' connections to Xero, each under its account",
    alias: `${Stack.of(scope).stackName.toLowerCase()}/connections`,
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN,
    policy: new PolicyDocument({ statements: [administered] }),
  });
}

/**
 * Lets those functions use the key that are granted `connection:open`, for tokens sealed under an account. It stands in the key's policy
 * alone: rights given elsewhere, be they to everything in this AWS account, open no token.
 */
export function entrust({ connectionKey }: Xero, functions: Functions): void {
  connectionKey.addToResourcePolicy(
    new PolicyStatement({
      sid: 'UsedByTheXeroFunctions',
      principals: namesThatMay('connection:open').map((name) => functions[name].grantPrincipal),
      actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
      resources: ['*'],
      conditions: { 'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': ['account'] } },
    }),
  );
}

/** Without a client id until the operator puts in what Xero gave out: the app then says that it is not registered yet. */
function secret(scope: Construct): Secret {
  const made = new Secret(scope, 'XeroApp', {
    description: 'Client id and client secret of the app at Xero; filled in by hand',
    generateSecretString: { secretStringTemplate: JSON.stringify({ clientId: '' }), generateStringKey: 'clientSecret' },
    removalPolicy: RemovalPolicy.RETAIN,
  });
  Validations.of(made).acknowledge({
    id: 'AwsSolutions-SMG4',
    reason: 'Xero makes the client secret, on a page for people: nothing here can rotate it',
  });
  return made;
}
