import * as z from 'zod/mini';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { customerId } from '../../shared/lambda/schemas.ts';
import { customerView, viewCustomer } from '../../shared/lambda/views/customer.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { customers } from '../../shared/store/customers.ts';

/** GET /v1/customers/{customerId}: a removed one too. */
export const readCustomer = endpoint({
  summary: 'One customer; a removed one says so',
  role: 'viewer',
  params: z.strictObject({ customerId }),
  output: customerView,
  ports: { accounts, customers },
  async run({ account, settings, params }, { customers }) {
    return viewCustomer(await customers.get(account, params.customerId), settings.sending.bcc);
  },
});

export const handler = api(readCustomer);
