import * as z from 'zod/mini';
import { STATUSES } from '../../shared/domain/lifecycle.ts';
import { isPrevious } from '../../shared/domain/lists.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { invoicePage, listed } from '../../shared/lambda/invoiceList.ts';
import { customerId, limit, month } from '../../shared/lambda/schemas.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { connections } from '../../shared/store/connections.ts';
import { customers } from '../../shared/store/customers.ts';
import { invoices } from '../../shared/store/invoices.ts';
import { runs } from '../../shared/store/runs.ts';

/** GET /v1/invoices: what is to be sent, on its way, or needs attention; newest number first. */
export const listInvoices = endpoint({
  summary: 'The current invoices: all that are not in the list of previous ones, newest first',
  role: 'viewer',
  query: z.strictObject({
    month: z.optional(month),
    status: z.optional(z.enum(STATUSES)),
    customerId: z.optional(customerId),
    cursor: z.optional(z.string()),
    limit: limit(50, 100),
  }),
  output: invoicePage,
  ports: { accounts, connections, customers, invoices, runs },
  async run({ settings, query, role, now }, ports) {
    const { cursor, limit, status, ...wanted } = query;
    const list = `invoices ${JSON.stringify([wanted.month, wanted.customerId, status])}`;
    const keep = (invoice: Parameters<typeof isPrevious>[0]) => !isPrevious(invoice) && (!status || invoice.status === status);
    return listed({ settings, list, wanted, keep, cursor, limit, role, now }, ports);
  },
});

export const handler = api(listInvoices);
