import { ids } from '../../shared/aws/ids.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { created, newId } from '../../shared/lambda/creating.ts';
import { customerBody, customerFrom, customerView, viewCustomer } from '../../shared/lambda/views/customer.ts';
import { Reply } from '../../shared/lambda/wire.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { customers } from '../../shared/store/customers.ts';

/** POST /v1/customers */
export const createCustomer = endpoint({
  summary: 'Adds a customer',
  role: 'billing',
  status: 201,
  idempotent: true,
  body: customerBody,
  output: customerView,
  ports: { accounts, customers, ids },
  async run(request, { customers, ids }) {
    const { account, settings, body } = request;
    const customerId = await newId(request, 'customers', ids);
    const customer = customerFrom(body, { customerId, flags: {}, revision: 0 }, settings);
    const stands = await created(
      request,
      customer,
      (item) => customers.save(account, item),
      () => customers.get(account, customerId),
    );
    return new Reply(viewCustomer(stands, settings.sending.bcc), { headers: { location: `/v1/customers/${customerId}` } });
  },
});

export const handler = api(createCustomer);
