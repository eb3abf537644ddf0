import * as z from 'zod/mini';
import { ids } from '../../shared/aws/ids.ts';
import { runQueue } from '../../shared/aws/queues.ts';
import { again } from '../../shared/domain/again.ts';
import { skipMonth } from '../../shared/domain/planning.ts';
import { Problem } from '../../shared/domain/problem.ts';
import { runReport } from '../../shared/domain/runReport.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { planCursor } from '../../shared/lambda/pageCursor.ts';
import { line, month } from '../../shared/lambda/schemas.ts';
import { runView, skippedList, viewRun } from '../../shared/lambda/views/run.ts';
import { Reply } from '../../shared/lambda/wire.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { runs } from '../../shared/store/runs.ts';

/**
 * POST /v1/runs/{month}: has the month made, or skipped for a reason. Planning may take minutes, so it is queued and 202 says where to look;
 * one that is still open is queued again, which goes on with what is not done. A finished one answers that nothing is to be done.
 */
export const startRun = endpoint({
  summary: 'Makes a month by hand, or skips it for a reason',
  role: 'billing',
  status: 202,
  alsoStatus: 200,
  params: z.strictObject({ month }),
  body: z.strictObject({ skip: z.optional(line(200)) }),
  output: runView,
  ports: { accounts, runs, runQueue, ids },
  async run({ account, settings, params, body, user, now }, ports) {
    const { month } = params;
    const report = () => runReport(settings, month, ports, now);
    let status = 200;
    let run = await report();
    const reason = body.skip;
    if (reason !== undefined && run.state !== 'skipped') {
      await again(() => skipMonth(settings, month, reason, ports, { by: user, clock: () => now }));
      run = await report();
    } else if (run.state === 'notPlanned' || run.state === 'open') {
      if (run.state === 'notPlanned' && !run.start.allowed) throw new Problem('conflict', run.start.reason);
      await ports.runQueue.plan({ account, month, by: user });
      status = 202;
    }
    const headers = status === 202 ? { location: `/v1/runs/${month}` } : {};
    return new Reply(viewRun(run, planCursor(account, skippedList(month), run.skipped.next)), { status, headers });
  },
});

export const handler = api(startRun);
