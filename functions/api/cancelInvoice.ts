import * as z from 'zod/mini';
import { changeInvoice } from '../../shared/domain/changing.ts';
import { cancelled } from '../../shared/domain/sending.ts';
import { showOne } from '../../shared/domain/showing.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { invoiceId } from '../../shared/lambda/schemas.ts';
import { invoiceView, viewInvoice } from '../../shared/lambda/views/invoice.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { connections } from '../../shared/store/connections.ts';
import { customers } from '../../shared/store/customers.ts';
import { invoices } from '../../shared/store/invoices.ts';
import { runs } from '../../shared/store/runs.ts';

/** POST /v1/invoices/{invoiceId}/cancel: once this answers 200, that email is never sent. The invoice itself stands. */
export const cancelInvoice = endpoint({
  summary: 'Takes a queued email back; the invoice itself stands',
  role: 'billing',
  params: z.strictObject({ invoiceId }),
  output: invoiceView,
  ports: { accounts, connections, customers, invoices, runs },
  async run({ account, settings, params, user, role, now }, ports) {
    const key = { account, ...params.invoiceId };
    const invoice = await changeInvoice(ports.invoices, key, (read) => cancelled(read, { now, by: user }));
    return viewInvoice(await showOne(settings, invoice, ports, { role, now }));
  },
});

export const handler = api(cancelInvoice);
