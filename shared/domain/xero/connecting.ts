import type { Account } from '../account.ts';
import { digestOf } from '../digest.ts';
import { instant, later, monthAt } from '../month.ts';
import type { Secrets } from '../ports.ts';
import { Problem } from '../problem.ts';
import { type AccessPorts, accessTo, sealed } from './access.ts';
import { changeConnection } from './changeConnection.ts';
import type { Connection, Offer } from './connection.ts';
import type { Accounting, Connections, FreshTokens, SignIn, SignInAnswer, UploadQueue } from './ports.ts';

export type ConnectingPorts = AccessPorts & {
  readonly connections: Connections;
  readonly signIn: SignIn;
  readonly accounting: Accounting;
  readonly uploadQueue: UploadQueue;
  readonly secrets: Secrets;
};

export type DisconnectingPorts = AccessPorts & Pick<ConnectingPorts, 'connections' | 'signIn'>;

/** How long a person may take to consent. */
export const CONSENT_MS = 10 * 60_000;

const hashOf = (secret: string): Promise<string> => digestOf(new TextEncoder().encode(secret), 32);

/**
 * Where to send the browser, and the secret that it must bring back. The secret goes twice with it, in the state and in a cookie, and is kept
 * only as a hash: so a consent counts for the very browser that began it, and nobody is led to connect his books to another's account.
 */
export async function begin(
  account: string,
  user: string,
  { connections, signIn, secrets }: Pick<ConnectingPorts, 'connections' | 'signIn' | 'secrets'>,
  now: Date,
): Promise<{ readonly url: string; readonly secret: string }> {
  const secret = secrets.fresh();
  const url = await signIn.authoriseUrl(`${account}.${secret}`);
  await connections.keepConsent(account, { hash: await hashOf(secret), user, expiresAt: later(instant(now), CONSENT_MS) });
  return { url, secret };
}

/** What Xero sent the browser back with. */
export type Returned = { readonly state?: string | undefined; readonly code?: string | undefined; readonly error?: string | undefined };

const AGAIN = 'Connect Xero again';

/** Whose consent this is, which is said once. @throws Problem `conflict` when it is nobody's, used, too late, or another browser's */
export async function consented(
  { state }: Returned,
  cookie: string | undefined,
  { connections }: Pick<ConnectingPorts, 'connections'>,
  now: Date,
): Promise<{ readonly account: string; readonly user: string }> {
  const [, account = '', secret = ''] = /^([A-Za-z0-9-]{1,64})\.([\w-]{43})$/.exec(state ?? '') ?? [];
  // Asked before it is used up: another's browser must not spend the consent of the one that began.
  if (!secret || cookie !== secret) throw new Problem('conflict', `This browser did not ask for a link to Xero. ${AGAIN}`);
  const consent = await connections.takeConsent(account, await hashOf(secret));
  if (!consent) throw new Problem('conflict', `This answer of Xero was used already. ${AGAIN}`);
  if (consent.expiresAt < instant(now)) throw new Problem('conflict', `It took more than ten minutes. ${AGAIN}`);
  return { account, user: consent.user };
}

/**
 * Turns the code into a link. The tokens are stored before they are used; one organisation is connected at once, among several a person
 * chooses. @throws Problem `conflict` with the reason why there is no link
 */
export async function connect(
  { code, error }: Returned,
  user: string,
  settings: Account,
  ports: ConnectingPorts,
  clock: () => Date,
): Promise<Connection> {
  if (error || !code)
    throw new Problem('conflict', error === 'access_denied' ? 'Access was not given in Xero' : `Xero: ${error ?? 'no code'}`);
  const tokens = given(await ports.signIn.exchange(code));
  const kept = await keep(tokens, user, settings, ports, clock());
  const offers = given(await ports.signIn.offers(tokens.accessToken));
  const [only] = offers;
  if (!only) throw new Problem('conflict', 'No organisation was chosen in Xero');
  const offered = await changed(kept.accountId, ports, (read) => ({ ...read, offers }));
  return offers.length === 1 ? choose(only.organisationId, settings, ports, clock) : offered;
}

function given<T>(answer: SignInAnswer<T>): T {
  if (answer.outcome === 'done') return answer.value;
  if (answer.outcome === 'unknown') throw new Problem('unavailable', `Xero did not answer. ${AGAIN}`);
  throw new Problem('conflict', `Xero's sign-in: ${answer.words}. ${AGAIN}`);
}

