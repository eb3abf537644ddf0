import { monthsReport } from '../../shared/domain/monthsReport.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { monthsView, viewMonths } from '../../shared/lambda/views/months.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { runs } from '../../shared/store/runs.ts';

/** GET /v1/months: what there is to choose from, and the chart of it. */
export const listMonths = endpoint({
  summary: 'The months that are planned, newest first, at most 36; and which one is next',
  role: 'viewer',
  output: monthsView,
  ports: { accounts, runs },
  async run({ settings, now }, ports) {
    return viewMonths(await monthsReport(settings, ports, now), settings.billing.currency, now);
  },
});

export const handler = api(listMonths);
