import * as z from 'zod/mini';
import { runReport } from '../../shared/domain/runReport.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { planCursor, planPlaceOf } from '../../shared/lambda/pageCursor.ts';
import { month } from '../../shared/lambda/schemas.ts';
import { runView, skippedList, viewRun } from '../../shared/lambda/views/run.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { runs } from '../../shared/store/runs.ts';

/** GET /v1/runs/{month}: how far it has come, what it came to, and who got nothing and why. */
export const readRun = endpoint({
  summary: "A month's run: state, totals, and the customers it skipped, a page at a time",
  role: 'viewer',
  params: z.strictObject({ month }),
  query: z.strictObject({ cursor: z.optional(z.string()) }),
  output: runView,
  ports: { accounts, runs },
  async run({ account, settings, params, query, now }, ports) {
    const list = skippedList(params.month);
    const report = await runReport(settings, params.month, ports, now, planPlaceOf(account, list, query.cursor));
    return viewRun(report, planCursor(account, list, report.skipped.next));
  },
});

export const handler = api(readRun);
