import * as z from 'zod/mini';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { customerId } from '../../shared/lambda/schemas.ts';
import { checkNotRemoved, customerBody, customerFrom, customerView, viewCustomer } from '../../shared/lambda/views/customer.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { customers } from '../../shared/store/customers.ts';

/** PUT /v1/customers/{customerId}: the customer, whole. Invoices that exist keep the buyer they were made with. */
export const saveCustomer = endpoint({
  summary: 'Changes a customer; a changed address lifts its flag',
  role: 'billing',
  ifMatch: true,
  params: z.strictObject({ customerId }),
  body: customerBody,
  output: customerView,
  ports: { accounts, customers },
  async run({ account, settings, params, body, revision = 0 }, { customers }) {
    const stands = await customers.get(account, params.customerId);
    checkNotRemoved(stands);
    const customer = customerFrom(body, { ...stands, revision }, settings);
    return viewCustomer(await customers.save(account, customer), settings.sending.bcc);
  },
});

export const handler = api(saveCustomer);
