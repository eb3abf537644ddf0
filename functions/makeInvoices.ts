import * as z from 'zod/mini';
import { metrics } from '../shared/aws/metrics.ts';
import { emailQueue, uploadQueue } from '../shared/aws/queues.ts';
import { config } from '../shared/config.ts';
import { executePage } from '../shared/domain/executing.ts';
import { job, queue } from '../shared/lambda/queue.ts';
import { accountId, month } from '../shared/lambda/schemas.ts';
import { customers } from '../shared/store/customers.ts';
import { invoices } from '../shared/store/invoices.ts';
import { runs } from '../shared/store/runs.ts';

/** The page queue: executes one page of a committed plan. Whoever ends the last page closes the run. */
export const makeInvoices = job({
  message: z.object({ account: accountId, month, plan: z.string(), page: z.number() }),
  ports: { customers, invoices, runs, emailQueue, uploadQueue, metrics },
  async run(message, ports, { now }) {
    await executePage(message, ports, now, config.emailDelaySeconds());
  },
});

export const handler = queue(makeInvoices);
