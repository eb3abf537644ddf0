import * as z from 'zod/mini';
import { ids, secrets } from '../../shared/aws/ids.ts';
import { metrics } from '../../shared/aws/metrics.ts';
import { uploadQueue } from '../../shared/aws/queues.ts';
import { vault } from '../../shared/aws/vault.ts';
import { xeroCredentials } from '../../shared/aws/xeroCredentials.ts';
import { choose } from '../../shared/domain/xero/connecting.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { id } from '../../shared/lambda/schemas.ts';
import { viewXero, xeroView } from '../../shared/lambda/views/xero.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { connections } from '../../shared/store/connections.ts';
import { invoices } from '../../shared/store/invoices.ts';
import { accounting } from '../../shared/xero/accounting.ts';
import { signInWith } from '../../shared/xero/signIn.ts';

/** POST /v1/xero/organisation: to which of the organisations that the consent opened invoices go. */
export const chooseOrganisation = endpoint({
  summary: 'Chooses the organisation, when the consent in Xero opened several',
  role: 'billing',
  body: z.strictObject({ organisationId: id }),
  output: xeroView,
  ports: { accounts, connections, invoices, signIn: signInWith(xeroCredentials), accounting, vault, uploadQueue, ids, secrets, metrics },
  async run({ account, settings, body, now }, ports) {
    const connection = await choose(body.organisationId, settings, ports, () => new Date());
    const waiting = await ports.invoices.countForXero(account);
    return viewXero({ connection, consent: undefined, waiting, currency: settings.billing.currency, now });
  },
});

export const handler = api(chooseOrganisation);
