import * as z from 'zod/mini';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { customerId } from '../../shared/lambda/schemas.ts';
import { serviceView, viewService } from '../../shared/lambda/views/service.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { customers } from '../../shared/store/customers.ts';

/** GET /v1/customers/{customerId}/services: all of them, ended and removed ones too. */
export const listServices = endpoint({
  summary: "A customer's services, all at once",
  role: 'viewer',
  params: z.strictObject({ customerId }),
  output: z.object({ items: z.array(serviceView), nextCursor: z.nullable(z.string()) }),
  ports: { accounts, customers },
  async run({ account, settings, params }, { customers }) {
    const { services } = await customers.file(account, params.customerId);
    return { items: services.map((each) => viewService(each, settings.billing.currency)), nextCursor: null };
  },
});

export const handler = api(listServices);
