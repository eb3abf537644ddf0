import * as z from 'zod/mini';
import { isPrevious } from '../../shared/domain/lists.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { invoicePage, listed } from '../../shared/lambda/invoiceList.ts';
import { limit } from '../../shared/lambda/schemas.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { connections } from '../../shared/store/connections.ts';
import { customers } from '../../shared/store/customers.ts';
import { invoices } from '../../shared/store/invoices.ts';
import { runs } from '../../shared/store/runs.ts';

/** GET /v1/invoices/previous: sent at least once, and not on their way again. */
export const previousInvoices = endpoint({
  summary: 'The previous invoices: sent at least once and not on their way again, newest first',
  role: 'viewer',
  query: z.strictObject({ cursor: z.optional(z.string()), limit: limit(50, 100) }),
  output: invoicePage,
  ports: { accounts, connections, customers, invoices, runs },
  async run({ settings, query, role, now }, ports) {
    return listed({ settings, list: 'previous', wanted: {}, keep: isPrevious, ...query, cursor: query.cursor, role, now }, ports);
  },
});

export const handler = api(previousInvoices);