/** A new consent takes the place of whatever link there was, but the organisation stays known: it is likely to be chosen again. */
async function keep(tokens: FreshTokens, by: string, settings: Account, ports: ConnectingPorts, now: Date): Promise<Connection> {
  const { accountId, billing } = settings;
  const at = instant(now);
  const month = monthAt(now, billing.timeZone);
  const link = { ...(await sealed(tokens, accountId, ports, at)), renewedAt: at, state: 'choosing', offers: [] } as const;
  const fresh: Connection = {
    ...{ accountId, ...link, since: at, by, firstMonth: month, openMonth: month },
    ...{ calls: [], silences: 0, asks: [], revision: 0 },
  };
  const stands = await changeConnection(ports.connections, accountId, ({ renewing: _, heldUntil: __, trouble: ___, ...read }) => ({
    ...read,
    ...link,
    by,
    silences: 0,
  }));
  return stands ?? ports.connections.save(fresh);
}

/**
 * Connects one of the organisations that the consent opened. The one that was connected before goes on where it was; another begins anew.
 * @throws Problem `conflict` when it was not among them or Xero does not show it, `unavailable` when Xero does not answer
 */
export async function choose(organisationId: string, settings: Account, ports: ConnectingPorts, clock: () => Date): Promise<Connection> {
  const { accountId, billing } = settings;
  const access = await accessTo(accountId, ports, clock);
  if (access.outcome !== 'open') throw new Problem(access.outcome === 'later' ? 'unavailable' : 'conflict', access.words);
  const offer = access.connection.offers.find((each) => each.organisationId === organisationId);
  if (!offer) throw new Problem('conflict', `This organisation is not among those that Xero let us into. ${AGAIN}`);
  const organisation = { ...offer, ...(await bookOf(offer, access.token, ports)) };
  const at = instant(clock());
  const month = monthAt(clock(), billing.timeZone);
  const connected = await changed(accountId, ports, ({ looked, ...read }) => ({
    ...read,
    state: 'connected',
    ...(read.organisation?.organisationId === organisationId
      ? { ...(looked ? { looked } : {}) }
      : { since: at, firstMonth: month, openMonth: month, asks: [], calls: [] }),
    organisation,
  }));
  await ports.uploadQueue.add({ account: accountId });
  return connected;
}

async function bookOf({ organisationId }: Offer, token: string, { accounting }: ConnectingPorts) {
  const answer = await accounting.open({ token, organisationId }).organisation();
  if (answer.outcome === 'done') return answer.value;
  if (answer.outcome === 'unknown' || answer.outcome === 'limited')
    throw new Problem('unavailable', 'Xero does not answer. Try again in a minute');
  throw new Problem('conflict', `Xero does not show the organisation: ${answer.words}. ${AGAIN}`);
}

async function changed(account: string, ports: ConnectingPorts, change: (read: Connection) => Connection): Promise<Connection> {
  const stands = await changeConnection(ports.connections, account, change);
  if (!stands) throw new Problem('conflict', `It was disconnected meanwhile. ${AGAIN}`);
  return stands;
}

/**
 * Ends the link, here and at Xero. Here it ends whatever Xero says; what Xero did not confirm is told, because a link that is left open
 * there counts and can be ended there by hand.
 */
export async function disconnect(account: string, ports: DisconnectingPorts, clock: () => Date): Promise<{ readonly warning?: string }> {
  const connection = await ports.connections.get(account);
  if (!connection) return {};
  const warning = await endedThere(connection, ports, clock);
  for (let read: Connection | undefined = connection; read; read = await ports.connections.get(account)) {
    try {
      await ports.connections.remove(read);
      break;
    } catch (error) {
      if (!(error instanceof Problem && error.code === 'stale')) throw error;
    }
  }
  return warning ? { warning } : {};
}

async function endedThere(
  { accountId, organisation }: Connection,
  ports: DisconnectingPorts,
  clock: () => Date,
): Promise<string | undefined> {
  const byHand = 'It could not be ended at Xero: end it there, under Settings, Connected apps';
  // Xero offers all that its user ever let us into, another reseller's organisation too: what was not chosen is not ours to end.
  if (!organisation) return 'Nothing was chosen, so nothing was ended at Xero: end it there, under Settings, Connected apps';
  const access = await accessTo(accountId, ports, clock);
  if (access.outcome !== 'open') return byHand;
  const answer = await ports.signIn.disconnect(access.token, organisation.connectionId);
  return answer.outcome === 'done' ? undefined : byHand;
}
