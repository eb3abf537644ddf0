import { setTimeout as pause } from 'node:timers/promises';
import {
  CreateEmailIdentityCommand,
  DeleteEmailIdentityCommand,
  GetEmailIdentityCommand,
  type GetEmailIdentityCommandOutput,
  PutEmailIdentityMailFromAttributesCommand,
  SESv2Client,
  SESv2ServiceException,
} from '@aws-sdk/client-sesv2';
import { config } from '../config.ts';
import type { Senders } from '../domain/ports.ts';
import { Problem } from '../domain/problem.ts';
import type { Identity, Search } from '../domain/sender.ts';

/** SES takes one such request a second from the whole deployment; each may be repeated, because a second one changes nothing. */
const ATTEMPTS = 4;
const REST_MS = 1_100;
const ANSWER_MS = 4_000;
const CONNECT_MS = 2_000;

/** On the identity in SES: the account that it was made for. */
const OWNER = 'rebill-account';

let made: SESv2Client | undefined;

const client = (): SESv2Client => {
  made ??= new SESv2Client({
    maxAttempts: ATTEMPTS,
    requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: ANSWER_MS, throwOnRequestTimeout: true },
  });
  return made;
};

export const senders: Senders = {
  async find(EmailIdentity) {
    const answer = await unless('NotFoundException', () => client().send(new GetEmailIdentityCommand({ EmailIdentity })));
    return answer && identityOf(answer);
  },

  async create(EmailIdentity, account) {
    const command = new CreateEmailIdentityCommand({
      EmailIdentity,
      DkimSigningAttributes: { NextSigningKeyLength: 'RSA_2048_BIT' },
      ConfigurationSetName: config.configurationSet(),
      Tags: [{ Key: OWNER, Value: account }],
    });
    await unless('AlreadyExistsException', () => client().send(command));
  },

  async returnTo(EmailIdentity, MailFromDomain) {
    const command = new PutEmailIdentityMailFromAttributesCommand({
      EmailIdentity,
      MailFromDomain,
      // Until its records are found, mail goes out all the same, with SES's own domain in that place.
      BehaviorOnMxFailure: 'USE_DEFAULT_VALUE',
    });
    await unless(undefined, () => client().send(command));
  },

  async remove(EmailIdentity) {
    await unless('NotFoundException', () => client().send(new DeleteEmailIdentityCommand({ EmailIdentity })));
  },

  rest: () => pause(REST_MS),
};

/** What SES answers; undefined when it answers with this error. */
async function unless<T>(name: string | undefined, ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof SESv2ServiceException && error.name === name) return undefined;
    throw problemOf(error);
  }
}

const BUSY = /^(TooManyRequestsException|Throttling.*|RequestThrottled.*|RequestLimitExceeded|ConcurrentModificationException)$/;

/** What a person can do something about; anything else is a fault of the deployment. */
function problemOf(error: unknown): unknown {
  const refused = (words: string) => new Problem('conflict', words, [], { cause: error });
  const wait = new Problem('unavailable', 'The mail service does not answer right now. Please try again in a moment', [], { cause: error });
  // No answer at all: the connection was lost, or it took too long.
  if (!(error instanceof SESv2ServiceException)) return isSilence(error) ? wait : error;
  if (BUSY.test(error.name) || (error.$metadata.httpStatusCode ?? 500) >= 500 || error.$metadata.httpStatusCode === 429) return wait;
  if (error.name === 'LimitExceededException') return refused('The mail service takes no further domain: tell whoever runs Rebill');
  return error.name === 'BadRequestException' ? refused('The mail service does not take this domain') : error;
}

const isSilence = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError' || 'code' in error);

function identityOf({ VerifiedForSendingStatus, DkimAttributes, MailFromAttributes, Tags }: GetEmailIdentityCommandOutput): Identity {
  const { Status, Tokens = [], SigningHostedZone = 'dkim.amazonses.com' } = DkimAttributes ?? {};
  const { MailFromDomain: domain, MailFromDomainStatus } = MailFromAttributes ?? {};
  const account = Tags?.find(({ Key }) => Key === OWNER)?.Value;
  return {
    verified: VerifiedForSendingStatus === true,
    dkim: { search: searchOf(Status), tokens: Tokens, zone: SigningHostedZone },
    ...(domain
      ? { mailFrom: { domain, search: searchOf(MailFromDomainStatus), exchange: `feedback-smtp.${config.region()}.amazonses.com` } }
      : {}),
    ...(account ? { account } : {}),
  };
}

/** `TEMPORARY_FAILURE`: SES could not ask, and asks again. */
const searchOf = (status: string | undefined): Search => (status === 'SUCCESS' ? 'found' : status === 'FAILED' ? 'failed' : 'searching');
