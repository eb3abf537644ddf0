import type { Account } from './account.ts';
import type { Accounts, Senders } from './ports.ts';
import { Problem } from './problem.ts';
import { foreignText, type Identity, isForeign, isSenderVerified, senderDomain, senderState } from './sender.ts';
import { mailFromOf } from './senderRecords.ts';
import { ownDomain } from './settings.ts';

type NotingPorts = { readonly accounts: Pick<Accounts, 'noteSender'>; readonly senders: Pick<Senders, 'find'> };
type VerifyingPorts = { readonly accounts: Pick<Accounts, 'noteSender' | 'ownerOf'>; readonly senders: Senders };

/** What SES knows of the account's domain now. Whether it is verified is noted on the account, which is what sending asks. */
export async function lookAtSender(account: Account, { accounts, senders }: NotingPorts): Promise<Identity | undefined> {
  return noted(account, await senders.find(senderDomain(account)), accounts);
}

/** The note of a look that a save of the settings overtook is lost with it; the next look makes it. */
async function noted(account: Account, identity: Identity | undefined, accounts: NotingPorts['accounts']): Promise<Identity | undefined> {
  const verified = senderState(identity, account) === 'verified';
  if (verified !== isSenderVerified(account)) await accounts.noteSender(account, verified);
  return identity;
}

/**
 * Has SES look for the domain's DNS records; a second time, it changes nothing. What SES gave up, or began for someone who has the domain no
 * longer, begins anew.
 * @throws Problem `conflict` when the domain is not the account's, or is verified by another's records
 */
export async function verifySender(account: Account, ports: VerifyingPorts): Promise<Identity | undefined> {
  const { accounts, senders } = ports;
  const domain = senderDomain(account);
  const owner = await accounts.ownerOf(ownDomain(account.sending.from));
  if (owner !== account.accountId) throw new Problem('conflict', `The domain ${domain} is not this account's: save the settings again`);
  let found = await senders.find(domain);
  if (found?.verified && isForeign(found, account)) throw new Problem('conflict', foreignText(domain));
  if (found && !found.verified && (isForeign(found, account) || found.dkim.search === 'failed')) {
    await senders.remove(domain);
    found = undefined;
  }
  if (found?.mailFrom) return noted(account, found, accounts);
  if (!found) await senders.create(domain, account.accountId);
  await senders.returnTo(domain, mailFromOf(domain));
  return lookAtSender(account, ports);
}
