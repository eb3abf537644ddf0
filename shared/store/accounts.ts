import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { config } from '../config.ts';
import type { Account } from '../domain/account.ts';
import type { Accounts } from '../domain/ports.ts';
import { Problem } from '../domain/problem.ts';
import { senderDomain } from '../domain/sender.ts';
import { client, get, items, LAST } from './client.ts';
import { isId, stripped } from './names.ts';
import { conditionFailed, save } from './putIf.ts';
import { keys } from './table.ts';

/** All accounts stand in one partition of their index: one is written at each save of its settings, which is seldom. */
const EVERY_ACCOUNT = 'ACCOUNTS';

/** `since` is the newest revision of the settings that claimed the domain. */
const claimOf = (account: string, revision: number) => ({
  ExpressionAttributeNames: { '#account': 'account', '#since': 'since' },
  ExpressionAttributeValues: { ':account': account, ':since': revision },
});

/** Settings that were saved before it could be chosen: what is attached to an email is attached in Xero. */
const accountOf = (saved: Account): Account => ({ ...saved, xero: { ...saved.xero, attachPdf: saved.xero.attachPdf ?? true } });

export const accounts: Accounts = {
  async get(account) {
    const item = isId(account) ? await get(keys.account(account)) : undefined;
    return item && accountOf(stripped(item) as Account);
  },

  save: (account) => save(keys.account(account.accountId), account, { ...account, accounts: EVERY_ACCOUNT }),

  async *all() {
    for await (const { pk } of items({ index: 'accounts', partition: EVERY_ACCOUNT, from: '!', to: LAST })) yield String(pk);
  },

  async claimDomain(domain, account, revision) {
    const key = keys.domain(domain.toLowerCase());
    const put = new PutCommand({
      TableName: config.tableName(),
      Item: { ...key, account, since: revision },
      // Repeating it is harmless: a condition that fails is another's, or a newer claim of our own.
      ConditionExpression: 'attribute_not_exists(pk) OR (#account = :account AND #since <= :since)',
      ...claimOf(account, revision),
    });
    try {
      await client().send(put);
    } catch (error) {
      if (!conditionFailed(error)) throw error;
      if ((await get(key))?.account === account) return;
      throw new Problem('conflict', `The domain ${domain} is used by another account already`);
    }
  },

  async releaseDomain(domain, account, revision) {
    const removal = new DeleteCommand({
      TableName: config.tableName(),
      Key: keys.domain(domain.toLowerCase()),
      ConditionExpression: '#account = :account AND #since <= :since',
      ...claimOf(account, revision),
    });
    await client().send(removal).catch(unlessOthersStand);
  },
  async ownerOf(domain) {
    const claim = await get(keys.domain(domain.toLowerCase()));
    return claim && String(claim.account);
  },

  async noteSender(account, verified) {
    const note = new UpdateCommand({
      TableName: config.tableName(),
      Key: keys.account(account.accountId),
      UpdateExpression: verified ? 'SET #verified = :domain' : 'REMOVE #verified',
      ConditionExpression: '#sending.#from = :from',
      ExpressionAttributeNames: { '#verified': 'verifiedSender', '#sending': 'sending', '#from': 'from' },
      ExpressionAttributeValues: { ':from': account.sending.from, ...(verified ? { ':domain': senderDomain(account) } : {}) },
    });
    await client().send(note).catch(unlessOthersStand);
  },
};

function unlessOthersStand(error: unknown): void {
  if (!conditionFailed(error)) throw error;
}
