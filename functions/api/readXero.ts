import { api, endpoint } from '../../shared/lambda/api.ts';
import { viewXero, xeroView } from '../../shared/lambda/views/xero.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { connections } from '../../shared/store/connections.ts';
import { invoices } from '../../shared/store/invoices.ts';

/** GET /v1/xero: the link to Xero, and how it fares. */
export const readXero = endpoint({
  summary: 'The link to Xero: not connected, to be chosen, connected or ended; what waits, and the last trouble',
  role: 'viewer',
  output: xeroView,
  ports: { accounts, connections, invoices },
  async run({ account, settings, now }, { connections, invoices }) {
    const [connection, consent, waiting] = await Promise.all([
      connections.get(account),
      connections.consent(account),
      invoices.countForXero(account),
    ]);
    return viewXero({ connection, consent, waiting, currency: settings.billing.currency, now });
  },
});

export const handler = api(readXero);
