import type { Sender, Senders } from './senders.ts';
import { faultOfAddress, type SesError } from './validation.ts';

const PATH = /^\/v2\/email\/identities(?:\/([^/?]+)(\/mail-from)?)?$/;

type Create = {
  readonly EmailIdentity?: string;
  readonly Tags?: { readonly Key: string; readonly Value: string }[];
  readonly ConfigurationSetName?: string;
};
type PutMailFrom = { readonly MailFromDomain?: string; readonly BehaviorOnMxFailure?: string };

export type IdentityAnswer =
  | { readonly operation: string; readonly value: object }
  | { readonly operation: string; readonly error: SesError };

/** SES v2's identities, as far as a domain goes; undefined for every other request. */
export function answerIdentity(method: string, url: string, body: string, senders: Senders): IdentityAnswer | undefined {
  const [, encoded, mailFrom] = PATH.exec(url) ?? [];
  if (!PATH.test(url)) return undefined;
  if (encoded === undefined) return method === 'POST' ? create(JSON.parse(body) as Create, senders) : undefined;
  const domain = decodeURIComponent(encoded);
  const call = `${method}${mailFrom ?? ''}`;
  const operation = OPERATIONS[call];
  if (!operation) return undefined;
  const sender = senders.find(domain);
  if (!sender)
    return { operation, error: { status: 404, type: 'NotFoundException', message: `Email identity <${domain}> does not exist.` } };
  if (call === 'GET') return { operation, value: viewOf(sender) };
  if (call === 'PUT/mail-from') return putMailFrom(operation, sender, JSON.parse(body || '{}') as PutMailFrom, senders);
  senders.remove(domain);
  return { operation, value: {} };
}

const OPERATIONS: Readonly<Record<string, string>> = {
  GET: 'GetEmailIdentity',
  DELETE: 'DeleteEmailIdentity',
  'PUT/mail-from': 'PutEmailIdentityMailFromAttributes',
};

const bad = (message: string): SesError => ({ status: 400, type: 'BadRequestException', message });

function create({ EmailIdentity = '', Tags = [], ConfigurationSetName: set }: Create, senders: Senders): IdentityAnswer {
  const operation = 'CreateEmailIdentity';
  const fault = EmailIdentity.includes('@') ? 'The local SES knows domains only' : faultOfAddress(`any@${EmailIdentity}`);
  if (fault) return { operation, error: bad(fault) };
  const isNew = senders.create(EmailIdentity, { tags: Tags, ...(set === undefined ? {} : { configurationSet: set }) });
  const sender = senders.find(EmailIdentity);
  if (isNew && sender) {
    const { IdentityType, VerifiedForSendingStatus, DkimAttributes } = viewOf(sender);
    return { operation, value: { IdentityType, VerifiedForSendingStatus, DkimAttributes } };
  }
  return { operation, error: { status: 400, type: 'AlreadyExistsException', message: `Email identity ${EmailIdentity} already exist.` } };
}

function putMailFrom(operation: string, { domain }: Sender, body: PutMailFrom, senders: Senders): IdentityAnswer {
  const { MailFromDomain: mailFrom, BehaviorOnMxFailure: otherwise = 'USE_DEFAULT_VALUE' } = body;
  if (mailFrom !== undefined && !mailFrom.endsWith(`.${domain}`)) {
    return { operation, error: bad(`Provided MAIL-FROM domain <${mailFrom}> is not subdomain of the domain of the identity <${domain}>.`) };
  }
  senders.returnTo(domain, mailFrom === undefined ? undefined : { domain: mailFrom, otherwise });
  return { operation, value: {} };
}

const SEARCHED = { pending: 'PENDING', verified: 'SUCCESS', failed: 'FAILED' } as const;

function viewOf({ state, tokens, tags, mailFrom, configurationSet, madeAt }: Sender) {
  const status = SEARCHED[state];
  return {
    IdentityType: 'DOMAIN',
    FeedbackForwardingStatus: true,
    VerifiedForSendingStatus: state === 'verified',
    VerificationStatus: status,
    VerificationInfo: { LastCheckedTimestamp: Date.now() / 1000, ...(state === 'failed' ? { ErrorType: 'HOST_NOT_FOUND' } : {}) },
    DkimAttributes: {
      SigningEnabled: true,
      Status: status,
      Tokens: tokens,
      SigningHostedZone: 'dkim.amazonses.com',
      SigningAttributesOrigin: 'AWS_SES',
      NextSigningKeyLength: 'RSA_2048_BIT',
      CurrentSigningKeyLength: 'RSA_2048_BIT',
      LastKeyGenerationTimestamp: madeAt / 1000,
    },
    ...(mailFrom && {
      MailFromAttributes: { MailFromDomain: mailFrom.domain, MailFromDomainStatus: status, BehaviorOnMxFailure: mailFrom.otherwise },
    }),
    Policies: {},
    Tags: tags,
    ...(configurationSet === undefined ? {} : { ConfigurationSetName: configurationSet }),
  };
}
