import { ids } from '../../shared/aws/ids.ts';
import { metrics } from '../../shared/aws/metrics.ts';
import { vault } from '../../shared/aws/vault.ts';
import { xeroCredentials } from '../../shared/aws/xeroCredentials.ts';
import { disconnect } from '../../shared/domain/xero/disconnecting.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { viewXero, xeroView } from '../../shared/lambda/views/xero.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { connections } from '../../shared/store/connections.ts';
import { invoices } from '../../shared/store/invoices.ts';
import { signInWith } from '../../shared/xero/signIn.ts';

/** DELETE /v1/xero: ends the link, here and at Xero. What is in Xero stays there; what still waits, waits for the next link. */
export const disconnectXero = endpoint({
  summary: 'Ends the link to Xero, at Xero too; one that is ended already is no error',
  role: 'billing',
  output: xeroView,
  ports: { accounts, connections, invoices, signIn: signInWith(xeroCredentials), vault, ids, metrics },
  async run({ account, settings, now }, ports) {
    const { warning } = await disconnect(account, ports, () => new Date());
    const waiting = await ports.invoices.countForXero(account);
    const view = viewXero({ connection: undefined, consent: undefined, waiting, currency: settings.billing.currency, now });
    return warning ? { ...view, warnings: [warning] } : view;
  },
});

export const handler = api(disconnectXero);
