import * as z from 'zod/mini';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { customerId, id } from '../../shared/lambda/schemas.ts';
import { chargeView, checkNotInvoiced, viewCharge } from '../../shared/lambda/views/charge.ts';
import { checkNotRemoved } from '../../shared/lambda/views/customer.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { customers } from '../../shared/store/customers.ts';

/** DELETE …/charges/{chargeId}: only while it is on no invoice. Answers what was removed. */
export const removeCharge = endpoint({
  summary: 'Removes a charge that is not invoiced yet',
  role: 'billing',
  ifMatch: true,
  params: z.strictObject({ customerId, chargeId: id }),
  output: chargeView,
  ports: { accounts, customers },
  async run({ account, settings, params, revision = 0 }, { customers }) {
    const { customerId, chargeId } = params;
    const charge = await customers.getCharge(account, customerId, chargeId);
    checkNotInvoiced(charge);
    checkNotRemoved(await customers.get(account, customerId));
    await customers.removeCharge(account, { ...charge, revision });
    return viewCharge(charge, settings.billing.currency);
  },
});

export const handler = api(removeCharge);
