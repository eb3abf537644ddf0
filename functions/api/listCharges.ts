import * as z from 'zod/mini';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { customerId } from '../../shared/lambda/schemas.ts';
import { chargeView, viewCharge } from '../../shared/lambda/views/charge.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { customers } from '../../shared/store/customers.ts';

/** GET /v1/customers/{customerId}/charges: all that there are, invoiced ones too. */
export const listCharges = endpoint({
  summary: "A customer's charges, all at once",
  role: 'viewer',
  params: z.strictObject({ customerId }),
  output: z.object({ items: z.array(chargeView), nextCursor: z.nullable(z.string()) }),
  ports: { accounts, customers },
  async run({ account, settings, params }, { customers }) {
    const { charges } = await customers.file(account, params.customerId);
    return { items: charges.map((each) => viewCharge(each, settings.billing.currency)), nextCursor: null };
  },
});

export const handler = api(listCharges);
