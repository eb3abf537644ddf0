import * as z from 'zod/mini';
import { summaryReport } from '../../shared/domain/summaryReport.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { planCursor } from '../../shared/lambda/pageCursor.ts';
import { month } from '../../shared/lambda/schemas.ts';
import { skippedList } from '../../shared/lambda/views/run.ts';
import { summaryView, viewSummary } from '../../shared/lambda/views/summary.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { connections } from '../../shared/store/connections.ts';
import { customers } from '../../shared/store/customers.ts';
import { invoices } from '../../shared/store/invoices.ts';
import { runs } from '../../shared/store/runs.ts';

/** GET /v1/months/{month}/summary: trouble first. Of a month that is not made, all of it is nought. */
export const monthSummary = endpoint({
  summary: 'A month at a glance: trouble first, how much by status, who has not received theirs, against last month',
  role: 'viewer',
  params: z.strictObject({ month }),
  output: summaryView,
  ports: { accounts, connections, customers, invoices, runs },
  async run({ account, settings, params, now }, ports) {
    const report = await summaryReport(settings, params.month, ports);
    return viewSummary(report, planCursor(account, skippedList(params.month), report.skipped.next), now);
  },
});

export const handler = api(monthSummary);
