import * as z from 'zod/mini';
import { emailQueue } from '../../shared/aws/queues.ts';
import { config } from '../../shared/config.ts';
import { changeInvoice } from '../../shared/domain/changing.ts';
import { queueEmails } from '../../shared/domain/executing.ts';
import { sentAgain } from '../../shared/domain/sending.ts';
import { showOne } from '../../shared/domain/showing.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { invoiceId } from '../../shared/lambda/schemas.ts';
import { invoiceView, viewInvoice } from '../../shared/lambda/views/invoice.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { connections } from '../../shared/store/connections.ts';
import { customers } from '../../shared/store/customers.ts';
import { invoices } from '../../shared/store/invoices.ts';
import { runs } from '../../shared/store/runs.ts';

/**
 * POST /v1/invoices/{invoiceId}/send: queued, for the first time or again. The header is written first and its message sent second: a
 * message lost in between is sent again by the sweeper, one sent too early would be dropped.
 */
export const sendInvoice = endpoint({
  summary: 'Emails the invoice within five minutes, to the addresses that its customer has now',
  role: 'billing',
  params: z.strictObject({ invoiceId }),
  output: invoiceView,
  ports: { accounts, connections, customers, invoices, runs, emailQueue },
  async run({ account, settings, params, user, role, now }, ports) {
    const { month, customer } = params.invoiceId;
    const to = await ports.customers.get(account, customer);
    const asker = { now, by: user };
    const invoice = await changeInvoice(ports.invoices, { account, month, customer }, (read) =>
      sentAgain(read, settings, to, asker, config.emailDelaySeconds()),
    );
    await queueEmails([invoice], ports);
    return viewInvoice(await showOne(settings, invoice, ports, { role, now }));
  },
});

export const handler = api(sendInvoice);
