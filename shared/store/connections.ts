import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { config } from '../config.ts';
import type { Connection } from '../domain/xero/connection.ts';
import type { Connections, Consent } from '../domain/xero/ports.ts';
import { client, get, items, LAST } from './client.ts';
import { isId, stripped } from './names.ts';
import { conditionFailed, save, stale } from './putIf.ts';
import { keys } from './table.ts';

/** All connections stand in one partition of the index of accounts, beside the one of all accounts. */
const EVERY_CONNECTION = 'CONNECTIONS';

export const connections: Connections = {
  async get(account) {
    const item = isId(account) ? await get(keys.connection(account)) : undefined;
    return item && (stripped(item) as Connection);
  },

  save: (connection) => save(keys.connection(connection.accountId), connection, { ...connection, accounts: EVERY_CONNECTION }),

  async remove({ accountId, revision }) {
    const removal = new DeleteCommand({
      TableName: config.tableName(),
      Key: keys.connection(accountId),
      // One that is gone is what was wanted: an answer may be lost and the request repeated.
      ConditionExpression: 'attribute_not_exists(pk) OR #revision = :revision',
      ExpressionAttributeNames: { '#revision': 'revision' },
      ExpressionAttributeValues: { ':revision': revision },
    });
    await client()
      .send(removal)
      .catch((error: unknown) => {
        throw conditionFailed(error) ? stale() : error;
      });
  },

  async *all() {
    for await (const { pk } of items({ index: 'accounts', partition: EVERY_CONNECTION, from: '!', to: LAST })) yield String(pk);
  },

  async keepConsent(account, consent) {
    await client().send(new PutCommand({ TableName: config.tableName(), Item: { ...consent, ...keys.consent(account) } }));
  },

  async keepProblem(account, consent) {
    const keeping = new PutCommand({
      TableName: config.tableName(),
      Item: { ...consent, ...keys.consent(account) },
      ConditionExpression: 'attribute_not_exists(pk) OR attribute_exists(problem)',
    });
    await client()
      .send(keeping)
      .catch((error: unknown) => {
        if (!conditionFailed(error)) throw error;
      });
  },

  async consent(account) {
    const item = isId(account) ? await get(keys.consent(account)) : undefined;
    return item && (stripped(item) as Consent);
  },

  async takeConsent(account, hash) {
    if (!isId(account)) return undefined;
    const taking = new DeleteCommand({
      TableName: config.tableName(),
      Key: keys.consent(account),
      ConditionExpression: '#hash = :hash',
      ExpressionAttributeNames: { '#hash': 'hash' },
      ExpressionAttributeValues: { ':hash': hash },
      ReturnValues: 'ALL_OLD',
    });
    try {
      const { Attributes } = await client().send(taking);
      return Attributes && (stripped(Attributes) as Consent);
    } catch (error) {
      if (conditionFailed(error)) return undefined;
      throw error;
    }
  },
};
