import * as z from 'zod/mini';
import { ids } from '../../shared/aws/ids.ts';
import { metrics } from '../../shared/aws/metrics.ts';
import { emailQueue } from '../../shared/aws/queues.ts';
import { config } from '../../shared/config.ts';
import { again } from '../../shared/domain/again.ts';
import type { Cents } from '../../shared/domain/money.ts';
import { repair } from '../../shared/domain/repairing.ts';
import { showOne } from '../../shared/domain/showing.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { invoiceId } from '../../shared/lambda/schemas.ts';
import { invoiceView, viewInvoice } from '../../shared/lambda/views/invoice.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { connections } from '../../shared/store/connections.ts';
import { customers } from '../../shared/store/customers.ts';
import { invoices } from '../../shared/store/invoices.ts';
import { runs } from '../../shared/store/runs.ts';

/** Cents of a total as it is shown: `123.45`, `-5.00`. */
const total = z.pipe(
  z.string().check(z.regex(/^-?\d{1,12}\.\d{2}$/, 'must be the total as it is shown, like "123.45"')),
  z.transform((text) => Number(text.replace('.', '')) as Cents),
);

/** POST /v1/invoices/{invoiceId}/repair: makes a parked invoice after all, under its own number, from the data of today. */
export const repairInvoice = endpoint({
  summary: 'Makes an invoice that needs attention, from the data of today; an unusual total is to be confirmed',
  role: 'billing',
  params: z.strictObject({ invoiceId }),
  body: z.strictObject({ confirmTotal: z.optional(total) }),
  output: invoiceView,
  ports: { accounts, connections, customers, invoices, runs, emailQueue, ids, metrics },
  async run({ account, settings, params, body, user, role, now }, ports) {
    const { month, customer } = params.invoiceId;
    const confirmed = body.confirmTotal === undefined ? {} : { confirmedTotal: body.confirmTotal };
    const asking = { now, by: user, delaySeconds: config.emailDelaySeconds(), ...confirmed };
    const repaired = await again(async () => repair(settings, await ports.invoices.get(account, month, customer), ports, asking));
    return viewInvoice(await showOne(settings, repaired, ports, { role, now }));
  },
});

export const handler = api(repairInvoice);
