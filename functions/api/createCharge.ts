import * as z from 'zod/mini';
import { ids } from '../../shared/aws/ids.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { created, newId } from '../../shared/lambda/creating.ts';
import { customerId } from '../../shared/lambda/schemas.ts';
import { chargeBody, chargeFrom, chargeView, viewCharge } from '../../shared/lambda/views/charge.ts';
import { checkNotRemoved } from '../../shared/lambda/views/customer.ts';
import { Reply } from '../../shared/lambda/wire.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { customers } from '../../shared/store/customers.ts';

/** POST /v1/customers/{customerId}/charges: billed once, by the next run. */
export const createCharge = endpoint({
  summary: 'Adds a once-off charge, or a credit with a negative price',
  role: 'billing',
  status: 201,
  idempotent: true,
  params: z.strictObject({ customerId }),
  body: chargeBody,
  output: chargeView,
  ports: { accounts, customers, ids },
  async run(request, { customers, ids }) {
    const { account, settings, params, body } = request;
    const { customerId } = params;
    checkNotRemoved(await customers.get(account, customerId));
    const chargeId = await newId(request, `charges of ${customerId}`, ids);
    const stands = await created(
      request,
      chargeFrom(body, { chargeId, customerId, revision: 0 }),
      (item) => customers.saveCharge(account, item),
      () => customers.getCharge(account, customerId, chargeId),
    );
    const location = `/v1/customers/${customerId}/charges/${chargeId}`;
    return new Reply(viewCharge(stands, settings.billing.currency), { headers: { location } });
  },
});

export const handler = api(createCharge);
