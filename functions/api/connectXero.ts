import * as z from 'zod/mini';
import { secrets } from '../../shared/aws/ids.ts';
import { xeroCredentials } from '../../shared/aws/xeroCredentials.ts';
import { begin, CONSENT_MS } from '../../shared/domain/xero/connecting.ts';
import { api, endpoint } from '../../shared/lambda/api.ts';
import { consentCookie } from '../../shared/lambda/consentCookie.ts';
import { Reply } from '../../shared/lambda/wire.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { connections } from '../../shared/store/connections.ts';
import { signInWith } from '../../shared/xero/signIn.ts';

/** POST /v1/xero/connect: where to send the browser. Only this browser, within ten minutes, can come back with a consent. */
export const connectXero = endpoint({
  summary: 'Begins a link to Xero: send the browser to the URL that is answered; it comes back by itself',
  role: 'billing',
  output: z.object({ url: z.string() }),
  ports: { accounts, connections, secrets, signIn: signInWith(xeroCredentials) },
  async run({ account, user, now }, ports) {
    const { url, secret } = await begin(account, user, ports, now);
    return new Reply({ url }, { headers: { 'set-cookie': consentCookie(secret, CONSENT_MS / 1000) } });
  },
});

export const handler = api(connectXero);
