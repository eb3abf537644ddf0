import * as z from 'zod/mini';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { idOf, nextCursor } from '../../shared/lambda/pageCursor.ts';
import { limit } from '../../shared/lambda/schemas.ts';
import { customerView, viewCustomer } from '../../shared/lambda/views/customer.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { customers } from '../../shared/store/customers.ts';

const LIST = 'customers';

/** GET /v1/customers: all but the removed ones. */
export const listCustomers = endpoint({
  summary: 'The customers, removed ones left out',
  role: 'viewer',
  query: z.strictObject({ cursor: z.optional(z.string()), limit: limit(50, 200) }),
  output: z.object({ items: z.array(customerView), nextCursor: z.nullable(z.string()) }),
  ports: { accounts, customers },
  async run({ account, settings, query }, { customers }) {
    const { items, next } = await customers.list(account, idOf(account, LIST, query.cursor), query.limit);
    return {
      items: items.map((customer) => viewCustomer(customer, settings.sending.bcc)),
      nextCursor: nextCursor(account, LIST, next),
    };
  },
});

export const handler = api(listCustomers);
