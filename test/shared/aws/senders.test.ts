import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { senders } from '../../../shared/aws/senders.ts';
import { awsForTests } from '../../support/aws.ts';
import { answering, hangUp, openScriptedServer, type ScriptedServer } from '../../support/scriptedServer.ts';

/** What SES v2 answers, by its documentation. */
const IDENTITY = {
  IdentityType: 'DOMAIN',
  FeedbackForwardingStatus: true,
  VerifiedForSendingStatus: false,
  VerificationStatus: 'PENDING',
  DkimAttributes: {
    SigningEnabled: true,
    Status: 'PENDING',
    Tokens: ['aaa', 'bbb', 'ccc'],
    SigningHostedZone: 'dkim.amazonses.com',
    SigningAttributesOrigin: 'AWS_SES',
    NextSigningKeyLength: 'RSA_2048_BIT',
    CurrentSigningKeyLength: 'RSA_2048_BIT',
    LastKeyGenerationTimestamp: 1_790_000_000.5,
  },
  MailFromAttributes: {
    MailFromDomain: 'bounce.acacia.example',
    MailFromDomainStatus: 'SUCCESS',
    BehaviorOnMxFailure: 'USE_DEFAULT_VALUE',
  },
  Policies: {},
  Tags: [
    { Key: 'cost', Value: 'mail' },
    { Key: 'rebill-account', Value: 'aap' },
  ],
};
const PATH = '/v2/email/identities';
const ONE = `${PATH}/acacia.example`;

const refusing = (status: number, type: string) =>
  answering(status, { message: 'words about billing@acacia.example' }, { 'x-amzn-errortype': type });

let ses: ScriptedServer;
beforeAll(async () => {
  awsForTests();
  ses = await openScriptedServer();
  process.env.CONFIGURATION_SET = 'rebill';
  process.env.AWS_ENDPOINT_URL_SESV2 = ses.endpoint;
});
beforeEach(() => {
  ses.asked.splice(0);
  ses.answer = answering(200, {});
});
afterAll(() => ses.stop());

const asked = () => ses.asked.map(({ method, path, body }) => [method, path, body.length > 0 ? JSON.parse(body.toString()) : undefined]);

describe('what SES knows of a domain', () => {
  it('is read as it documents it: keys, the way back for bounces, and whom it was made for', async () => {
    ses.answer = answering(200, IDENTITY);
    expect(await senders.find('acacia.example')).toEqual({
      verified: false,
      dkim: { search: 'searching', tokens: ['aaa', 'bbb', 'ccc'], zone: 'dkim.amazonses.com' },
      mailFrom: { domain: 'bounce.acacia.example', search: 'found', exchange: 'feedback-smtp.ap-southeast-2.amazonses.com' },
      account: 'aap',
    });
    expect(asked()).toEqual([['GET', ONE, undefined]]);
  });

  test.each([
    ['PENDING', 'searching'],
    ['NOT_STARTED', 'searching'],
    ['TEMPORARY_FAILURE', 'searching'],
    ['FAILED', 'failed'],
    ['SUCCESS', 'found'],
  ])('%s: %s; whether mail is taken is told apart', async (Status, search) => {
    ses.answer = answering(200, {
      ...IDENTITY,
      VerifiedForSendingStatus: true,
      DkimAttributes: { ...IDENTITY.DkimAttributes, Status, SigningHostedZone: 'dkim.ap-southeast-9.amazonses.com' },
      MailFromAttributes: { MailFromDomain: '', MailFromDomainStatus: '', BehaviorOnMxFailure: 'USE_DEFAULT_VALUE' },
      Tags: [],
    });
    expect(await senders.find('acacia.example')).toEqual({
      verified: true,
      dkim: { search, tokens: ['aaa', 'bbb', 'ccc'], zone: 'dkim.ap-southeast-9.amazonses.com' },
    });
  });

  it('is nothing when it does not know it', async () => {
    ses.answer = refusing(404, 'NotFoundException');
    expect(await senders.find('acacia.example')).toBeUndefined();
  });
});

describe('a domain', () => {
  it('is made with long keys, our configuration set and the account’s name, and its bounces come back under it', async () => {
    await senders.create('acacia.example', 'aap');
    await senders.returnTo('acacia.example', 'bounce.acacia.example');
    await senders.remove('acacia.example');
    const made = {
      EmailIdentity: 'acacia.example',
      DkimSigningAttributes: { NextSigningKeyLength: 'RSA_2048_BIT' },
      ConfigurationSetName: 'rebill',
      Tags: [{ Key: 'rebill-account', Value: 'aap' }],
    };
    expect(asked()).toEqual([
      ['POST', PATH, made],
      ['PUT', `${ONE}/mail-from`, { MailFromDomain: 'bounce.acacia.example', BehaviorOnMxFailure: 'USE_DEFAULT_VALUE' }],
      ['DELETE', ONE, undefined],
    ]);
  });

  it('may be there already, or gone already', async () => {
    ses.answer = refusing(400, 'AlreadyExistsException');
    await senders.create('acacia.example', 'aap');
    ses.answer = refusing(404, 'NotFoundException');
    await senders.remove('acacia.example');
  });
});

describe('when SES refuses', () => {
  test.each([
    ['has too much to do', refusing(429, 'TooManyRequestsException'), 'unavailable'],
    ['has a fault of its own', refusing(500, 'InternalServiceErrorException'), 'unavailable'],
    ['is changing it for someone else', refusing(500, 'ConcurrentModificationException'), 'unavailable'],
    ['hangs up', hangUp, 'unavailable'],
    ['has room for no further domain', refusing(400, 'LimitExceededException'), 'conflict'],
    ['knows no such domain in the world', refusing(400, 'BadRequestException'), 'conflict'],
  ])('because it %s, people are told in our words, without an address', { timeout: 20_000 }, async (_, script, code) => {
    ses.answer = script;
    const refusal = await senders.create('acacia.example', 'aap').catch((error) => error);
    expect(refusal).toMatchObject({ name: 'Problem', code });
    expect(refusal.message).not.toMatch(/@|words about/);
  });

  it('because we may not ask, it is a fault of the deployment', async () => {
    ses.answer = refusing(403, 'AccessDeniedException');
    await expect(senders.find('acacia.example')).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it('for a moment, it is asked again', async () => {
    let times = 0;
    ses.answer = (...given) => {
      times += 1;
      return (times < 3 ? refusing(429, 'TooManyRequestsException') : answering(200, IDENTITY))(...given);
    };
    expect(await senders.find('acacia.example')).toMatchObject({ account: 'aap' });
    expect(times).toBe(3);
  });
});
