import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { xeroCredentials } from '../../../shared/aws/xeroCredentials.ts';
import { awsForTests } from '../../support/aws.ts';
import { canaries } from '../../support/canaries.ts';
import { fastTimeouts } from '../../support/fastTimeouts.ts';
import { answering, openScriptedServer, type ScriptedServer, silence } from '../../support/scriptedServer.ts';

const { heard } = canaries('canary-secret');

let secrets: ScriptedServer;
beforeAll(async () => {
  awsForTests();
  secrets = await openScriptedServer();
  process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER = secrets.endpoint;
});
let count = 0;
beforeEach(() => {
  count += 1;
  process.env.XERO_SECRET_ARN = `arn:aws:secretsmanager:ap-southeast-2:123456789012:secret:xero-${count}`;
  secrets.asked.splice(0);
});
afterEach(() => void vi.useRealTimers());
afterAll(() => secrets.stop());

const holding = (SecretString: string) =>
  answering(200, { ARN: process.env.XERO_SECRET_ARN, Name: 'xero', VersionId: 'a1b2c3d4', SecretString, VersionStages: ['AWSCURRENT'] });
const failure = async () => heard(await xeroCredentials().catch((error) => error));

describe("the app's credentials at Xero", () => {
  it('are those of the secret, without what a paste leaves around them', async () => {
    secrets.answer = holding('{"clientId":" CLIENT\\n","clientSecret":"canary-secret"}');
    expect(await xeroCredentials()).toEqual({ clientId: 'CLIENT', clientSecret: 'canary-secret' });
    const [{ headers, body } = expect.fail()] = secrets.asked;
    expect(headers['x-amz-target']).toBe('secretsmanager.GetSecretValue');
    expect(JSON.parse(body.toString())).toEqual({ SecretId: process.env.XERO_SECRET_ARN });
  });

  it('are read again after five minutes, so that a new secret comes into use by itself', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-07-01T00:00:00Z') });
    secrets.answer = holding('{"clientId":"CLIENT","clientSecret":"old"}');
    await xeroCredentials();
    secrets.answer = holding('{"clientId":"CLIENT","clientSecret":"new"}');
    vi.setSystemTime(new Date('2026-07-01T00:04:59Z'));
    expect(await xeroCredentials()).toMatchObject({ clientSecret: 'old' });
    vi.setSystemTime(new Date('2026-07-01T00:05:00Z'));
    expect(await xeroCredentials()).toMatchObject({ clientSecret: 'new' });
    expect(secrets.asked.length).toBe(2);
  });

  it.each([
    '{"clientId":"","clientSecret":""}',
    '{"clientId":"CLIENT","clientSecret":" "}',
    '{}',
    '',
    '{"clientId":"CLIENT","clientSecret":"canary-secret"',
    'canary-secret',
    '{"clientId":"CLIENT","clientSecret":["canary-secret"]}',
  ])('are missing while the secret is %j, which is said without quoting it', async (text) => {
    secrets.answer = holding(text);
    expect(await failure()).toMatchObject({
      name: 'Problem',
      code: 'conflict',
      message: expect.stringMatching(/^Xero is not set up in this deployment: /),
    });
  });

  it('are there as soon as somebody enters them', async () => {
    secrets.answer = holding('{"clientId":"","clientSecret":""}');
    await failure();
    secrets.answer = holding('{"clientId":"CLIENT","clientSecret":"entered"}');
    expect(await xeroCredentials()).toMatchObject({ clientSecret: 'entered' });
  });

  it('are waited for ten seconds, and no longer', async () => {
    const limits = fastTimeouts();
    secrets.answer = silence;
    expect(await failure()).toBeInstanceOf(Error);
    expect(limits).toEqual([10_000]);
  });
});
