import type { Account } from '../account.ts';
import { digestOf } from '../digest.ts';
import { type Instant, instant, later, type Month, monthAt } from '../month.ts';
import type { Secrets } from '../ports.ts';
import { Problem } from '../problem.ts';
import { type AccessPorts, accessTo, sealed } from './access.ts';
import { changeConnection } from './changeConnection.ts';
import type { ConnectedOrganisation, Connection, Offer } from './connection.ts';
import { limitReached } from './pace.ts';
import type { Accounting, Connections, FreshTokens, SignIn, SignInAnswer, UploadQueue } from './ports.ts';

export type ConnectingPorts = AccessPorts & {
  readonly connections: Connections;
  readonly signIn: SignIn;
  readonly accounting: Accounting;
  readonly uploadQueue: UploadQueue;
  readonly secrets: Secrets;
};

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
  const [only, ...more] = offers;
  const isFormer = only && more.length === 0 && only.organisationId === kept.organisation?.organisationId;
  const offered = await changed(kept.accountId, ports, (read) => ({ ...read, offers, ...(isFormer ? {} : { state: 'choosing' }) }));
  if (!only) throw new Problem('conflict', `No organisation was chosen in Xero. ${AGAIN}`);
  return more.length === 0 ? choose(only.organisationId, settings, ports, clock) : offered;
}

function given<T>(answer: SignInAnswer<T>): T {
  if (answer.outcome === 'done') return answer.value;
  if (answer.outcome === 'unknown') throw new Problem('unavailable', `Xero did not answer. ${AGAIN}`);
  throw new Problem('conflict', `Xero's sign-in: ${answer.words}. ${AGAIN}`);
}

/**
 * A new consent takes the place of whatever link there was, but the organisation stays known: it is likely to be chosen again. One that was
 * connected stays so for the while, or Xero need only stutter now to break a good link; whom the new tokens do not let in, Xero says.
 */
async function keep(tokens: FreshTokens, by: string, settings: Account, ports: ConnectingPorts, now: Date): Promise<Connection> {
  const { accountId, billing } = settings;
  const at = instant(now);
  const month = monthAt(now, billing.timeZone);
  const link = { ...(await sealed(tokens, accountId, ports, at)), renewedAt: at, offers: [] } as const;
  const fresh: Connection = {
    ...{ accountId, ...link, state: 'choosing', since: at, by, firstMonth: month, openMonth: month },
    ...{ calls: [], silences: 0, asks: [], revision: 0 },
  };
  const stands = await changeConnection(ports.connections, accountId, ({ renewing: _, heldUntil: __, trouble: ___, ...read }) => ({
    ...read,
    ...link,
    state: read.state === 'connected' ? 'connected' : 'choosing',
    ...{ by, silences: 0, writeSilences: 0, stuck: 0 },
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
  const { organisation: former } = access.connection;
  const isFormer = former?.organisationId === organisationId;
  const organisation = { ...offer, ...(await bookOf(offer, isFormer ? former : undefined, access.token, ports)) };
  const at = instant(clock());
  const month = monthAt(clock(), billing.timeZone);
  const connected = await changed(accountId, ports, (read) => ({
    ...(read.organisation?.organisationId === organisationId ? read : anew(read, at, month)),
    state: 'connected',
    organisation,
  }));
  await ports.uploadQueue.add({ account: accountId });
  return connected;
}

/** The link to another organisation: nothing that was said, asked or learned of the first is of it, and its worker goes on no more. */
function anew(read: Connection, at: Instant, month: Month): Connection {
  const { looked: _, heldUntil: __, pdfsHeldUntil: ___, trouble: ____, worker: _____, askedAt: ______, ...rest } = read;
  const nothing = { asks: [], calls: [], silences: 0, writeSilences: 0, stuck: 0 };
  return { ...rest, ...nothing, since: at, firstMonth: month, openMonth: month };
}

/** `former`: as it was connected before; that is good enough when Xero cannot say just now. */
async function bookOf(
  { organisationId }: Offer,
  former: ConnectedOrganisation | undefined,
  token: string,
  { accounting }: ConnectingPorts,
) {
  const answer = await accounting.open({ token, organisationId }).organisation();
  if (answer.outcome === 'done') return answer.value;
  if (answer.outcome === 'unknown' || answer.outcome === 'limited') {
    if (former) return { shortCode: former.shortCode, currency: former.currency };
    const words = answer.outcome === 'limited' ? limitReached(answer.limit) : 'Xero does not answer';
    const seconds = answer.outcome === 'limited' ? answer.seconds : 60;
    throw new Problem('unavailable', `${words}. Try again in ${seconds} seconds`);
  }
  throw new Problem('conflict', `Xero does not show the organisation: ${answer.words}. ${AGAIN}`);
}

async function changed(account: string, ports: ConnectingPorts, change: (read: Connection) => Connection): Promise<Connection> {
  const stands = await changeConnection(ports.connections, account, change);
  if (!stands) throw new Problem('conflict', `It was disconnected meanwhile. ${AGAIN}`);
  return stands;
}
