import { describe, expect, it } from 'vitest';
import { hostsFrom } from '../../lib/xero.ts';
import { actionsOf, allowed, type Deployed, deployed, type Statement } from './deployed.ts';

const cloud = deployed();
const { template, of } = cloud;

type Variables = Record<string, unknown>;

const variablesOf = ({ of }: Deployed, id: string): Variables =>
  of<{ Environment: { Variables: Variables } }>('AWS::Lambda::Function')[id]?.Environment.Variables ?? {};
const outputOf = ({ template }: Deployed, output: string): unknown => template.findOutputs(output)[output]?.Value;

describe("the key that seals resellers' tokens", () => {
  const [key] = Object.values(of<{ KeyPolicy: { Statement: Statement[] } }>('AWS::KMS::Key'));
  const statements = key?.KeyPolicy.Statement ?? [];
  const USE =
    /^kms:(\*|.*\*|.*Encrypt.*|Decrypt|.*DataKey.*|CreateGrant|Sign|Verify.*|.*Mac|DeriveSharedSecret|ReplicateKey|ImportKeyMaterial)$/;
  const using = statements.filter((statement) => actionsOf(statement).some((action) => USE.test(action)));

  it('is one, turns every year, and outlives the stack', () => {
    template.resourceCountIs('AWS::KMS::Key', 1);
    template.hasResource('AWS::KMS::Key', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: { EnableKeyRotation: true },
    });
    template.hasResourceProperties('AWS::KMS::Alias', { AliasName: 'alias/rebill/connections' });
  });

  it('opens nothing for the AWS account itself, so that no right given elsewhere opens a token', () => {
    const root = statements.filter(({ Principal }) => JSON.stringify(Principal).includes(':root'));
    expect(root.flatMap(actionsOf)).toContain('kms:PutKeyPolicy');
    expect(root.flatMap(actionsOf).filter((action) => USE.test(action))).toEqual([]);
    expect(statements).toHaveLength(root.length + using.length);
    const inRoles = Object.values(of<{ Policies?: unknown }>('AWS::IAM::Role')).map(({ Policies }) => JSON.stringify(Policies ?? []));
    expect(inRoles.filter((policies) => policies.includes('kms:'))).toEqual([]);
  });

  it('seals and opens, for named roles only, and only under an account', () => {
    expect(using).toEqual([
      expect.objectContaining({
        Effect: 'Allow',
        Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
        Condition: { 'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': ['account'] } },
      }),
    ]);
    const named = Object.keys(allowed(cloud)).map((id) => JSON.stringify({ 'Fn::GetAtt': [id, 'Arn'] }));
    const principals = [using[0]?.Principal?.AWS].flat().map((each) => JSON.stringify(each));
    expect(principals.filter((each) => !named.includes(each))).toEqual([]);
  });
});

describe('what Xero knows the app by', () => {
  it('has no client id until the operator puts one in, and outlives the stack', () => {
    template.resourceCountIs('AWS::SecretsManager::Secret', 1);
    template.hasResource('AWS::SecretsManager::Secret', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: { GenerateSecretString: { SecretStringTemplate: '{"clientId":""}', GenerateStringKey: 'clientSecret' } },
    });
  });

  it('is read by its ARN, which stands among the outputs', () => {
    expect(outputOf(cloud, 'XeroSecretArn')).toEqual({ Ref: 'XeroApp' });
    expect(variablesOf(cloud, 'ApiConnectXeroFunction').XERO_SECRET_ARN).toEqual({ Ref: 'XeroApp' });
    const reading = Object.values(allowed(cloud))
      .flat()
      .filter((statement) => actionsOf(statement).includes('secretsmanager:GetSecretValue'));
    for (const { Resource } of reading) expect(Resource).toEqual({ Ref: 'XeroApp' });
  });
});

describe('where people come back to from Xero', () => {
  it("is the web app's address, if it has one, with one slash at its end", () => {
    for (const adminUrl of ['https://app.reseller.example', 'https://app.reseller.example/']) {
      const there = deployed({ address: { adminUrl } });
      expect(variablesOf(there, 'ApiXeroCallbackFunction').APP_URL).toBe('https://app.reseller.example/');
      expect(outputOf(there, 'XeroRedirectUri')).toBe('https://app.reseller.example/v1/xero/callback');
    }
  });

  it("is CloudFront's own domain without one", () => {
    const domain = { 'Fn::GetAtt': ['AdminDistribution', 'DomainName'] };
    expect(variablesOf(cloud, 'ApiXeroCallbackFunction').APP_URL).toEqual({ 'Fn::Join': ['', ['https://', domain, '/']] });
    expect(outputOf(cloud, 'XeroRedirectUri')).toEqual({ 'Fn::Join': ['', ['https://', domain, '/v1/xero/callback']] });
  });
});

describe("Xero's hosts", () => {
  const REAL = { XERO_LOGIN_URL: 'https://login.xero.com', XERO_IDENTITY_URL: 'https://identity.xero.com' };

  it('are the real ones', () => {
    expect(variablesOf(cloud, 'UploadToXeroFunction')).toMatchObject({
      ...REAL,
      XERO_API_URL: 'https://api.xero.com',
      XERO_GO_URL: 'https://go.xero.com',
    });
  });

  it('can be told on the command line, each by itself', () => {
    const said: Record<string, string> = {
      xeroApiUrl: 'http://localhost:4200',
      xeroGoUrl: 'https://go.stand-in.example',
      loginUrl: 'unheard',
    };
    const elsewhere = deployed({ xero: hostsFrom((name) => said[name]) });
    expect(variablesOf(elsewhere, 'UploadToXeroFunction')).toMatchObject({
      ...REAL,
      XERO_API_URL: 'http://localhost:4200',
      XERO_GO_URL: 'https://go.stand-in.example',
    });
  });

  it.each(['https://api.xero.com/', 'api.xero.com', '', 5])('are refused when they are no origin: %j', (value) => {
    expect(() => hostsFrom((name) => (name === 'xeroApiUrl' ? value : undefined))).toThrow('xeroApiUrl must be like https://api.xero.com');
  });
});
