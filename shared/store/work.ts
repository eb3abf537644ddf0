import type { Month } from '../domain/month.ts';
import type { Work, WorkList } from '../domain/ports.ts';
import { items } from './client.ts';
import { WORK_SHARDS } from './table.ts';

/** Before every instant. */
const EVER = '0';

export const workList: WorkList = {
  async *due(before) {
    for (let shard = 0; shard < WORK_SHARDS; shard += 1) {
      for await (const { pk, sk, dueAt } of items({ index: 'work', partition: `WORK#${shard}`, from: EVER, to: before })) {
        const work = String(dueAt) < before ? workOf(String(pk), String(sk)) : undefined;
        if (work) yield work;
      }
    }
  },
};

function workOf(account: string, sk: string): Work | undefined {
  const [kind, month, customer] = sk.split('#');
  if (kind === 'RUN') return { kind: 'run', account, month: month as Month };
  if (kind === 'INVOICE' && customer) return { kind: 'invoice', account, month: month as Month, customer };
  return undefined;
}
