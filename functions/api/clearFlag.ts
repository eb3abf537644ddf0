import * as z from 'zod/mini';
import { normalAddress } from '../../shared/domain/address.ts';
import { again } from '../../shared/domain/again.ts';
import type { Customer } from '../../shared/domain/customer.ts';
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
    const cleared = await again(async () => {
      const stands = await customers.get(account, params.customerId);
      checkNotRemoved(stands);
      return customers.save(account, withoutFlag(stands, params.address));
    });
    return viewCustomer(cleared, settings.sending.bcc);
  },
});

/** However the caller wrote the address. @throws Problem `not-found` when it has no flag */
function withoutFlag(customer: Customer, address: string): Customer {
  const key = (normalAddress(address) ?? address).toLowerCase();
  if (!Object.hasOwn(customer.flags, key)) throw new Problem('not-found', 'This address has no flag');
  const { [key]: _, ...flags } = customer.flags;
  return { ...customer, flags };
}

export const handler = api(clearFlag);
