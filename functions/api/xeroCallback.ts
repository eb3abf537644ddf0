import * as z from 'zod/mini';
import { ids, secrets } from '../../shared/aws/ids.ts';
import { metrics } from '../../shared/aws/metrics.ts';
import { uploadQueue } from '../../shared/aws/queues.ts';
import { vault } from '../../shared/aws/vault.ts';
import { xeroCredentials } from '../../shared/aws/xeroCredentials.ts';
import { config } from '../../shared/config.ts';
import { instant } from '../../shared/domain/month.ts';
import { Problem } from '../../shared/domain/problem.ts';
import { connect, consented, type Returned } from '../../shared/domain/xero/connecting.ts';
import { api, openEndpoint } from '../../shared/lambda/api.ts';
import { CONSENT_COOKIE, consentCookie } from '../../shared/lambda/consentCookie.ts';
import { logError } from '../../shared/lambda/log.ts';
import { Reply } from '../../shared/lambda/wire.ts';
import { accounts } from '../../shared/store/accounts.ts';
import { connections } from '../../shared/store/connections.ts';
import { accounting } from '../../shared/xero/accounting.ts';
import { signInWith } from '../../shared/xero/signIn.ts';

/** What Xero adds besides is passed over. */
const query = z.object({
  state: z.optional(z.string().check(z.maxLength(200))),
  code: z.optional(z.string().check(z.maxLength(4000))),
  error: z.optional(z.string().check(z.maxLength(200))),
});

/**
 * GET /v1/xero/callback: the browser comes back from Xero, without a token of ours. Whose consent it brings is known by the state, kept
 * here with account and user, and by the cookie of the browser that began it. It goes on into the app at once, code and state left behind;
 * what went wrong is told there, by GET /v1/xero.
 */
export const xeroCallback = openEndpoint({
  summary: 'Where Xero sends the browser back to; leads on into the app',
  role: 'anyone',
  setup: 'not needed',
  status: 302,
  query,
  output: z.object({}),
  ports: { accounts, connections, signIn: signInWith(xeroCredentials), accounting, vault, uploadQueue, ids, secrets, metrics },
  async run({ query, now, cookie }, ports) {
    const result = await resultOf(query, cookie(CONSENT_COOKIE), ports, now);
    const location = new URL(`xero?result=${result}`, config.appUrl()).href;
    return new Reply({}, { status: 302, headers: { location, 'set-cookie': consentCookie('', 0) } });
  },
});

type Ports = typeof xeroCallback.ports;

async function resultOf(
  returned: Returned,
  cookie: string | undefined,
  ports: Ports,
  now: Date,
): Promise<'connected' | 'choose' | 'failed'> {
  let whose: Awaited<ReturnType<typeof consented>> | undefined;
  try {
    whose = await consented(returned, cookie, ports, now);
    const settings = await ports.accounts.get(whose.account);
    if (!settings) throw new Problem('setup-required', 'Save the account settings first');
    const { state } = await connect(returned, whose.user, settings, ports, () => new Date());
    return state === 'connected' ? 'connected' : 'choose';
  } catch (error) {
    // Whoever waits there is a person in a browser: an outage of ours leads him into the app as well.
    if (!(error instanceof Problem)) told(error, ports);
    const words = error instanceof Problem ? error.message : 'Something went wrong here. Connect Xero again';
    if (whose) await keepProblem(whose, words, ports, now).catch((lost: unknown) => told(lost, ports));
    return 'failed';
  }
}

/** To the browser it is an answer like any other, so it must ring here. */
function told(error: unknown, { metrics }: Ports): void {
  logError(error);
  metrics.count('ConnectFailed');
}

/** A browser must not carry words for the app to show: anyone could send anyone there. They are kept for GET /v1/xero. */
async function keepProblem({ account, user }: { account: string; user: string }, problem: string, ports: Ports, now: Date): Promise<void> {
  await ports.connections.keepProblem(account, { hash: '-', user, expiresAt: instant(now), problem });
}

export const handler = api(xeroCallback);
