import * as z from 'zod/mini';
import { estimateOf } from '../../shared/domain/estimating.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { customerId } from '../../shared/lambda/schemas.ts';
import { draftFrom, estimateBody, estimateView, viewEstimate } from '../../shared/lambda/views/estimate.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { customers } from '../../shared/store/customers.ts';
import { invoices } from '../../shared/store/invoices.ts';
import { runs } from '../../shared/store/runs.ts';

/** POST …/estimate: what the coming run would bill for a draft, or for the customer as it is. Nothing is stored. */
export const estimate = endpoint({
  summary: 'What the coming run would bill for a service or charge as it is typed, with the proration explained; or the whole invoice',
  role: 'viewer',
  params: z.strictObject({ customerId }),
  body: estimateBody,
  output: estimateView,
  ports: { accounts, customers, invoices, runs },
  async run({ settings, params, body, now }, ports) {
    const estimated = await estimateOf(settings, params.customerId, (file, coming) => draftFrom(body, file, coming), ports, now);
    return viewEstimate(estimated, settings.billing.currency);
  },
});

export const handler = api(estimate);
