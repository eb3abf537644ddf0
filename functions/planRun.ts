import * as z from 'zod/mini';
import { ids } from '../shared/aws/ids.ts';
import { metrics } from '../shared/aws/metrics.ts';
import { pageQueue } from '../shared/aws/queues.ts';
import { again } from '../shared/domain/again.ts';
import { planMonth } from '../shared/domain/planning.ts';
import { Problem } from '../shared/domain/problem.ts';
import { job, queue } from '../shared/lambda/queue.ts';
import { accountId, month } from '../shared/lambda/schemas.ts';
import { accounts } from '../shared/store/accounts.ts';
import { customers } from '../shared/store/customers.ts';
import { invoices } from '../shared/store/invoices.ts';
import { runs } from '../shared/store/runs.ts';

/** The run queue: prices a month whole and commits it. A message that comes too late or twice finds the month planned and ends there. */
export const planRun = job({
  message: z.object({ account: accountId, month, by: z.optional(z.string()) }),
  ports: { accounts, customers, invoices, runs, pageQueue, ids, metrics },
  async run({ account, month, by }, ports, { clock, log }) {
    try {
      // Two messages for one month race to the commit; whoever loses looks again, and finds the month planned or open.
      await again(async () => {
        const settings = await ports.accounts.get(account);
        if (settings) await planMonth(settings, month, ports, { clock, ...(by ? { by } : {}) });
      });
    } catch (error) {
      // Planned already, by a twin of this message or another planner: that was all this one was for.
      if (!(error instanceof Problem && error.code === 'conflict')) throw error;
      log(error);
    }
  },
});

export const handler = queue(planRun);
