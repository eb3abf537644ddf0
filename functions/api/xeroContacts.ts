import * as z from 'zod/mini';
import { ids } from '../../shared/aws/ids.ts';
import { metrics } from '../../shared/aws/metrics.ts';
import { vault } from '../../shared/aws/vault.ts';
import { xeroCredentials } from '../../shared/aws/xeroCredentials.ts';
import { openBooks, shown } from '../../shared/domain/xero/lookingIn.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { line } from '../../shared/lambda/schemas.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { connections } from '../../shared/store/connections.ts';
import { accounting } from '../../shared/xero/accounting.ts';
import { signInWith } from '../../shared/xero/signIn.ts';

/** GET /v1/xero/contacts?search=: to map a customer to its contact by hand. */
export const xeroContacts = endpoint({
  summary: "Xero's contacts in which these words stand, to map a customer by hand",
  role: 'viewer',
  query: z.strictObject({ search: line(100) }),
  output: z.object({
    items: z.array(
      z.object({
        contactId: z.string(),
        name: z.string(),
        email: z.nullable(z.string()),
        /** Another system's id for it; of one that was found or made here, the customer's. */
        number: z.nullable(z.string()),
      }),
    ),
  }),
  ports: { accounts, connections, signIn: signInWith(xeroCredentials), accounting, vault, ids, metrics },
  async run({ account, query }, ports) {
    const { books } = await openBooks(account, ports, () => new Date());
    const found = shown(await books.searchContacts(query.search));
    return {
      items: found.map(({ contactId, name, email, number }) => ({ contactId, name, email: email ?? null, number: number ?? null })),
    };
  },
});

export const handler = api(xeroContacts);
