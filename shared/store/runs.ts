import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { config } from '../config.ts';
import type { Month } from '../domain/month.ts';
import type { Numbers } from '../domain/numbering.ts';
import type { Run } from '../domain/plan.ts';
import type { Runs } from '../domain/ports.ts';
import { beginning, client, get, type Item, pages } from './client.ts';
import { isId, stripped } from './names.ts';
import { discard, readEntries, readHead, readHeads, writeEntries, writeHead } from './plans.ts';
import { conditionFailed, save } from './putIf.ts';
import { keys, workShard } from './table.ts';

export const runs: Runs = {
  async numbers(account) {
    const item = isId(account) ? await get(keys.numbers(account)) : undefined;
    return item && (stripped(item) as Numbers);
  },

  saveNumbers: (numbers) => save(keys.numbers(numbers.accountId), numbers),

  writeEntries,

  writeHead,

  head: readHead,

  heads: readHeads,

  entries: readEntries,

  async *allEntries({ accountId, plan, pages }) {
    for (let page = 1; page <= pages; page += 1) yield* await readEntries(accountId, plan, page);
  },

  discard,

  async find(account, month) {
    const item = isId(account) ? await get(keys.run(account, month)) : undefined;
    return item && runOf(item);
  },

  async newest(account, limit) {
    if (!isId(account)) return [];
    const { sk } = keys.run(account, '' as Month);
    for await (const page of pages({ partition: account, ...beginning(sk), descending: true, limit })) return page.items.map(runOf);
    return [];
  },

  async open(run) {
    const key = keys.run(run.accountId, run.month);
    const { done, ...rest } = run;
    const isWork = run.state === 'open';
    const work = isWork ? { work: workShard(run.accountId, key.sk), dueAt: run.openedAt } : {};
    const set = done.length > 0 ? { done: new Set(done) } : {};
    await client()
      .send(
        new PutCommand({
          TableName: config.tableName(),
          Item: { ...rest, ...set, ...work, ...key },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      )
      .catch((error: unknown) => {
        if (!conditionFailed(error)) throw error;
      });
  },

  async markDone(account, month, page) {
    const { Attributes } = await client().send(
      new UpdateCommand({
        TableName: config.tableName(),
        Key: keys.run(account, month),
        UpdateExpression: 'ADD #done :page',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#done': 'done' },
        ExpressionAttributeValues: { ':page': new Set([page]) },
        ReturnValues: 'ALL_NEW',
      }),
    );
    return runOf(Attributes ?? {});
  },

  async close({ accountId, month, closedAt, fault }) {
    const told = fault === undefined ? {} : { ':fault': fault };
    await client().send(
      new UpdateCommand({
        TableName: config.tableName(),
        Key: keys.run(accountId, month),
        // The first closing is when it was closed; what the last check found is what is known.
        UpdateExpression:
          `SET #state = :closed, #closedAt = if_not_exists(#closedAt, :at)${fault === undefined ? '' : ', #fault = :fault'} ` +
          `REMOVE #work, #dueAt${fault === undefined ? ', #fault' : ''}`,
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#state': 'state', '#closedAt': 'closedAt', '#work': 'work', '#dueAt': 'dueAt', '#fault': 'fault' },
        ExpressionAttributeValues: { ':closed': 'closed', ':at': closedAt, ...told },
      }),
    );
  },
};

function runOf(item: Item): Run {
  const { done, dueAt: _, ...rest } = stripped(item);
  const pages = done instanceof Set ? ([...done] as number[]).sort((one, other) => one - other) : [];
  return { ...rest, done: pages } as unknown as Run;
}
