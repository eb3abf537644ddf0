import * as z from 'zod/mini';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { customerId, id } from '../../shared/lambda/schemas.ts';
import { chargeBody, chargeFrom, chargeView, checkNotInvoiced, viewCharge } from '../../shared/lambda/views/charge.ts';
import { checkNotRemoved } from '../../shared/lambda/views/customer.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { customers } from '../../shared/store/customers.ts';

/** PUT …/charges/{chargeId}: only while it is on no invoice. */
export const saveCharge = endpoint({
  summary: 'Changes a charge that is not invoiced yet',
  role: 'billing',
  ifMatch: true,
  params: z.strictObject({ customerId, chargeId: id }),
  body: chargeBody,
  output: chargeView,
  ports: { accounts, customers },
  async run({ account, settings, params, body, revision = 0 }, { customers }) {
    const { customerId, chargeId } = params;
    checkNotInvoiced(await customers.getCharge(account, customerId, chargeId));
    checkNotRemoved(await customers.get(account, customerId));
    const saved = await customers.saveCharge(account, chargeFrom(body, { chargeId, customerId, revision }));
    return viewCharge(saved, settings.billing.currency);
  },
});

export const handler = api(saveCharge);
