import type { Account } from './account.ts';
import { domainOf } from './address.ts';
import { type Addressed, recipientsOf } from './recipients.ts';

/** How far SES has come with looking for DNS records. It gives up after 72 hours. */
export type Search = 'searching' | 'found' | 'failed';

/** What SES knows of a domain that is to send. */
export type Identity = {
  /** Whether SES takes mail from it. */
  readonly verified: boolean;
  readonly dkim: { readonly search: Search; readonly tokens: readonly string[]; readonly zone: string };
  /** The domain that undeliverable mail goes back to, and the host that takes it in there. */
  readonly mailFrom?: { readonly domain: string; readonly search: Search; readonly exchange: string };
  /** Whom it was made for. One that was made by hand, by whoever runs the deployment, names nobody. */
  readonly account?: string;
};

type Sends = Pick<Account, 'sending'>;

/** The domain that SES must have verified before anything is sent in the account's name. */
export const senderDomain = ({ sending }: Sends): string => domainOf(sending.from);

export const isSenderVerified = (account: Sends & Pick<Account, 'verifiedSender'>): boolean =>
  account.verifiedSender === senderDomain(account);

/** Why no invoice of the account can be sent now, whoever it is to. */
export function senderRefusal(account: Sends & Pick<Account, 'verifiedSender'>): string | undefined {
  if (isSenderVerified(account)) return undefined;
  return `Invoices cannot be sent from ${senderDomain(account)} yet: its DNS records are not verified. See Settings, Sender`;
}

/** Whom the customer's next invoice goes to, if the account can send at all. */
export function recipientsFrom(account: Sends & Pick<Account, 'verifiedSender'>, customer: Parameters<typeof recipientsOf>[0]): Addressed {
  const refusal = senderRefusal(account);
  return refusal ? { refusal } : recipientsOf(customer, account.sending.bcc);
}

/** Its DNS records may still stand, and are another's: who has the domain now must not send by them. */
export const isForeign = (identity: Identity, { accountId }: Pick<Account, 'accountId'>): boolean =>
  identity.account !== undefined && identity.account !== accountId;

export type SenderState = 'notStarted' | 'pending' | 'verified' | 'failed';

export function senderState(identity: Identity | undefined, account: Pick<Account, 'accountId'>): SenderState {
  if (!identity) return 'notStarted';
  if (isForeign(identity, account)) return identity.verified ? 'failed' : 'notStarted';
  if (identity.verified) return 'verified';
  return identity.dkim.search === 'failed' ? 'failed' : 'pending';
}

export const foreignText = (domain: string): string =>
  `${domain} was set up for another account before. Ask whoever runs Rebill to have it given up`;

/** The state for people. */
export function senderStateText(state: SenderState, identity: Identity | undefined, account: Sends & Pick<Account, 'accountId'>): string {
  const domain = senderDomain(account);
  if (identity?.verified && isForeign(identity, account)) return foreignText(domain);
  const texts: Record<SenderState, string> = {
    notStarted: `Nothing is set up for ${domain} yet. Start, and you are told which DNS records it needs`,
    pending: `The DNS records of ${domain} are being looked for; they have not been found yet`,
    verified: `${domain} is verified: invoices are sent from ${account.sending.from}`,
    failed: `The DNS records of ${domain} were not found, or are there no longer. Check them, then start again`,
  };
  return texts[state];
}
