import * as z from 'zod/mini';
import { instant } from '../../shared/domain/month.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { customerId } from '../../shared/lambda/schemas.ts';
import { customerView, viewCustomer } from '../../shared/lambda/views/customer.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { customers } from '../../shared/store/customers.ts';

/** DELETE /v1/customers/{customerId}: hidden and no longer billed, never erased. Removing it twice is the same as once. */
export const removeCustomer = endpoint({
  summary: 'Removes a customer: it is hidden and no longer billed; its invoices stand',
  role: 'billing',
  ifMatch: true,
  params: z.strictObject({ customerId }),
  output: customerView,
  ports: { accounts, customers },
  async run({ account, settings, params, revision = 0, now }, { customers }) {
    const stands = await customers.get(account, params.customerId);
    const removed = stands.removed ? stands : await customers.save(account, { ...stands, removed: instant(now), revision });
    return viewCustomer(removed, settings.sending.bcc);
  },
});

export const handler = api(removeCustomer);
