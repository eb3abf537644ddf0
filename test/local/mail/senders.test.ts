import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateEmailIdentityCommand,
  DeleteEmailIdentityCommand,
  GetEmailIdentityCommand,
  PutEmailIdentityMailFromAttributesCommand,
  SESv2Client,
  SendEmailCommand,
} from '@aws-sdk/client-sesv2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Senders } from '../../../local/mail/senders.ts';
import { awsForTests } from '../../support/aws.ts';
import { freshPostbox, type Postbox } from '../../support/postbox.ts';

let postbox: Postbox;
let ses: SESv2Client;
beforeAll(async () => {
  awsForTests();
  postbox = await freshPostbox();
  ses = new SESv2Client({ maxAttempts: 1 });
});
afterAll(async () => {
  ses.destroy();
  await postbox.stop();
});

let made = 0;
const aDomain = () => {
  made += 1;
  return `reseller-${made}.example`;
};
const create = (EmailIdentity: string) =>
  ses.send(new CreateEmailIdentityCommand({ EmailIdentity, Tags: [{ Key: 'whose', Value: 'mine' }], ConfigurationSetName: 'rebill' }));
const read = (EmailIdentity: string) => ses.send(new GetEmailIdentityCommand({ EmailIdentity }));
const send = (FromEmailAddress: string) =>
  ses.send(
    new SendEmailCommand({
      FromEmailAddress,
      Destination: { ToAddresses: ['a@customer.example'] },
      Content: { Simple: { Subject: { Data: 'Hi' }, Body: { Text: { Data: 'x' } } } },
      ConfigurationSetName: 'rebill',
    }),
  );

describe('an identity at the local SES', () => {
  it('is pending when it is made, with three keys, and answers what it was made with', async () => {
    const domain = aDomain();
    const { DkimAttributes, VerifiedForSendingStatus } = await create(domain);
    expect([VerifiedForSendingStatus, DkimAttributes?.Status, DkimAttributes?.Tokens?.length]).toEqual([false, 'PENDING', 3]);
    await ses.send(new PutEmailIdentityMailFromAttributesCommand({ EmailIdentity: domain, MailFromDomain: `bounce.${domain}` }));
    expect(await read(domain)).toMatchObject({
      VerifiedForSendingStatus: false,
      VerificationStatus: 'PENDING',
      DkimAttributes: { Tokens: DkimAttributes?.Tokens, CurrentSigningKeyLength: 'RSA_2048_BIT' },
      MailFromAttributes: { MailFromDomain: `bounce.${domain}`, MailFromDomainStatus: 'PENDING', BehaviorOnMxFailure: 'USE_DEFAULT_VALUE' },
      Tags: [{ Key: 'whose', Value: 'mine' }],
      ConfigurationSetName: 'rebill',
    });
  });

  it('is refused as SES refuses: twice, unknown, bounces coming back elsewhere, no domain at all', async () => {
    const domain = aDomain();
    await create(domain);
    await expect(create(domain)).rejects.toMatchObject({ name: 'AlreadyExistsException' });
    await expect(read('unknown.example')).rejects.toMatchObject({ name: 'NotFoundException' });
    const elsewhere = new PutEmailIdentityMailFromAttributesCommand({ EmailIdentity: domain, MailFromDomain: 'bounce.other.example' });
    await expect(ses.send(elsewhere)).rejects.toMatchObject({ name: 'BadRequestException' });
    await expect(create('no domain')).rejects.toMatchObject({ name: 'BadRequestException' });
    await ses.send(new DeleteEmailIdentityCommand({ EmailIdentity: domain }));
    await expect(read(domain)).rejects.toMatchObject({ name: 'NotFoundException' });
  });

  it('that is not verified sends nothing, nor does a domain that nobody asked for; one that is sends for every name under it', async () => {
    const domain = aDomain();
    await create(domain);
    const refusal = { name: 'MessageRejected', message: expect.stringContaining('Email address is not verified') };
    await expect(send(`billing@${domain}`)).rejects.toMatchObject(refusal);
    await expect(send('billing@unknown.example')).rejects.toMatchObject(refusal);
    postbox.senders.decide(domain, true);
    expect(await read(domain)).toMatchObject({ VerifiedForSendingStatus: true, DkimAttributes: { Status: 'SUCCESS' } });
    await send(`"Billing" <billing@${domain}>`);
    await send(`billing@mail.${domain}`);
    await expect(send(`billing@not${domain}`)).rejects.toMatchObject(refusal);
    postbox.senders.decide(domain, false);
    expect(await read(domain)).toMatchObject({ VerifiedForSendingStatus: false, VerificationStatus: 'FAILED' });
    await expect(send(`billing@${domain}`)).rejects.toMatchObject(refusal);
  });
});

describe('the senders of a host', () => {
  it('are verified by themselves some seconds after they were made, and are still known after a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rebill-senders-'));
    try {
      const first = new Senders(folder, 60_000);
      first.create('one.example', { tags: [] });
      first.decide('two.example', true);
      expect(first.list().map(({ state }) => state)).toEqual(['pending', 'verified']);
      const again = new Senders(folder, 0);
      expect(again.list().map(({ domain, state }) => [domain, state])).toEqual([
        ['one.example', 'verified'],
        ['two.example', 'verified'],
      ]);
      expect(again.find('ONE.example')?.tokens).toEqual(first.find('one.example')?.tokens);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
