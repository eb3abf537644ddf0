import { type Instant, instant, later } from '../month.ts';
import type { Ids, Metrics } from '../ports.ts';
import { changeConnection } from './changeConnection.ts';
import { type Connection, isLive } from './connection.ts';
import type { Connections, FreshTokens, SignIn, SignInAnswer, Tokens, Vault } from './ports.ts';

export type AccessPorts = {
  readonly connections: Pick<Connections, 'get' | 'save'>;
  readonly vault: Vault;
  readonly signIn: Pick<SignIn, 'refresh'>;
  readonly ids: Ids;
  readonly metrics: Metrics;
};

/** `closed`: only a person can help (connect it, or connect it again). `later`: it may be tried again in a moment. */
export type Access =
  | { readonly outcome: 'open'; readonly token: string; readonly connection: Connection }
  | { readonly outcome: 'closed'; readonly words: string }
  | { readonly outcome: 'later'; readonly words: string };

/** Renewed so long before it ends, so that it does not end half way through a call. */
const MARGIN_MS = 3 * 60_000;
/** While another renews, the old one is used up to its last seconds: Xero keeps it until it ends. */
const LAST_MS = 30_000;
/** A renewal takes one call of at most 15 seconds. Xero takes the old refresh token for 30 minutes more: a dead renewer costs nothing. */
const RENEWING_MS = 60_000;

const ENDED = 'The link to Xero has ended: connect it again';
export const BEING_RENEWED = 'The link to Xero is being renewed. Try again in a moment';

/**
 * An access token that is good for a while. `renew`: a new one in any case, because Xero did not take the old one. A renewal of which nobody
 * knows what became is done again first: Xero may have turned the refresh token, and takes the old one for half an hour only.
 */
export async function accessTo(account: string, ports: AccessPorts, clock: () => Date, renew = false): Promise<Access> {
  const connection = await ports.connections.get(account);
  if (!connection) return { outcome: 'closed', words: 'Xero is not connected' };
  if (connection.state === 'expired') return { outcome: 'closed', words: ENDED };
  const now = instant(clock());
  const { renewing, tokensEndAt } = connection;
  const isOpen = !renewing || isLive(renewing, now);
  if (!renew && isOpen && later(now, renewing ? LAST_MS : MARGIN_MS) < tokensEndAt) return opened(connection, ports);
  const access = await renewed(account, ports, clock);
  // Not to be had just now; the one that there is lasts a while.
  const lasts = !renew && later(instant(clock()), MARGIN_MS) < tokensEndAt;
  return access.outcome === 'later' && lasts ? opened(connection, ports) : access;
}

async function opened(connection: Connection, { vault }: AccessPorts): Promise<Access> {
  const { accessToken } = JSON.parse(await vault.open(connection.tokens, connection.accountId)) as Tokens;
  return { outcome: 'open', token: accessToken, connection };
}

/** One renewer at a time, by a conditional write; the new pair is stored before it is used, or a crash would lose the only good one. */
async function renewed(account: string, ports: AccessPorts, clock: () => Date): Promise<Access> {
  const token = ports.ids.fresh();
  const now = instant(clock());
  const taken = await changeConnection(ports.connections, account, (read) =>
    read.state === 'expired' || isLive(read.renewing, now) ? undefined : { ...read, renewing: { token, until: later(now, RENEWING_MS) } },
  );
  if (!taken) return { outcome: 'closed', words: 'Xero is not connected' };
  if (taken.state === 'expired') return { outcome: 'closed', words: ENDED };
  if (taken.renewing?.token !== token) return { outcome: 'later', words: BEING_RENEWED };
  const { refreshToken } = JSON.parse(await ports.vault.open(taken.tokens, account)) as Tokens;
  return settle(taken, token, await ports.signIn.refresh(refreshToken), ports, clock);
}

async function settle(
  taken: Connection,
  token: string,
  answer: SignInAnswer<FreshTokens>,
  ports: AccessPorts,
  clock: () => Date,
): Promise<Access> {
  const { accountId } = taken;
  const isOurs = (read: Connection) => read.renewing?.token === token;
  const at = instant(clock());
  if (answer.outcome === 'done') {
    const fresh = await sealed(answer.value, accountId, ports, at);
    const stored = await changeConnection(ports.connections, accountId, (read) =>
      isOurs(read) ? { ...withoutRenewing(read), ...fresh, renewedAt: at } : undefined,
    );
    if (!stored) return { outcome: 'closed', words: 'Xero is not connected' };
    if (stored.state === 'expired') return { outcome: 'closed', words: ENDED };
    // Someone took over, or connected anew, meanwhile: theirs is the pair that stands, once they have it.
    return stored.renewing ? { outcome: 'later', words: BEING_RENEWED } : opened(stored, ports);
  }
  const ended = answer.outcome === 'invalidGrant';
  const trouble = { at, words: ended ? ENDED : `Xero's sign-in: ${answer.words}` };
  // Without an answer the pair may be turned: the renewal stays begun, by nobody, and whoever comes next does it again.
  const half = answer.outcome === 'unknown' ? { renewing: { token, until: at } } : {};
  const stands = await changeConnection(ports.connections, accountId, (read) =>
    isOurs(read) ? { ...withoutRenewing(read), ...half, trouble, ...(ended ? { state: 'expired' } : {}) } : undefined,
  );
  if (!ended) return { outcome: 'later', words: trouble.words };
  if (stands?.state === 'expired') ports.metrics.count('XeroExpired', 1, { account: accountId });
  // A pair of another consent stands there: it is good, though ours was not.
  return stands && stands.state !== 'expired' ? { outcome: 'later', words: trouble.words } : { outcome: 'closed', words: ENDED };
}

const withoutRenewing = ({ renewing: _, ...rest }: Connection): Connection => rest;

/** A pair as the connection keeps it. */
export async function sealed(
  { accessToken, refreshToken, expiresInSeconds }: FreshTokens,
  account: string,
  { vault }: Pick<AccessPorts, 'vault'>,
  at: Instant,
): Promise<Pick<Connection, 'tokens' | 'tokensEndAt'>> {
  const pair: Tokens = { accessToken, refreshToken };
  return { tokens: await vault.seal(JSON.stringify(pair), account), tokensEndAt: later(at, expiresInSeconds * 1000) };
}
