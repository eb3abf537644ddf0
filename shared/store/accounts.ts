import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { config } from '../config.ts';
import type { Account } from '../domain/account.ts';
import type { Accounts } from '../domain/ports.ts';
import { Problem } from '../domain/problem.ts';
import { client, get, items, LAST } from './client.ts';
import { isId, stripped } from './names.ts';
import { conditionFailed, save } from './putIf.ts';
import { keys } from './table.ts';

/** All accounts stand in one partition of their index: one is written at each save of its settings, which is seldom. */
const EVERY_ACCOUNT = 'ACCOUNTS';

const owned = { ExpressionAttributeNames: { '#account': 'account' } };

export const accounts: Accounts = {
  async get(account) {
    const item = isId(account) ? await get(keys.account(account)) : undefined;
    return item && (stripped(item) as Account);
  },

  save: (account) => save(keys.account(account.accountId), account, { ...account, accounts: EVERY_ACCOUNT }),

  async *all() {
    for await (const { pk } of items({ index: 'accounts', partition: EVERY_ACCOUNT, from: '!', to: LAST })) yield String(pk);
  },

  async claimDomain(domain, account) {
    const put = new PutCommand({
      TableName: config.tableName(),
      Item: { ...keys.domain(domain.toLowerCase()), account },
      // Repeating it is harmless: a condition that fails is another's, never our own write.
      ConditionExpression: 'attribute_not_exists(pk) OR #account = :account',
      ...owned,
      ExpressionAttributeValues: { ':account': account },
    });
    await client()
      .send(put)
      .catch((error: unknown) => {
        if (!conditionFailed(error)) throw error;
        throw new Problem('conflict', `The domain ${domain} is used by another account already`);
      });
  },

  async releaseDomain(domain, account) {
    const removal = new DeleteCommand({
      TableName: config.tableName(),
      Key: keys.domain(domain.toLowerCase()),
      ConditionExpression: '#account = :account',
      ...owned,
      ExpressionAttributeValues: { ':account': account },
    });
    await client()
      .send(removal)
      .catch((error: unknown) => {
        if (!conditionFailed(error)) throw error;
      });
  },
};
