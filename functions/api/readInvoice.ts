import * as z from 'zod/mini';
import { showOne } from '../../shared/domain/showing.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { invoiceId } from '../../shared/lambda/schemas.ts';
import { fullInvoiceView, viewFullInvoice } from '../../shared/lambda/views/invoice.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { connections } from '../../shared/store/connections.ts';
import { customers } from '../../shared/store/customers.ts';
import { invoices } from '../../shared/store/invoices.ts';
import { runs } from '../../shared/store/runs.ts';

/** GET /v1/invoices/{invoiceId}: with its lines, and its history in plain words. */
export const readInvoice = endpoint({
  summary: 'One invoice: lines, totals, what may be done to it, and what happened to it',
  role: 'viewer',
  params: z.strictObject({ invoiceId }),
  output: fullInvoiceView,
  ports: { accounts, connections, customers, invoices, runs },
  async run({ account, settings, params, role, now }, ports) {
    const { month, customer } = params.invoiceId;
    const invoice = await ports.invoices.get(account, month, customer);
    const [shown, lines] = await Promise.all([showOne(settings, invoice, ports, { role, now }), ports.invoices.lines(invoice)]);
    return viewFullInvoice(shown, lines, now);
  },
});

export const handler = api(readInvoice);
