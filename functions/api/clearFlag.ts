import * as z from 'zod/mini';
import { Problem } from '../../shared/domain/problem.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { customerId } from '../../shared/lambda/schemas.ts';
import { checkNotRemoved, customerView, viewCustomer } from '../../shared/lambda/views/customer.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { customers } from '../../shared/store/customers.ts';

/** DELETE /v1/customers/{customerId}/flags/{address}: the address is written to again, from the next sending on. */
export const clearFlag = endpoint({
  summary: "Clears a bounced or complained address's flag",
  role: 'billing',
  params: z.strictObject({ customerId, address: z.string() }),
  output: customerView,
  ports: { accounts, customers },
  async run({ account, settings, params }, { customers }) {
    const stands = await customers.get(account, params.customerId);
    checkNotRemoved(stands);
    const { [params.address.toLowerCase()]: flag, ...flags } = stands.flags;
    if (!flag) throw new Problem('not-found', 'This address has no flag');
    return viewCustomer(await customers.save(account, { ...stands, flags }), settings.sending.bcc);
  },
});

export const handler = api(clearFlag);
