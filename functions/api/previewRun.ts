import * as z from 'zod/mini';
import { preview } from '../../shared/domain/preview.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { idOf, nextCursor } from '../../shared/lambda/pageCursor.ts';
import { customerId, limit, month } from '../../shared/lambda/schemas.ts';
import { previewView, viewPreview } from '../../shared/lambda/views/preview.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { customers } from '../../shared/store/customers.ts';
import { invoices } from '../../shared/store/invoices.ts';
import { runs } from '../../shared/store/runs.ts';

/** GET /v1/runs/{month}/preview: the same planning as the run's, committing nothing. */
export const previewRun = endpoint({
  summary: 'What the next run would make of each customer, whom it would skip and why, and the change against last month',
  role: 'viewer',
  params: z.strictObject({ month }),
  query: z.strictObject({ cursor: z.optional(z.string()), limit: limit(100, 100), customerId: z.optional(customerId) }),
  output: previewView,
  ports: { accounts, customers, invoices, runs },
  async run({ account, settings, params, query, now }, ports) {
    const list = `preview ${params.month}`;
    const after = idOf(account, list, query.cursor);
    const found = await preview(settings, params.month, ports, { now, after, ...query });
    return viewPreview(found, settings.billing.currency, nextCursor(account, list, found.next));
  },
});

export const handler = api(previewRun);
