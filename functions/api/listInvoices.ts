import { isPrevious } from '../../shared/domain/lists.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { invoicePage, invoiceQuery, listed } from '../../shared/lambda/invoiceList.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { connections } from '../../shared/store/connections.ts';
import { customers } from '../../shared/store/customers.ts';
import { invoices } from '../../shared/store/invoices.ts';
import { runs } from '../../shared/store/runs.ts';

/** GET /v1/invoices: what is to be sent, on its way, or needs attention; newest number first. */
export const listInvoices = endpoint({
  summary: 'The current invoices: all that are not in the list of previous ones, newest first',
  role: 'viewer',
  query: invoiceQuery,
  output: invoicePage,
  ports: { accounts, connections, customers, invoices, runs },
  async run({ settings, query, role, now }, ports) {
    return listed({ settings, name: 'invoices', keep: (invoice) => !isPrevious(invoice), query, role, now }, ports);
  },
});

export const handler = api(listInvoices);
