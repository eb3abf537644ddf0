import { ids } from '../shared/aws/ids.ts';
import { metrics } from '../shared/aws/metrics.ts';
import { emailQueue, pageQueue, uploadQueue } from '../shared/aws/queues.ts';
import { config } from '../shared/config.ts';
import { finishRepair } from '../shared/domain/repairing.ts';
import { sweep as sweepAll } from '../shared/domain/sweeping.ts';
import { sweepUploads } from '../shared/domain/xero/sweepingUploads.ts';
import { schedule, task } from '../shared/lambda/schedule.ts';
import { breaker } from '../shared/store/breaker.ts';
import { connections } from '../shared/store/connections.ts';
import { customers } from '../shared/store/customers.ts';
import { invoices } from '../shared/store/invoices.ts';
import { runs } from '../shared/store/runs.ts';
import { workList } from '../shared/store/work.ts';

/** Every five minutes: finds what a crash or a lost message left behind. Dead-letter queues only alarm; this is what mends. */
export const sweep = task({
  ports: { workList, connections, customers, invoices, runs, breaker, emailQueue, pageQueue, uploadQueue, ids, metrics },
  async run({ now, log }, ports) {
    const delaySeconds = config.emailDelaySeconds();
    await sweepAll(ports, (invoice) => finishRepair(invoice, ports, { now, delaySeconds }), now, log);
    await sweepUploads(ports, now, log);
  },
});

export const handler = schedule(sweep);
